"""What an import or export needs to know of one kind of record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wagtail.models import Page

from core.access import Tier
from core.exchange.columns import RecordTable
from core.exchange.reading import Read
from core.models import ImportRun

Record = dict[str, Any]


def _as_it_is(record: Record, page: Page) -> Record:
    return record


def _nothing_to_do(*_: Any) -> None:
    return None


@dataclass(frozen=True)
class OwnFormat:
    """A file format that one kind of record has beside JSON, CSV and Excel.

    `read(path)` gives what `read_records` gives; `write(records, path, tier)` returns the number of records.
    """

    read: Callable[[Path], Iterator[Read]]
    write: Callable[[Iterable[Record], Path, Tier], int]


@dataclass(frozen=True)
class RecordKind:
    """One kind of record: how it stands in a table, how it is saved, given, found and put back.

    `save(record=, page=, publish=, user=)` raises RecordError; `give(page, tier)` returns the record with the keys that
    `save` reads; `merge(record, page)` completes what a file for fewer eyes does not show of `page`; `restore(page,
    record)` puts back what of a record no revision holds. `keys` are the fields by which a page can be found.
    `formats` are further ones by the ending of their files. `discard(record)` is called when a record was not kept
    after all: what its saving wrote outside the database goes. `before_undo(page, run)` returns what is to be
    done once the page is as it was before.
    """

    name: str
    plural: str
    model: type[Page]
    table: RecordTable
    save: Callable[..., Page]
    give: Callable[[Any, Tier], Record]
    merge: Callable[[Record, Any], Record] = _as_it_is
    restore: Callable[[Any, Mapping[str, Any]], None] | None = None
    keys: Mapping[str, str] = field(default_factory=lambda: {"slug": "slug"})
    formats: Mapping[str, OwnFormat] = field(default_factory=dict)
    discard: Callable[[Record], None] = _nothing_to_do
    before_undo: Callable[[Any, ImportRun], Callable[[], None]] = lambda page, run: _nothing_to_do

    def find(self, record: Mapping[str, Any], key: str) -> Page | None:
        """Return the page whose `key` is the record's; of several the oldest."""
        value = record.get(key)
        if not isinstance(value, str) or not value.strip():
            return None
        same = self.model.objects.filter(**{f"{self.keys[key]}__iexact": value.strip()})
        return same.order_by("pk").first()
