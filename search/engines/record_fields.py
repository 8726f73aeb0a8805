"""Owns what every engine keeps of a record beside its words: facet fields, the keys of each order, what is shown."""

from datetime import UTC, date, datetime
from typing import Any

from search.analysis import fold, words_of
from search.documents import SearchDocument
from search.engines.likeness import FACET_WEIGHTS
from search.facets import indexed_facets

OPEN_END = 9999
LAST_DAY = 9_999_999
TITLE_KEY_LENGTH = 120
_MINUTES_PER_DAY = 1440
_LAST_MINUTE = 9_999_999_999
_FIRST_DAY = date(1970, 1, 1).toordinal()


def facet_field(name: str) -> str:
    """Return the field that holds the values of a facet."""
    return f"facet_{name.replace('-', '_')}"


def facet_fields() -> dict[str, str]:
    """Return the field of every facet; apps have registered theirs before the first engine is made."""
    return {facet.name: facet_field(facet.name) for facet in indexed_facets()}


def newest_key(document: SearchDocument) -> int:
    """Return the key of "newest": the day a record was published here, then its year, then the minute.

    A site that loads its archive in one go gives all records one day; their own years then tell them apart.
    """
    moment = document.published_at or document.updated_at or datetime.fromtimestamp(0, UTC)
    minutes = max(0, int(moment.timestamp()) // 60)
    days, minute = divmod(minutes, _MINUTES_PER_DAY)
    return (days * 10_000 + _latest_year(document)) * _MINUTES_PER_DAY + minute


def _latest_year(document: SearchDocument) -> int:
    if document.years is None:
        return 0
    last = document.years.last
    return min(9_999, date.today().year if last is None else last)


def day_of(moment: datetime | date | None) -> int:
    """Return the number of a day, by which ages are asked; 0 for an unknown one."""
    return 0 if moment is None else max(0, moment.toordinal() - _FIRST_DAY)


def fresh_day(document: SearchDocument) -> int:
    """Return the day until which a record was up to date: the end of its own years, else of its last update.

    A study of 2008 does not become a new one by a correction. An open end says no more than its last update.
    """
    years = document.years
    if years is not None and years.last is not None:
        return day_of(date(min(9_998, max(1, years.last)), 12, 31))
    return day_of(document.updated_at or document.published_at)


def title_key(title: str) -> str:
    """Return the title as it is sorted: words only, in lower case, without accents."""
    return " ".join(fold(word) for word in words_of(title))[:TITLE_KEY_LENGTH]


def confirmed_key(document: SearchDocument) -> str:
    """Return the key of "last confirmed": the newest confirmation first, never confirmed last, then by title."""
    moment = document.confirmed_at
    minutes = 0 if moment is None else max(0, int(moment.timestamp()) // 60)
    return f"{_LAST_MINUTE - min(minutes, _LAST_MINUTE):010d} {title_key(document.title)}"


def shown(document: SearchDocument) -> dict[str, Any]:
    """Return what lists and cards show of a record."""
    years = document.years
    return {
        "id": document.page_id,
        "kind": document.kind,
        "language": document.language,
        "title": document.title,
        "url": document.url,
        "summary": document.summary,
        "countries": list(document.facets.get("country", ())),
        "facets": {name: list(document.facets.get(name, ())) for name in FACET_WEIGHTS},
        "category": next(iter(document.facets.get("category", ())), None),
        "organisations": list(document.card.get("organisations", ())),
        "years": None if years is None else [years.first, years.last],
        "published_at": document.published_at.isoformat() if document.published_at else None,
        "updated_at": document.updated_at.isoformat() if document.updated_at else None,
        "translation": document.translation_key,
        "card": dict(document.card),
    }
