"""Writes a batch of imported readers with few statements, in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import User
from newsletter.addresses import address_hasher
from newsletter.importing.entries import Entry
from newsletter.models import (
    ConsentAction,
    ConsentEntry,
    Recipient,
    RecipientState,
    Subscriber,
    SubscriberInterest,
    SubscriberState,
    Suppression,
    SuppressionReason,
)
from newsletter.subscribing.choices import time_zone_of

REASONS = {
    SubscriberState.BOUNCED: SuppressionReason.BOUNCED,
    SubscriberState.LEFT: SuppressionReason.LEFT,
    SubscriberState.COMPLAINED: SuppressionReason.COMPLAINED,
}
_STATES = {reason: state for state, reason in REASONS.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the site knows of an address: its row, if there is one, and the state it has or must have."""

    subscriber: Subscriber | None
    state: SubscriberState | None


@dataclass(slots=True)
class Changes:
    """What a batch changes: readers who are new, become active, wait again, or are not written to any more."""

    new: list[Entry] = field(default_factory=list)
    activated: list[tuple[Subscriber, Entry]] = field(default_factory=list)
    waiting: list[tuple[Subscriber, Entry]] = field(default_factory=list)
    stopped: list[tuple[Subscriber, Entry]] = field(default_factory=list)


class Writer:
    """Writes batches of one import; `consent` says how its readers agreed, in the words of who imports them."""

    def __init__(self, consent: str) -> None:
        """Read once what all batches need."""
        self.consent = consent
        self._hash: Callable[[str], str] = address_hasher()
        # Accounts are few and readers are many.
        users = User.objects.filter(is_active=True, newsletter_subscriber=None)
        self._users = dict(users.annotate(key=Lower("email")).values_list("key", "pk"))

    def standings(self, entries: Iterable[Entry]) -> dict[str, Standing]:
        """Return what the site knows of the addresses, by their keys."""
        entries = list(entries)
        rows = Subscriber.objects.filter(address_key__in=[entry.key for entry in entries])
        subscribers = {row.address_key: row for row in rows.select_for_update()}
        hashes = {self._hash(entry.key): entry.key for entry in entries}
        suppressed = {
            hashes[each.address_hash]: _STATES[SuppressionReason(each.reason)]
            for each in Suppression.objects.filter(address_hash__in=hashes)
        }
        standings = {}
        for entry in entries:
            row = subscribers.get(entry.key)
            state = SubscriberState(row.state) if row else suppressed.get(entry.key)
            standings[entry.key] = Standing(row, state)
        return standings

    @transaction.atomic
    def write(self, changes: Changes) -> None:
        """Store the changes of a batch, with a line of the ledger for each reader."""
        now = timezone.now()
        rows = [self._new_row(entry) for entry in changes.new]
        for row in rows:
            if row.state == SubscriberState.ACTIVE:
                row.confirmed_at = now
            elif row.state == SubscriberState.LEFT:
                row.left_at = now
        Subscriber.objects.bulk_create(rows)
        new = list(zip(rows, changes.new, strict=True))
        SubscriberInterest.objects.bulk_create(
            [
                SubscriberInterest(subscriber=row, facet=facet, value=value)
                for row, entry in new
                for facet, value in sorted(entry.interests)
            ]
        )
        for row, _entry in changes.activated:
            row.state, row.confirmed_at = SubscriberState.ACTIVE, now
            row.user_id = row.user_id or self._users.pop(row.address_key, None)
        for row, _entry in changes.waiting:
            row.state, row.confirmed_at = SubscriberState.PENDING, None
        for row, entry in changes.stopped:
            row.state = entry.state
            row.left_at = now if entry.state == SubscriberState.LEFT else row.left_at
        changed = [*changes.activated, *changes.waiting, *changes.stopped]
        Subscriber.objects.bulk_update(
            [row for row, _entry in changed], ["state", "confirmed_at", "left_at", "user"]
        )
        self._suppress([*new, *changes.stopped])
        Recipient.objects.filter(
            subscriber__in=[row for row, _entry in changes.stopped], state=RecipientState.QUEUED
        ).update(state=RecipientState.SUPPRESSED, reason_code="left")
        ConsentEntry.objects.bulk_create([self._line(row) for row, _entry in [*new, *changed]])

    def _new_row(self, entry: Entry) -> Subscriber:
        is_active = entry.state == SubscriberState.ACTIVE
        return Subscriber(
            email=entry.email,
            address_key=entry.key,
            name=entry.name,
            language=entry.language,
            time_zone=time_zone_of(
                [value for facet, value in entry.interests if facet == "country"]
            ),
            state=entry.state,
            user_id=self._users.pop(entry.key, None) if is_active else None,
        )

    def _suppress(self, rows: Sequence[tuple[Subscriber, Entry]]) -> None:
        now = timezone.now()
        Suppression.objects.bulk_create(
            [
                Suppression(address_hash=self._hash(row.email), reason=REASONS[entry.state], at=now)
                for row, entry in rows
                if entry.state in REASONS
            ],
            update_conflicts=True,
            unique_fields=["address_hash"],
            update_fields=["reason", "at"],
        )

    def _line(self, row: Subscriber) -> ConsentEntry:
        return ConsentEntry(
            subscriber=row,
            email=row.email,
            address_hash=self._hash(row.email),
            action=ConsentAction.IMPORTED,
            language=row.language,
            how="import",
            detail=f"{row.state}: {self.consent}",
        )
