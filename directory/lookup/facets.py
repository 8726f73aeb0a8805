"""What the directory narrows by beyond the public search, and the bounds of its queries."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Vocabulary
from directory.freshness.states import FreshnessState
from directory.models import MembershipStatus
from search.facets import COUNTRY, SERVICE, TARGET_GROUP, Facet, Labels, register_facet
from search.scope import Scope, Sinking

SINCE = "confirmed-since"
FRESHNESS = "freshness"
#: Spans that are offered, in months before this one.
_OFFERED = (3, 6, 12, 24, 36)
_FIRST_YEAR = 2000
_MONTH = re.compile(r"^(\d{4})(?:-(\d{2})(?:-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class SinceFacet(Facet):
    """Entries confirmed in a month or later; records carry their month, written 2026-05."""

    def clean(self, raw: str) -> str:
        """Return the month of a day, a month or a year; anything else stays as it is, to be told as unknown."""
        # Not super(): a dataclass with slots is another class than the one that this method was written in.
        value = Facet.clean(self, raw)
        found = _MONTH.match(value)
        return f"{found[1]}-{found[2] or '01'}" if found else value

    def label(self, value: str, labels: Labels) -> str | None:
        """Return a month in words."""
        first = _day_of(value)
        return date_format(first, "F Y") if first else None

    def unknown(self, values: Iterable[str], labels: Labels) -> list[str]:
        """Return what is no month."""
        return [value for value in values if _day_of(value) is None]

    def hint(self, unknown: Iterable[str]) -> str:
        """Say how a month is written."""
        return _(
            "“%(values)s” is no month. Write it like 2026-05, or choose one from the list."
        ) % {"values": "”, “".join(unknown)}

    def indexed(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Return every month from the chosen one to this one."""
        first = _day_of(values[0])
        if first is None:
            return values
        return tuple(_months(first, timezone.localdate())) or values

    def counted(self, counts: Mapping[str, int], chosen: tuple[str, ...]) -> Mapping[str, int]:
        """Return the spans on offer, each with all entries confirmed since."""
        today = timezone.localdate()
        offered = {*chosen, *(_back(today, number) for number in _OFFERED)}
        return {
            since: sum(number for month, number in counts.items() if month >= since)
            for since in offered
        }

    def place(self, value: str) -> int | None:
        """Return the place of a month: the latest first."""
        first = _day_of(value)
        return -(first.year * 12 + first.month) if first else None


def month_of(day: date) -> str:
    """Return the month of a day as records carry it."""
    return f"{day.year:04}-{day.month:02}"


def _day_of(month: str) -> date | None:
    """Return the first day of a month, or nothing for what is none."""
    found = _MONTH.match(month)
    if not found or not 1 <= int(found[2] or 1) <= 12 or not 1 <= int(found[1]) <= 9998:
        return None
    return date(int(found[1]), int(found[2] or 1), 1)


def _months(first: date, last: date) -> Iterable[str]:
    number = max(first.year * 12 + first.month - 1, _FIRST_YEAR * 12)
    while number <= last.year * 12 + last.month - 1:
        yield f"{number // 12:04}-{number % 12 + 1:02}"
        number += 1


def _back(today: date, months: int) -> str:
    number = today.year * 12 + today.month - 1 - months
    return f"{number // 12:04}-{number % 12 + 1:02}"


TYPE = register_facet(
    Facet(
        "type",
        gettext_lazy("Type of organisation"),
        gettext_lazy("All types"),
        vocabulary=Vocabulary.ORGANISATION_TYPES.value,
    )
)
SPOKEN = register_facet(
    Facet(
        "spoken",
        gettext_lazy("Language spoken"),
        gettext_lazy("All languages"),
        vocabulary=Vocabulary.LANGUAGES.value,
    )
)
MEMBERSHIP = register_facet(
    Facet(
        "membership",
        gettext_lazy("In the network"),
        gettext_lazy("All"),
        labels={status.value: status.label for status in MembershipStatus},
    )
)
CONFIRMED_SINCE = register_facet(
    SinceFacet(SINCE, gettext_lazy("Confirmed since"), gettext_lazy("All months"), is_single=True)
)
STATE = register_facet(
    Facet(
        FRESHNESS,
        gettext_lazy("State of the entry"),
        gettext_lazy("All"),
        labels={state.value: state.label for state in FreshnessState},
    )
)

DIRECTORY = Scope(
    facets=(COUNTRY, SERVICE, TARGET_GROUP, SPOKEN, TYPE, MEMBERSHIP, CONFIRMED_SINCE),
    sorts=("relevance", "title", "confirmed"),
    order="title",
    within={"kind": ("organisation",)},
    has_years=False,
    sinking=Sinking(FRESHNESS, (FreshnessState.OVERDUE.value, FreshnessState.UNCONFIRMED.value)),
)
