"""What an issue, a digest or an alert may tell of: records that everybody may read, in the reader's language.

Items are made of the documents of the public search, so that they pass the same gates: live, not private, and of
organisations only what is disclosed to everybody.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, QuerySet
from django.utils.translation import get_language
from wagtail.models import Page

from search.cards import absolute
from search.documents import KINDS, SearchDocument
from search.indexing import build_pages, findable
from search.registry import registration_of, registrations
from search.rows import PagePaths
from search.vocabulary import KIND_NAMES, vocabulary

#: An issue tells of records, not of other issues.
ITEM_KINDS = tuple(kind for kind in KINDS if kind != "newsletter")
_BATCH = 100
_SUMMARY_LENGTH = 240


@dataclass(frozen=True, slots=True)
class Item:
    """A record in one or two sentences; names are in the language that was active, `url` is whole."""

    title: str
    url: str
    kind: str
    kind_label: str
    summary: str = ""
    countries: tuple[str, ...] = ()
    page_id: int | None = None
    published_at: datetime | None = None
    language: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    """A findable page as far as choosing among its translations needs it."""

    pk: int
    key: UUID
    language: str
    published_at: datetime | None


def items_published(
    since: datetime,
    *,
    kinds: Collection[str] = (),
    countries: Collection[str] = (),
    topics: Collection[str] = (),
    until: datetime | None = None,
    language: str | None = None,
    most: int | None = None,
) -> list[Item]:
    """Return the records that were published for the first time after `since`, the newest first.

    A record and its translations are one item, in `language` (by default the active one) where it exists. An empty
    choice of kinds, country codes or topic slugs asks nothing.
    """
    rows = _rows_published(since, until, kinds)
    chosen = _one_a_record(rows, since, _short(language))
    wanted = {"country": frozenset(countries), "topic": frozenset(topics)}
    return list(islice(_matching(chosen, wanted), most))


def items_of(page_ids: Iterable[int], *, language: str | None = None) -> list[Item]:
    """Return pages as items in the order given, each in `language` where it exists, without what not all may read."""
    wanted = list(dict.fromkeys(page_ids))
    found = items_by_page(wanted, language=language)
    return [found[pk] for pk in wanted if pk in found]


def items_by_page(page_ids: Collection[int], *, language: str | None = None) -> dict[int, Item]:
    """Return pages as items by the keys that were asked for."""
    chosen = translations_of(page_ids, language=language)
    items = _items(list(dict.fromkeys(chosen.values())))
    found = {item.page_id: item for item in items}
    return {pk: found[target] for pk, target in chosen.items() if target in found}


def translations_of(page_ids: Collection[int], *, language: str | None = None) -> dict[int, int]:
    """Return for each page the one that everybody may read in `language`, else itself; without those that none may."""
    pages = Page.objects.filter(pk__in=page_ids).values_list("pk", "translation_key")
    asked: dict[int, UUID] = dict(pages)
    rows = _rows(findable().filter(translation_key__in=set(asked.values())))
    short = _short(language)
    readable = {row.pk for row in rows}
    translated: dict[UUID, int] = {row.key: row.pk for row in rows if row.language == short}
    return {
        pk: translated.get(key, pk)
        for pk, key in asked.items()
        if key in translated or pk in readable
    }


def _short(language: str | None) -> str:
    return (language or get_language() or "en").split("-")[0]


def _rows(pages: QuerySet[Page]) -> list[_Row]:
    fields = ("pk", "translation_key", "locale__language_code", "first_published_at")
    return [
        _Row(pk, key, code.split("-")[0], at) for pk, key, code, at in pages.values_list(*fields)
    ]


def _rows_published(since: datetime, until: datetime | None, kinds: Collection[str]) -> list[_Row]:
    models = [
        one.model
        for one in registrations()
        if one.kind in ITEM_KINDS and (not kinds or one.kind in kinds)
    ]
    types = ContentType.objects.get_for_models(*models).values()
    pages = findable().filter(content_type__in=types, first_published_at__gt=since)
    if until is not None:
        pages = pages.filter(first_published_at__lte=until)
    return _rows(pages.order_by(F("first_published_at").desc(), "-pk"))


def _one_a_record(rows: Sequence[_Row], since: datetime, language: str) -> list[int]:
    """Return one page a record, and none of a record that was out in another language before."""
    keys = {row.key for row in rows}
    family = _rows(findable().filter(translation_key__in=keys))
    older = {row.key for row in family if row.published_at and row.published_at <= since}
    in_language = {row.key: row.pk for row in family if row.language == language}
    chosen = {row.key: row.pk for row in reversed(rows)}
    return [
        in_language.get(row.key, row.pk)
        for row in rows
        if row.key not in older and chosen[row.key] == row.pk
    ]


def _matching(page_ids: Sequence[int], wanted: Mapping[str, frozenset[str]]) -> Iterator[Item]:
    """Yield the items of pages that carry a wanted value of each facet, batch after batch."""
    for start in range(0, len(page_ids), _BATCH):
        for item in _items(page_ids[start : start + _BATCH]):
            if all(
                not values or values & set(item.facets.get(facet, ()))
                for facet, values in wanted.items()
            ):
                yield item


def _items(page_ids: Sequence[int]) -> list[Item]:
    """Return the items of readable pages, in their order."""
    built = {one.page_id: one.document for one in build_pages(page_ids)}
    found = {pk: _item(document) for pk, document in built.items() if document is not None}
    missing = [pk for pk in page_ids if pk not in found]
    found |= _plain_items(missing) if missing else {}
    return [found[pk] for pk in page_ids if pk in found]


def _item(document: SearchDocument) -> Item:
    known = vocabulary()
    codes = document.facets.get("country", ())
    return Item(
        title=document.title,
        url=absolute(document.url),
        kind=document.kind,
        kind_label=str(KIND_NAMES.get(document.kind, document.kind)),
        summary=shortened(document.summary),
        countries=tuple(known.label("country", code) or code for code in codes),
        page_id=document.page_id,
        published_at=document.published_at,
        language=document.language,
        facets=document.facets,
    )


def _plain_items(page_ids: Sequence[int]) -> dict[int, Item]:
    """Return pages that are no records (an index, the home page) as items of their title alone."""
    paths = PagePaths()
    found = {}
    for page in findable().filter(pk__in=page_ids).select_related("locale"):
        url = paths.of(page.url_path)
        # A record that its own app keeps out of the search is kept out of mails too.
        if url and registration_of(page.specific_class) is None:
            found[page.pk] = Item(
                title=page.title,
                url=absolute(url),
                kind="page",
                kind_label=str(KIND_NAMES["page"]),
                summary=shortened(page.search_description),
                page_id=page.pk,
                published_at=page.first_published_at,
                language=page.locale.language_code.split("-")[0],
            )
    return found


def shortened(text: str, length: int = _SUMMARY_LENGTH) -> str:
    """Return a text cut at a word, with an ellipsis, when it is longer than a teaser."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return f"{text[:length].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
