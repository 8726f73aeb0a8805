"""Where each entry stands in its round of asking, and what is its turn next: reads and rules, no writes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from directory.freshness.states import FreshnessRules, FreshnessState, limits_of, state_of
from directory.models import (
    AskStep,
    ConfirmationAsk,
    EditorsDigest,
    EntryReport,
    EntryWatch,
    FreshnessSettings,
    OrganisationPage,
)

#: A mail that is not out by then has been given up (`core.mailing` tries for five days).
GIVEN_UP_AFTER = timedelta(days=6)
MOST_WARNINGS = 3
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Round:
    """One mailing of a question: when it was written, and when its first mail had gone out."""

    step: AskStep
    number: int
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A published entry between two confirmations; `rounds` are those since the last one, oldest first.

    `has_left` is one that left for its age and that an editor has published again: that decision holds until
    somebody confirms it.
    """

    organisation: int
    title: str
    confirmed_at: datetime | None
    has_open_report: bool = False
    has_left: bool = False
    last_round: int = 0
    was_escalated: bool = False
    was_warned_of: bool = False
    editors_warned_at: datetime | None = None
    rounds: tuple[Round, ...] = field(default=())

    def of_step(self, step: AskStep) -> list[Round]:
        """Return the rounds of one step."""
        return [each for each in self.rounds if each.step == step]

    def state(self, rules: FreshnessRules, now: datetime) -> FreshnessState:
        """Return how fresh the entry is."""
        return state_of(self.confirmed_at, rules, now)


def next_step(standing: Standing, rules: FreshnessSettings, now: datetime) -> AskStep | None:
    """Return the mail whose turn it is, or nothing.

    Each step counts from the one before and not from the confirmation alone, so that an old register
    that begins to ask sends one question to each organisation and not the whole round at once.
    """
    if not rules.mails_are_sent or standing.has_open_report or standing.has_left:
        return None
    limits = limits_of(rules, now)
    confirmed_at = standing.confirmed_at
    if not standing.rounds:
        wanted = confirmed_at <= limits.due if confirmed_at else rules.ask_unconfirmed
        return AskStep.ASK if wanted else None
    last = standing.rounds[-1]
    if last.step == AskStep.WARNING:
        is_lost = last.sent_at is None and now - last.created_at >= GIVEN_UP_AFTER
        tries = len(standing.of_step(AskStep.WARNING))
        return AskStep.WARNING if is_lost and tries < MOST_WARNINGS else None
    if now - last.created_at < timedelta(days=rules.reminder_days):
        return None
    if confirmed_at and limits.warned and confirmed_at <= limits.warned:
        return AskStep.WARNING
    if len(standing.of_step(AskStep.REMINDER)) < rules.reminders:
        return AskStep.REMINDER
    return None


def needs_escalation(standing: Standing, rules: FreshnessRules, now: datetime) -> bool:
    """Tell whether the editors have still to hear that nobody confirms an entry."""
    if standing.was_escalated or standing.has_open_report:
        return False
    if standing.confirmed_at is not None:
        return standing.state(rules, now) == FreshnessState.OVERDUE
    asked = len(standing.rounds) > rules.reminders
    return asked and now - standing.rounds[-1].created_at >= timedelta(days=rules.reminder_days)


def needs_warning_to_editors(standing: Standing, rules: FreshnessRules, now: datetime) -> bool:
    """Tell whether the editors have still to hear that an entry leaves public view soon.

    The organisation is asked first; one without an address has only the editors.
    """
    warned = limits_of(rules, now).warned
    return bool(
        warned
        and not standing.was_warned_of
        and not standing.has_left
        and standing.confirmed_at is not None
        and standing.confirmed_at <= warned
        and not standing.has_open_report
    )


