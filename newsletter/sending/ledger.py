"""What is written of recipients while they are sent: claims in batches, marks of many lines in one transaction.

The rule on which everything rests: a row says `ON_THE_LINE`, durably, before the first byte of its text is sent, and
something else only when its fate is known.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.models import (
    Mailing,
    MailingState,
    Recipient,
    RecipientState,
    Subscriber,
    SubscriberState,
    SuppressionReason,
    WhenUnsure,
)
from newsletter.senders.base import Done, Mail, Outcome, Verdict
from newsletter.sending.messages import Row, can_be_written_to
from newsletter.sending.patience import patiently
from newsletter.sending.retries import MOST_REPEATS, wait_after
from newsletter.subscribing.services import suppress

GOING = (MailingState.SENDING, MailingState.OPEN_ENDED)
_BAD_ADDRESS = "address"
_TABLE = Recipient._meta.db_table
_FIELDS = (
    "pk",
    "mailing_id",
    "edition_id",
    "subscriber_id",
    "email",
    "name",
    "subscriber_key",
    "attempts",
    "due_at",
    "subscriber__state",
)


@dataclass
class Tally:
    """What this process did."""

    sent: int = 0
    failed: int = 0
    suppressed: int = 0
    unsure: int = 0


class Ledger:
    """The rows of recipients as one sending process writes them."""

    def __init__(self, worker_pk: int, when_unsure: str) -> None:
        """Write in the name of a worker."""
        self.worker_pk = worker_pk
        self.when_unsure = when_unsure
        self.tally = Tally()

    def claim(self, mailings: Sequence[int], most: int) -> list[Row]:
        """Take rows that are due, of the first mailing that has some, and pass over readers who left meanwhile."""
        for mailing in mailings:
            good: list[Row] = []
            obstacles: dict[int, str] = {0: ""}
            # A batch of nothing but readers who left is no reason to stop.
            while obstacles and not good:
                good, obstacles = patiently(partial(self._claim, mailing, most))
                failed = sum(code == _BAD_ADDRESS for code in obstacles.values())
                self.tally.failed += failed
                self.tally.suppressed += len(obstacles) - failed
            if good:
                return good
        return []

    @transaction.atomic
    def _claim(self, mailing: int, most: int) -> tuple[list[Row], dict[int, str]]:
        due = (
            Recipient.objects.filter(
                mailing=mailing,
                mailing__state__in=GOING,
                state=RecipientState.QUEUED,
                due_at__lte=timezone.now(),
            )
            .order_by("due_at", "pk")
            .select_for_update(skip_locked=True, of=("self",))
        )
        rows = [Row(*values) for values in due.values_list(*_FIELDS)[:most]]
        obstacles = {row.pk: obstacle for row in rows if (obstacle := _obstacle(row))}
        for code in set(obstacles.values()):
            pks = [pk for pk, why in obstacles.items() if why == code]
            state = RecipientState.FAILED if code == _BAD_ADDRESS else RecipientState.SUPPRESSED
            Recipient.objects.filter(pk__in=pks).update(
                state=state, reason_code=code, reason=_why(code)
            )
        good = [row for row in rows if row.pk not in obstacles]
        Recipient.objects.filter(pk__in=[row.pk for row in good]).update(
            state=RecipientState.CLAIMED, worker=self.worker_pk
        )
        return good, obstacles

    def mark(self, done: Sequence[Done], ready: Sequence[Mail]) -> set[int]:
        """Note fates and what goes on the line, in one transaction; return the recipients that may not be sent.

        These were taken away by a process that took this one for dead.
        """
        taken_away = patiently(partial(self._mark, done, ready))
        for each in done:
            self._count(each)
        return taken_away

    @transaction.atomic
    def _mark(self, done: Sequence[Done], ready: Sequence[Mail]) -> set[int]:
        sent = [each.mail.recipient for each in done if each.verdict.outcome is Outcome.SENT]
        if sent:
            self._execute(
                f"UPDATE {_TABLE} SET state=%s, sent_at=%s, attempts=attempts+1, worker_id=NULL,"  # noqa: S608
                f" reason_code='', reason='' WHERE id IN ({_marks(sent)})",
                [RecipientState.SENT.value, _now(), *sent],
            )
        for each in done:
            if each.verdict.outcome is not Outcome.SENT:
                self._mark_other(each.mail, each.verdict)
        if not ready:
            return set()
        pks = [mail.recipient for mail in ready]
        written = self._execute(
            f"UPDATE {_TABLE} SET state=%s WHERE worker_id=%s AND state IN (%s, %s) AND id IN ({_marks(pks)})",  # noqa: S608
            [
                RecipientState.ON_THE_LINE.value,
                self.worker_pk,
                RecipientState.CLAIMED.value,
                RecipientState.ON_THE_LINE.value,
                *pks,
            ],
        )
        if written == len(pks):
            return set()
        own = Recipient.objects.filter(
            pk__in=pks, worker=self.worker_pk, state=RecipientState.ON_THE_LINE
        )
        return set(pks) - set(own.values_list("pk", flat=True))

    def _mark_other(self, mail: Mail, verdict: Verdict) -> None:
        state, wait, attempts = self._consequence(mail, verdict)
        changes: dict[str, object] = {
            "state": state,
            "attempts": attempts,
            "worker": None,
            "reason_code": verdict.code[:20],
            "reason": verdict.text[:250],
        }
        if wait:
            changes["due_at"] = timezone.now() + wait
        Recipient.objects.filter(pk=mail.recipient).update(**changes)
        if verdict.is_dead and verdict.outcome is Outcome.REFUSED:
            reader = Subscriber.objects.filter(pk=mail.subscriber).first()
            if reader:
                detail = f"{verdict.code} {verdict.text}"[:250]
                suppress(reader, SuppressionReason.BOUNCED, how="bounce", detail=detail)

    def _count(self, done: Done) -> None:
        # Not inside the transaction, which may be tried several times.
        if done.verdict.outcome is Outcome.SENT:
            self.tally.sent += 1
            return
        state, _wait, _attempts = self._consequence(done.mail, done.verdict)
        self.tally.failed += state == RecipientState.FAILED
        self.tally.unsure += state == RecipientState.UNSURE

    def _consequence(
        self, mail: Mail, verdict: Verdict
    ) -> tuple[RecipientState, timedelta | None, int]:
        """Return the new state, the wait where there is one, and the attempts."""
        attempts = mail.attempts + 1
        if verdict.outcome is Outcome.UNTOUCHED:
            return RecipientState.QUEUED, None, mail.attempts
        if verdict.outcome is Outcome.REFUSED:
            return RecipientState.FAILED, None, attempts
        if verdict.outcome is Outcome.UNSURE and (
            self.when_unsure != WhenUnsure.REPEAT or attempts > MOST_REPEATS
        ):
            return RecipientState.UNSURE, None, attempts
        wait = wait_after(attempts)
        if wait is None:
            return RecipientState.FAILED, None, attempts
        return RecipientState.QUEUED, wait, attempts

    def release(self) -> None:
        """Give back what was claimed and is not on the line."""
        patiently(
            lambda: Recipient.objects.filter(
                worker=self.worker_pk, state=RecipientState.CLAIMED
            ).update(state=RecipientState.QUEUED, worker=None)
        )

    def release_some(self, recipients: Collection[int]) -> None:
        """Give back some of what was claimed."""
        patiently(
            lambda: Recipient.objects.filter(
                pk__in=recipients, worker=self.worker_pk, state=RecipientState.CLAIMED
            ).update(state=RecipientState.QUEUED, worker=None)
        )

    def note(self, mailings: Collection[int], note: str) -> None:
        """Tell editors why mailings wait; an empty note says that they go on."""
        if mailings:
            patiently(
                lambda: (
                    Mailing.objects.filter(pk__in=mailings, state__in=GOING)
                    .exclude(note=note)
                    .update(note=note[:250])
                )
            )

    def _execute(self, statement: str, params: list[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            return cursor.rowcount


def going_mailings(only: int | None = None) -> list[int]:
    """Return the mailings that are being sent: those for single readers first, then the oldest."""
    mailings = Mailing.objects.filter(state__in=GOING)
    if only is not None:
        mailings = mailings.filter(pk=only)
    order = {MailingState.OPEN_ENDED: 0}
    rows = mailings.order_by("scheduled_for", "pk").values_list("pk", "state")
    return [pk for pk, state in sorted(rows, key=lambda row: order.get(MailingState(row[1]), 1))]


def finish_mailings(only: int | None = None) -> None:
    """Call mailings sent of which no recipient is open; what workers gave back of stopped ones will not be sent."""
    Recipient.objects.filter(
        mailing__in=Mailing.objects.filter(state=MailingState.STOPPED).values("pk"),
        state=RecipientState.QUEUED,
    ).update(state=RecipientState.SUPPRESSED, reason_code="stopped")
    ended = Mailing.objects.filter(state=MailingState.SENDING, queued_at__isnull=False)
    if only is not None:
        ended = ended.filter(pk=only)
    is_open = Recipient.objects.filter(
        state__in=(RecipientState.QUEUED, RecipientState.CLAIMED, RecipientState.ON_THE_LINE)
    ).values("mailing")
    ended.exclude(pk__in=is_open).update(
        state=MailingState.FINISHED, finished_at=timezone.now(), note=""
    )


def _obstacle(row: Row) -> str:
    """Return why a claimed row is not sent; empty for one that is."""
    if row.subscriber_id is None or row.subscriber_key is None or row.edition_id is None:
        return "erased"
    if row.reader_state != SubscriberState.ACTIVE:
        return str(row.reader_state)
    return "" if can_be_written_to(row.email) else _BAD_ADDRESS


def _why(code: str) -> str:
    return {
        "erased": _("The reader was erased before it was sent."),
        _BAD_ADDRESS: _("No mail server would understand this address."),
    }.get(code, _("The reader may not be written to any more."))


def _marks(values: Sequence[object]) -> str:
    return ",".join(["%s"] * len(values))


def _now() -> object:
    return connection.ops.adapt_datetimefield_value(timezone.now())
