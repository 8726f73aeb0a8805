"""Reads what can be harvested: live public records by the time of their last change, and those withdrawn since."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import translation

from core.dublin_core import DublinCore
from search.indexing import findable
from search.models import Withdrawal
from search.oai.sets import HarvestSet, all_sets, set_named, sets_by_type

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Header:
    """A record without its content; `is_deleted` when it is no longer public."""

    page_id: int
    changed_at: datetime
    spec: str
    is_deleted: bool = False

    @property
    def identifier(self) -> str:
        """Return the identifier, which stays the same when the address of the page changes."""
        return f"{_prefix()}{self.page_id}"


@dataclass(frozen=True)
class Selection:
    """What a harvester asks for: a set or all, and times of which `before` is not included."""

    spec: str = ""
    since: datetime | None = None
    before: datetime | None = None

    def count(self) -> int:
        """Return the number of records."""
        return self._live().count() + self._withdrawn().count()

    def headers(self, after: tuple[datetime, int] | None, limit: int) -> list[Header]:
        """Return records in the order of their change, from behind the one named by its time and page."""
        live, withdrawn = self._live(), self._withdrawn()
        if after is not None:
            live = live.filter(_behind("stamp", "pk", after))
            withdrawn = withdrawn.filter(_behind("changed_at", "page_id", after))
        sets = sets_by_type()
        rows = live.order_by("stamp", "pk").values_list("pk", "stamp", "content_type_id")
        headers = [Header(pk, stamp, sets[kind].spec) for pk, stamp, kind in rows[:limit]]
        headers += [
            Header(row.page_id, row.changed_at, row.set_spec, is_deleted=True)
            for row in withdrawn.order_by("changed_at", "page_id")[:limit]
        ]
        return sorted(headers, key=lambda one: (one.changed_at, one.page_id))[:limit]

    def _live(self) -> QuerySet[Any]:
        pages = _stamped()
        if self.spec:
            wanted = set_named(self.spec)
            kinds = [pk for pk, one in sets_by_type().items() if one == wanted]
            pages = pages.filter(content_type__in=kinds)
        return self._between(pages, "stamp")

    def _withdrawn(self) -> QuerySet[Withdrawal]:
        rows = Withdrawal.objects.filter(is_deleted=True)
        if self.spec:
            rows = rows.filter(set_spec=self.spec)
        return self._between(rows, "changed_at")

    def _between(self, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
        if self.since is not None:
            rows = rows.filter(**{f"{field}__gte": self.since})
        return rows if self.before is None else rows.filter(**{f"{field}__lt": self.before})


def _behind(stamp: str, key: str, after: tuple[datetime, int]) -> Q:
    at, pk = after
    return Q(**{f"{stamp}__gt": at}) | Q(**{stamp: at, f"{key}__gt": pk})


def _stamped() -> QuerySet[Any]:
    """Return the public records with the time of their last change, which a harvester could see, as `stamp`."""
    noted = Withdrawal.objects.filter(page_id=OuterRef("pk"), is_deleted=False)
    stamp = Coalesce(
        Subquery(noted.values("changed_at")),
        F("last_published_at"),
        F("first_published_at"),
        Value(_EPOCH),
        output_field=DateTimeField(),
    )
    # A page that is public again although a note still calls it withdrawn is given once, as withdrawn.
    gone = Withdrawal.objects.filter(is_deleted=True).values("page_id")
    pages = findable().filter(content_type__in=sets_by_type()).exclude(pk__in=gone)
    return pages.annotate(stamp=stamp)


def find_header(identifier: str) -> Header | None:
    """Return the record with this identifier, deleted or not."""
    key = identifier.removeprefix(_prefix())
    if key == identifier or not _KEY.fullmatch(key):
        return None
    row = _stamped().filter(pk=int(key)).values_list("pk", "stamp", "content_type_id").first()
    if row is not None:
        return Header(row[0], row[1], sets_by_type()[row[2]].spec)
    gone = Withdrawal.objects.filter(page_id=int(key), is_deleted=True).first()
    return Header(gone.page_id, gone.changed_at, gone.set_spec, is_deleted=True) if gone else None


def earliest_change() -> datetime:
    """Return the time before which nothing changed."""
    first = Selection().headers(None, 1)
    return first[0].changed_at if first else _EPOCH


def descriptions(headers: Sequence[Header]) -> dict[int, DublinCore]:
    """Return the Dublin Core of the records that are not deleted, by page; each in the record's own language."""
    found: dict[int, DublinCore] = {}
    for one in all_sets():
        wanted = [row.page_id for row in headers if row.spec == one.spec and not row.is_deleted]
        found.update(_described(one, wanted) if wanted else ())
    return found


def _described(one: HarvestSet, keys: Sequence[int]) -> Iterator[tuple[int, DublinCore]]:
    pages = one.model._default_manager.filter(pk__in=keys).select_related("locale")
    for page in pages.prefetch_related("countries", "terms"):
        with translation.override(page.locale.language_code):
            yield page.pk, one.describe(page)


def _prefix() -> str:
    return f"oai:{urlsplit(settings.SITE_URL).hostname or 'localhost'}:"
