"""Owns the facets that stand beside an app's own list of records: links into the search, with counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from search.engines.base import EngineUnavailable
from search.page_parts import FacetBlock
from search.presentation import SearchPage
from search.query import SearchQuery
from search.services import search


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """What the template of the search's facets needs; nothing is chosen yet."""

    facets: Sequence[FacetBlock]
    year_fields: Sequence[tuple[str, str]]
    chips: tuple[()] = ()


def facet_panel(kind: str) -> FacetPanel | None:
    """Return the facets of all records of a kind, or nothing while the engine is down: the list itself needs none."""
    query = SearchQuery.from_params(QueryDict(f"kind={kind}"))
    try:
        results = search(query)
    except EngineUnavailable:
        return None
    if not results.count:
        return None
    page = SearchPage(results)
    blocks = [block for block in page.facets if block.facet.name != "kind"]
    return FacetPanel(blocks, page.year_fields)
