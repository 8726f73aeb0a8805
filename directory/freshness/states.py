"""How fresh an entry is: a pure function of its last confirmation, the editors' settings and the time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class FreshnessState(models.TextChoices):
    """How far an entry can be relied on; in the order in which it ages, never confirmed last."""

    FRESH = "fresh", _("Confirmed")
    DUE = "due", _("Confirmation due")
    OVERDUE = "overdue", _("Confirmation overdue")
    UNCONFIRMED = "unconfirmed", _("Not confirmed yet")


class FreshnessRules(Protocol):
    """What the rules are read from: `directory.models.FreshnessSettings`, or anything with its fields."""

    days_until_due: int
    reminder_days: int
    reminders: int
    days_until_withdrawn: int
    warning_days: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The moments that part the states: an entry confirmed at or before `due` is due, and so on.

    Queries compare `confirmed_at` with them: `confirmed_at__lte=limits.overdue` are the overdue ones.
    `withdrawn` is None where entries never leave public view by themselves.
    """

    due: datetime
    overdue: datetime
    warned: datetime | None
    withdrawn: datetime | None


def days_until_overdue(rules: FreshnessRules) -> int:
    """Return the age in days at which an entry is overdue: all reminders went out and time passed again."""
    return rules.days_until_due + rules.reminder_days * (rules.reminders + 1)


def limits_of(rules: FreshnessRules, now: datetime) -> Limits:
    """Return the moments that part the states at `now`."""
    withdrawn = warned = None
    if rules.days_until_withdrawn:
        withdrawn = now - timedelta(days=rules.days_until_withdrawn)
        warned = withdrawn + timedelta(days=rules.warning_days)
    return Limits(
        due=now - timedelta(days=rules.days_until_due),
        overdue=now - timedelta(days=days_until_overdue(rules)),
        warned=warned,
        withdrawn=withdrawn,
    )


def state_of(confirmed_at: datetime | None, rules: FreshnessRules, now: datetime) -> FreshnessState:
    """Return the state at `now` of an entry that was last confirmed at `confirmed_at`."""
    if confirmed_at is None:
        return FreshnessState.UNCONFIRMED
    limits = limits_of(rules, now)
    if confirmed_at <= limits.overdue:
        return FreshnessState.OVERDUE
    return FreshnessState.DUE if confirmed_at <= limits.due else FreshnessState.FRESH