def may_be_withdrawn(standing: Standing, rules: FreshnessSettings, now: datetime) -> bool:
    """Tell whether an entry is to leave public view: old enough, and everybody was told long enough ago.

    The organisation was told when a warning went out; when it has no address at all, no warning was
    written, and the editors alone were told. A warning that could not be sent keeps the entry where it is.
    """
    limits = limits_of(rules, now)
    if limits.withdrawn is None or standing.has_open_report or standing.has_left:
        return False
    if standing.confirmed_at is None or standing.confirmed_at > limits.withdrawn:
        return False
    told_by = now - timedelta(days=rules.warning_days)
    editors = standing.editors_warned_at
    if not rules.mails_are_sent or editors is None or editors > told_by:
        return False
    warnings = standing.of_step(AskStep.WARNING)
    if not warnings:
        return not standing.rounds
    return any(each.sent_at and each.sent_at <= told_by for each in warnings)


def standings(rules: FreshnessSettings, now: datetime) -> Iterator[Standing]:
    """Yield the entries that a round of asking may concern, oldest confirmation first."""
    due = Q(confirmed_at__lte=limits_of(rules, now).due)
    if rules.ask_unconfirmed:
        due |= Q(confirmed_at=None)
    rows = list(
        OrganisationPage.objects.live()
        .filter(due)
        .order_by("confirmed_at", "pk")
        .values_list("pk", "title", "confirmed_at")
    )
    for start in range(0, len(rows), _CHUNK):
        yield from _standings_of(rows[start : start + _CHUNK], now)


def _standings_of(
    rows: list[tuple[int, str, datetime | None]], now: datetime
) -> Iterator[Standing]:
    keys = [row[0] for row in rows]
    watches = EntryWatch.objects.in_bulk(keys)
    digests = _Digests.of(watches.values(), now)
    reported = set(
        EntryReport.objects.filter(organisation__in=keys, settled_at=None).values_list(
            "organisation_id", flat=True
        )
    )
    asked: dict[int, list[ConfirmationAsk]] = defaultdict(list)
    for ask in ConfirmationAsk.objects.filter(organisation__in=keys).order_by("round", "pk"):
        asked[ask.organisation_id].append(ask)
    for key, title, confirmed_at in rows:
        watch, asks = watches.get(key) or EntryWatch(), asked[key]
        current = [ask for ask in asks if confirmed_at is None or ask.created_at > confirmed_at]
        yield Standing(
            organisation=key,
            title=title,
            confirmed_at=confirmed_at,
            has_open_report=key in reported,
            has_left=watch.withdrawn_at is not None,
            last_round=asks[-1].round if asks else 0,
            was_escalated=digests.are_on_their_way(watch.escalated_on),
            was_warned_of=digests.are_on_their_way(watch.warned_on),
            editors_warned_at=digests.sent.get(watch.warned_on) if watch.warned_on else None,
            rounds=_rounds(current),
        )


def _rounds(asks: Iterable[ConfirmationAsk]) -> tuple[Round, ...]:
    groups: dict[int, list[ConfirmationAsk]] = defaultdict(list)
    for ask in asks:
        groups[ask.round].append(ask)
    return tuple(
        Round(
            step=AskStep(group[0].step),
            number=number,
            created_at=group[0].created_at,
            sent_at=min((ask.sent_at for ask in group if ask.sent_at), default=None),
        )
        for number, group in groups.items()
    )


@dataclass(frozen=True)
class _Digests:
    """The digests by which editors heard of entries: when each went out first, which may still go out."""

    sent: dict[date, datetime]
    oldest_tried: date

    @classmethod
    def of(cls, watches: Iterable[EntryWatch], now: datetime) -> "_Digests":
        """Read the digests that `watches` name."""
        days = {day for watch in watches for day in (watch.escalated_on, watch.warned_on) if day}
        found: dict[date, datetime] = {}
        digests = EditorsDigest.objects.filter(day__in=days, sent_at__isnull=False)
        for day, sent_at in digests.order_by("-sent_at").values_list("day", "sent_at"):
            if sent_at is not None:
                found[day] = sent_at
        return cls(found, (now - GIVEN_UP_AFTER).date())

    def are_on_their_way(self, day: date | None) -> bool:
        """Tell whether the digest of a day went out or may still do so; a lost one is written again."""
        return day is not None and (day in self.sent or day > self.oldest_tried)
