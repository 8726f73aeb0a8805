"""The query string of a search that is kept: read as the search reads it, written in one form, named for people."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from search.facets import MultiDict
from search.query import PAGE_SIZE, SearchQuery
from search.vocabulary import Vocabulary, organisation_names, vocabulary

LONGEST_QUERY, LONGEST_NAME = 1000, 120


def saved_query(params: MultiDict) -> str:
    """Return what is kept of a query string: words, choices and years, in a fixed order.

    Raises ValidationError with a sentence for people for what cannot be searched or is too long.
    """
    query = SearchQuery.from_params(params)
    if query.is_refused:
        raise ValidationError(" ".join(query.problems), "refused")
    # The order of an answer, its pages and how it is shown are not what a reader waits for.
    text = query.without_view().with_page(1, PAGE_SIZE).with_sort("").query_string.removeprefix("?")
    if len(text) > LONGEST_QUERY:
        raise ValidationError(
            _("This search has too many choices to be kept. Take some of them back."), "too-long"
        )
    return text


def query_of(text: str) -> SearchQuery:
    """Return the query of a saved search."""
    return SearchQuery.from_params(QueryDict(text))


def name_of(text: str, known: Vocabulary | None = None) -> str:
    """Return what a saved search asks for, in the active language; a value that is gone is named as it was typed.

    Who names many of them gives the vocabularies.
    """
    query, known = query_of(text), known or vocabulary()
    organisations = organisation_names(query.chosen("organisation"))
    parts = [f"“{query.q}”"] if query.q else []
    for facet, values in query.selections.items():
        named = organisations if facet == "organisation" else {}
        parts.append(
            ", ".join(
                named.get(value) or query.scope.facet(facet).label(value, known) or value
                for value in values
            )
        )
    if query.year_from or query.year_to:
        parts.append(f"{query.year_from or ''}–{query.year_to or ''}")
    name = " · ".join(parts) or _("Everything new")
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
