"""Owns what an administrator may read of a score in Elasticsearch: Lucene's explanation, without what adds nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from search.engines.base import EngineRequest, Explanation
from search.engines.elasticsearch.query import Body, key_is
from search.engines.elasticsearch.question import Question

_WEIGHT = re.compile(r"^weight\((?P<asked>.+) in \d+\) \[\w*\], result of:$", re.DOTALL)


def explaining_body(request: EngineRequest, key: str) -> Body:
    """Return the search for one record alone, with the explanation of its score by relevance.

    Filters are asked as those of counted facets are, after the words, where they are no part of the score.
    """
    late = dict.fromkeys(request.filters, 1)
    question = Question(replace(request, sort="relevance", limit=1, facets=late))
    body = question.body(offset=0, limit=1, also=[key_is(key)], counted=False)
    return {**body, "explain": True, "_source": False, "track_total_hits": False}


def told(found: Mapping[str, Any]) -> Explanation:
    """Return an explanation with short descriptions; parts that add nothing are left out, sums of one are that one."""
    description = found["description"]
    weight = _WEIGHT.match(description)
    parts = sorted(
        (told(one) for one in found["details"] if one["value"]), key=lambda one: -one.value
    )
    if description == "sum of:" and len(parts) == 1:
        return parts[0]
    if weight:
        description = weight["asked"]
        parts = [part for one in parts for part in one.details]
    return Explanation(float(found["value"]), description.rstrip(":"), tuple(parts))
