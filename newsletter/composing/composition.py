"""The moment at which an issue is filled: its language, the time it tells of, and what was fixed when it was sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from newsletter.composing.items import Item, items_by_page

#: What an issue tells of when none was sent before it.
FIRST_PERIOD = timedelta(days=90)
#: How much a block that fills itself may fix: keys of records, or lines as they were shown.
Fixed = list[Any]


@dataclass
class Composition:
    """What blocks need to be filled.

    `fixed` holds, by the key of a block, what it showed when the issue was sent: keys of records, which are read
    anew, so that what left the public is left out. `found` collects the same of an issue that is not sent yet.
    """

    language: str
    since: datetime
    today: date
    notes: Callable[[Iterable[int] | None], Mapping[int, Any]] = lambda keys: {}
    presented: frozenset[int] = frozenset()
    fixed: Mapping[str, Fixed] = field(default_factory=dict)
    found: dict[str, Fixed] = field(default_factory=dict)
    _known: dict[int, Item | None] = field(default_factory=dict)

    def read(self, page_ids: Iterable[int]) -> None:
        """Read records at once that several blocks will ask for one after another."""
        wanted = [pk for pk in dict.fromkeys(page_ids) if pk not in self._known]
        if wanted:
            found = items_by_page(wanted, language=self.language)
            self._known |= {pk: found.get(pk) for pk in wanted}

    def items(self, page_ids: Iterable[int]) -> list[Item]:
        """Return records in their order, without those that not everybody may read."""
        wanted = list(dict.fromkeys(page_ids))
        self.read(wanted)
        return [item for pk in wanted if (item := self._known.get(pk)) is not None]

    def records(self, key: str, find: Callable[[], list[Item]], *, most: int) -> list[Item]:
        """Return the records of a block that fills itself: those that were fixed, else those found now.

        Of what is found `most` are shown and fixed.
        """
        if key in self.fixed:
            return self.items(self.fixed[key])
        found = find()
        self.found[key] = [item.page_id for item in found[:most]]
        return found

    def lines(self, key: str, find: Callable[[], Fixed]) -> Fixed:
        """Return the lines of a block that fills itself: as they were fixed, else as found now."""
        if key in self.fixed:
            return self.fixed[key]
        self.found[key] = find()
        return self.found[key]


def composition_now() -> Composition:
    """Return the moment for what belongs to no issue: the preview of a single block."""
    return Composition(
        language=get_language() or "en",
        since=timezone.now() - FIRST_PERIOD,
        today=timezone.localdate(),
    )
