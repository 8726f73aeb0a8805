"""Reads of the calendar: the dates of rounds, one by one, in the order in which they come."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from library.models import DeadlineKind, Mechanism, MonitoringRound
from library.models.monitoring import RoundQuerySet


class DateKind(StrEnum):
    """What happens on a day; the value is the field of the round."""

    SUBMISSIONS = "submissions_due"
    VISIT = "visit_on"
    SESSION = "session_on"
    REPORT = "report_on"

    @property
    def label(self) -> str | Promise:
        """Return what happens, in words."""
        return _LABELS[self]


_LABELS = {
    DateKind.SUBMISSIONS: gettext_lazy("Submissions due"),
    DateKind.VISIT: gettext_lazy("Visit begins"),
    DateKind.SESSION: gettext_lazy("Session begins"),
    DateKind.REPORT: gettext_lazy("Report expected"),
}


@dataclass(frozen=True, slots=True)
class RoundDate:
    """One day of a round."""

    day: date
    kind: DateKind
    round: MonitoringRound

    @property
    def label(self) -> str | Promise:
        """Return what happens, in words."""
        return self.kind.label

    @property
    def country(self) -> str:
        """Return the name of the country, or nothing for a round that concerns all."""
        return self.round.country.name if self.round.country else ""

    def days_left(self, today: date) -> int:
        """Return how many days are left; less than none when it is over."""
        return (self.day - today).days


def rounds_of(country: str = "", mechanism: str = "") -> RoundQuerySet:
    """Return rounds of a country (a code in capitals) and of a mechanism (a slug); of all when empty (one query)."""
    rounds = MonitoringRound.objects.select_related("mechanism", "country")
    if country:
        rounds = rounds.concerning(country)
    return rounds.filter(mechanism__slug=mechanism) if mechanism else rounds


def dates_of(rounds: Iterable[MonitoringRound]) -> list[RoundDate]:
    """Return every date of the rounds, the earliest first."""
    found = [
        RoundDate(day, kind, each)
        for each in rounds
        for kind in DateKind
        if (day := getattr(each, kind.value))
    ]
    return sorted(found, key=lambda one: (one.day, one.round.mechanism.slug, one.round.pk or 0))


def coming_dates(today: date, *, country: str = "", mechanism: str = "") -> list[RoundDate]:
    """Return the dates from `today` on (one query)."""
    rounds = rounds_of(country, mechanism).with_dates_from(today)
    return [one for one in dates_of(rounds) if one.day >= today]


def past_dates(
    today: date, *, country: str = "", mechanism: str = "", years: int = 1
) -> list[RoundDate]:
    """Return the dates of the last `years` before `today`, the latest first (one query)."""
    since = today - timedelta(days=366 * years)
    rounds = rounds_of(country, mechanism).with_dates_from(since)
    return [one for one in reversed(dates_of(rounds)) if since <= one.day < today]


def yearly(mechanisms: Iterable[Mechanism]) -> list[Mechanism]:
    """Return the mechanisms whose deadline comes at the same time of every year."""
    return [
        each
        for each in mechanisms
        if each.months
        and each.deadline_kind in (DeadlineKind.YEARLY_DATE, DeadlineKind.ON_INVITATION)
    ]


def month_names(months: Sequence[int]) -> list[str]:
    """Return the names of months (1–12) in the active language; other numbers are passed over."""
    known = range(1, len(calendar.month_name))
    return [date_format(date(2000, month, 1), "F") for month in months if month in known]
