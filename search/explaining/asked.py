"""Owns how an administrator says which search to explain: by words, by a query string, or by the address of a page."""

import re

from django.http import QueryDict

from search.facets import indexed_facets
from search.query import AS_TYPED, PAGE_SIZE, SearchQuery

_PARAMETER = re.compile(r"[?&]?([a-z-]+)=")
_OTHERS = {"q", "year-from", "year-to", "sort", "view", "page", "page-size", AS_TYPED}


def query_asked(text: str) -> SearchQuery:
    """Return the query that a text means: what stands after a question mark, parameters, or else words."""
    text = text.strip()
    _address, mark, parameters = text.partition("?")
    if mark and (not _address or _address.startswith(("/", "http://", "https://"))):
        return plain(SearchQuery.from_params(QueryDict(parameters)))
    first = _PARAMETER.match(text)
    if first and first[1] in _OTHERS | {facet.name for facet in indexed_facets()}:
        return plain(SearchQuery.from_params(QueryDict(text)))
    params = QueryDict(mutable=True)
    params["q"] = text
    return SearchQuery.from_params(params)


def as_text(query: SearchQuery) -> str:
    """Return the shortest text that means a query: its words, or its query string."""
    query = plain(query)
    return query.query_string if query.with_words("").query_string else query.q


def plain(query: SearchQuery) -> SearchQuery:
    """Return the query from its first page, in the order that it asks for."""
    return query.without_view().with_page(1, PAGE_SIZE)
