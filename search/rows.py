"""Owns fast reading for content apps: pages and what hangs on them as plain rows, a few queries for a whole batch.

Making model instances of every chart, row and term takes milliseconds a record; a rebuild has a fraction of one.
A content app hands `register` a `build_batch(ids)` written with these functions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page, Site

from core.models import Country, Term
from search.documents import SearchDocument
from search.vocabulary import vocabulary

_PAGE_FIELDS = (
    "pk",
    "title",
    "slug",
    "url_path",
    "translation_key",
    "locale__language_code",
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
)
_SPAN_FROM, _SPAN_AT_MOST = 20, 3
_SAFE_IN_PATH = "/~:@!$&'()*+,;="


def page_rows(model: type[Page], ids: Sequence[int], *fields: str) -> list[dict[str, Any]]:
    """Return pages as dictionaries of the asked fields and of what every document needs (one query)."""
    rows = model._default_manager.filter(_among("pk", ids)).order_by("pk")
    wanted = set(ids)
    return [row for row in rows.values(*_PAGE_FIELDS, *fields) if row["pk"] in wanted]


def rows_by_page(
    model: type[Model],
    ids: Sequence[int],
    *fields: str,
    page: str = "page_id",
    order: Sequence[str] = ("sort_order",),
) -> Mapping[int, list[tuple[Any, ...]]]:
    """Return rows that belong to pages, as tuples of the asked fields, by page (one query)."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    rows = model._default_manager.filter(_among(page, ids)).order_by(*order)
    for row in rows.values_list(page, *fields):
        found[row[0]].append(row[1:])
    return found


def links_by_page(model: type[Page], field: str, ids: Sequence[int]) -> Mapping[int, list[Any]]:
    """Return the keys that a many-to-many field of pages points to, by page (one query on its own table)."""
    relation = model._meta.get_field(field)
    through: type[Model] = relation.remote_field.through  # type: ignore[union-attr, assignment]
    own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()  # type: ignore[union-attr]
    found: dict[int, list[Any]] = defaultdict(list)
    rows = through._default_manager.filter(_among(f"{own}_id", ids)).order_by("pk")
    for page_id, value in rows.values_list(f"{own}_id", f"{other}_id"):
        found[page_id].append(value)
    return found


class WordsOfPages:
    """The terms and countries of a batch of pages: facet values, and names in the active language (four queries)."""

    def __init__(
        self,
        terms: Mapping[int, list[int]],
        countries: Mapping[int, list[str]],
        values: Mapping[int, tuple[str, str]],
    ) -> None:
        self._terms = terms
        self._countries = countries
        self._values = values
        self._known = {
            term.pk: term
            for term in Term.objects.defer("scope_note", "synonyms", "synonyms_by_language")
        }
        self._order = {pk: place for place, pk in enumerate(self._known)}
        self._names = {pk: term.name for pk, term in self._known.items()}
        self._country_names = {
            country.pk: country.name for country in Country.objects.defer("footnote")
        }

    @classmethod
    def of(cls, model: type[Page], ids: Sequence[int]) -> "WordsOfPages":
        """Read the terms and countries of pages whose type has the fields `terms` and `countries`."""
        return cls(
            links_by_page(model, "terms", ids),
            links_by_page(model, "countries", ids),
            vocabulary().facet_of_term,
        )

    def facets(self, page_id: int) -> dict[str, tuple[str, ...]]:
        """Return the facet values of a page's terms and countries; terms of lists without a facet are left out."""
        found: dict[str, tuple[str, ...]] = {
            "country": tuple(sorted(self._countries.get(page_id, ())))
        }
        for pk in self._terms.get(page_id, ()):
            if pk in self._values:
                facet, value = self._values[pk]
                found[facet] = (*found.get(facet, ()), value)
        return found

    def labels(self, page_id: int, vocabulary_name: str) -> str:
        """Return the names of a page's terms of one vocabulary, in the order of that list."""
        own = [
            pk
            for pk in self._terms.get(page_id, ())
            if self._known[pk].vocabulary == vocabulary_name
        ]
        return ", ".join(self._names[pk] for pk in sorted(own, key=self._order.__getitem__))

    def countries(self, page_id: int) -> str:
        """Return the names of a page's countries."""
        return ", ".join(
            self._country_names[code] for code in sorted(self._countries.get(page_id, ()))
        )


class SectionTitles:
    """The titles of a batch's sections in the active language: each is looked up once, not once a record."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def over(self, sections: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Return the sections that say something, each below its title; those come marked by `gettext_noop`."""
        return tuple((self._title(title), text) for title, text in sections if text)

    def _title(self, title: str) -> str:
        if title not in self._known:
            self._known[title] = gettext(title)
        return self._known[title]


def document_for_row(row: Mapping[str, Any], *, kind: str, **values: Any) -> SearchDocument:
    """Build a document from a row of `page_rows`: key, title, language, address and dates; the rest as keywords."""
    updated: datetime | None = row["last_published_at"] or row["latest_revision_created_at"]
    return SearchDocument(
        key=str(row["pk"]),
        page_id=row["pk"],
        kind=kind,
        language=values.pop("language", None) or row["locale__language_code"].split("-")[0],
        title=row["title"],
        published_at=values.pop("published_at", row["first_published_at"]),
        updated_at=values.pop("updated_at", updated),
        translation_key=str(row["translation_key"]),
        **values,
    )


class PagePaths:
    """The addresses of pages by their place in the tree, as Wagtail gives them, with the sites read once."""

    def __init__(self) -> None:
        self._roots = list(Site.get_site_root_paths())

    def of(self, url_path: str) -> str:
        """Return the path of an address, or nothing for a page below no site."""
        for _site, root_path, _root_url, language in self._roots:
            if url_path.startswith(root_path):
                return _base(language) + quote(url_path[len(root_path) :], safe=_SAFE_IN_PATH)
        return ""


def _among(field: str, ids: Sequence[int]) -> Q:
    """Return the condition that a key is one of `ids`, or between them when they lie close together.

    A list of hundreds of keys costs more to prepare, query by query, than the few rows too many that a span reads.
    """
    if len(ids) > _SPAN_FROM and max(ids) - min(ids) < _SPAN_AT_MOST * len(ids):
        return Q(**{f"{field}__gte": min(ids), f"{field}__lte": max(ids)})
    return Q(**{f"{field}__in": ids})


@lru_cache(maxsize=32)
def _base(language: str) -> str:
    with translation.override(language):
        return reverse("wagtail_serve", args=("",))
