"""Finds what is new for saved searches: published since they began, matching, and not reported before."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from newsletter.models import SavedSearch, SavedSearchMatch
from search.indexing import findable
from search.query import SearchQuery
from search.saved.queries import query_of
from search.services import every_key

#: A record may get into the index, or begin to match, so long after it was published and is still reported.
GRACE = timedelta(days=30)
#: How deep the newest matches of a search are looked through; no network publishes so much in the grace.
_DEEPEST = 2_000


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that everybody may read, and when it appeared, in whichever of its languages came first."""

    pk: int
    appeared_at: datetime


class NewMatches:
    """The new matches of many searches; each query is searched once, however many readers saved it."""

    def __init__(self, searches: Collection[SavedSearch]) -> None:
        """Read what was published since the earliest of them began to look."""
        since = min((_looks_since(search) for search in searches), default=None)
        self._pages: Mapping[int, NewPage] = _published_since(since) if since else {}
        self._found: dict[str, list[NewPage]] = {}

    def of(self, search: SavedSearch, reported: Collection[int]) -> list[int]:
        """Return the pages to report, the newest first. Raises EngineUnavailable."""
        if not self._pages:
            return []
        since = _looks_since(search)
        return [
            page.pk
            for page in self._matching(search.query)
            if page.appeared_at > since and page.pk not in reported
        ]

    def _matching(self, query: str) -> list[NewPage]:
        if query not in self._found:
            keys = every_key(_newest_first(query_of(query)), _DEEPEST)
            self._found[query] = [
                self._pages[int(key)] for key in keys if key.isdecimal() and int(key) in self._pages
            ]
        return self._found[query]


def reported_pages(searches: Iterable[SavedSearch]) -> dict[int, set[int]]:
    """Return the pages that each search reported, by its key."""
    found: dict[int, set[int]] = {}
    rows = SavedSearchMatch.objects.filter(search__in=searches)
    for search, page in rows.values_list("search_id", "page_id"):
        found.setdefault(search, set()).add(page)
    return found


def _newest_first(query: SearchQuery) -> SearchQuery:
    return query.with_sort("newest")


def _looks_since(search: SavedSearch) -> datetime:
    """Return since when pages count: nothing from before the search, or from the time while its reader was away."""
    moments = [search.created_at, search.subscriber.confirmed_at or search.created_at]
    if search.looked_at:
        moments.append(search.looked_at - GRACE)
    return max(moments)


def _published_since(since: datetime) -> dict[int, NewPage]:
    rows = findable().filter(first_published_at__gt=since)
    new: list[tuple[int, UUID, datetime]] = list(
        rows.values_list("pk", "translation_key", "first_published_at")
    )
    # A translation of what was there before is nothing new.
    family = findable().filter(translation_key__in={key for _pk, key, _at in new})
    first: dict[UUID, datetime] = {}
    for key, moment in family.values_list("translation_key", "first_published_at"):
        if moment is not None:
            first[key] = min(moment, first.get(key, moment))
    return {pk: NewPage(pk, first.get(key, at)) for pk, key, at in new}
