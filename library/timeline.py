"""The timeline of an instrument: what it came from, what it hangs together with, what came after it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.public_pages import open_to_all
from library.models import PolicyPage, PolicyRelation, RelationKind

#: The relations that make a line of succession; the others lead to direct neighbours alone, because every national law
#: that implements a convention would otherwise stand beside every other one.
SUCCESSION = (RelationKind.SUPERSEDES, RelationKind.AMENDS)
_MOST_STEPS = 12
_LONGEST_NAME = 90

_BACKWARDS = {
    RelationKind.SUPERSEDES: gettext_lazy("is superseded by"),
    RelationKind.AMENDS: gettext_lazy("is amended by"),
    RelationKind.IMPLEMENTS: gettext_lazy("is implemented by"),
    RelationKind.ENDORSED_BY: gettext_lazy("endorses"),
}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An instrument of the timeline; `page` is None when the library does not have it.

    `relations` say how it stands to the others, such as “supersedes Directive 2002”.
    """

    title: str
    year: int | None
    page: PolicyPage | None
    relations: tuple[str, ...]
    is_current: bool = False


def timeline_of(policy: PolicyPage) -> list[TimelineEntry]:
    """Return the instruments that hang together with `policy` and itself, by year; nothing when it stands alone.

    An instrument that the library does not have is named by its slug; one that is not public is not named at all, and
    nothing is looked for behind it. Two queries for each step of the succession.
    """
    pages, rows = _related(policy)
    if not rows:
        return []
    relations = _relations(rows, pages)
    missing = {row.slug for row in rows if row.other_id is None}
    entries = [
        TimelineEntry(
            page.title, _year(page), page, tuple(relations[key]), is_current=key == policy.pk
        )
        for key, page in pages.items()
    ]
    entries += [TimelineEntry(slug, None, None, tuple(relations[slug])) for slug in missing]
    return sorted(entries, key=lambda entry: (entry.year or 0, entry.title))


def _year(page: PolicyPage) -> int | None:
    return page.year_adopted or page.in_force


def _related(policy: PolicyPage) -> tuple[dict[int, PolicyPage], list[PolicyRelation]]:
    """Return the public instruments by key, and the relations between them or to slugs."""
    pages: dict[int, PolicyPage] = {policy.pk: policy}
    rows: dict[int, PolicyRelation] = {}
    ends: set[int] = {policy.pk}
    for step in range(_MOST_STEPS):
        found = PolicyRelation.objects.filter(Q(page__in=ends) | Q(other__in=ends))
        if step:
            found = found.filter(kind__in=SUCCESSION)
        new = [row for row in found.order_by("pk") if row.pk not in rows]
        rows |= {row.pk: row for row in new}
        keys = {key for row in new for key in (row.page_id, row.other_id) if key} - pages.keys()
        if not keys:
            break
        public = open_to_all(PolicyPage.objects.filter(pk__in=keys)).in_bulk()
        pages |= public
        ends = {
            key
            for row in new
            if row.kind in SUCCESSION
            for key in (row.page_id, row.other_id)
            if key in public
        }
        if not ends:
            break
    return pages, [row for row in rows.values() if _is_told(row, pages)]


def _is_told(row: PolicyRelation, pages: Mapping[int, PolicyPage]) -> bool:
    if row.other_id is None:
        return bool(row.slug) and row.page_id in pages
    return row.page_id in pages and row.other_id in pages


def _relations(
    rows: Iterable[PolicyRelation], pages: Mapping[int, PolicyPage]
) -> Mapping[int | str, list[str]]:
    """Return the relations in words, by the key of the instrument or the slug of one that is not there."""
    told: dict[int | str, list[str]] = defaultdict(list)
    for row in rows:
        kind, page = RelationKind(row.kind), pages[row.page_id]
        other = pages[row.other_id] if row.other_id else None
        name = _name(other) if other else row.slug
        told[row.page_id].append(
            _("%(relation)s “%(name)s”") % {"relation": kind.label, "name": name}
        )
        told[row.other_id or row.slug].append(
            _("%(relation)s “%(name)s”") % {"relation": _BACKWARDS[kind], "name": _name(page)}
        )
    return told


def _name(page: PolicyPage) -> str:
    return page.short_title or Truncator(page.title).chars(_LONGEST_NAME)
