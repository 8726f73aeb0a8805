"""The delivery of newsletters: who is to get a mailing, and sending it so that each reader gets it once.

Before the text of a mail is sent, its recipient's row says so in the database; when the server has taken it, the row
says that. Whatever dies in between, the next process knows what was sent, what was not, and of which mails nobody can
know.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.models import Mailing, MailingKind, MailingState, Recipient, RecipientState
from newsletter.senders.selection import get_sender
from newsletter.sending.dispatch import Dispatch, Order
from newsletter.sending.ledger import Tally, finish_mailings
from newsletter.sending.presence import Presence, take_over_from_the_dead
from newsletter.sending.queueing import BEGINNING, enlist, has_readers, queue

__all__ = [
    "Summary",
    "begin_due_mailings",
    "enlist",
    "has_readers",
    "is_something_due",
    "queue",
    "send_due",
    "summary_of",
]


@dataclass(frozen=True)
class Summary:
    """How many recipients there were, and what became of them."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    suppressed: int = 0
    unsure: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return it as programs read it."""
        return asdict(self)


def send_due(
    *,
    only: Mailing | None = None,
    stop: Callable[[], bool] | None = None,
    to_the_end: bool = False,
    on_progress: Callable[[Tally], None] | None = None,
) -> Summary:
    """Send what is due, of one mailing or of all; return what this call did.

    `stop` is asked all the time: when it says yes, what is on the line is finished and no more is begun. With
    `to_the_end` retries and a server that is away are waited for, until every recipient is in a final state.
    """
    take_over_from_the_dead()
    number = only.pk if only else None
    begin = begin_due_mailings if only is None else (lambda: None)
    if only is not None:
        queue(only)
    else:
        begin_due_mailings()
    order = Order(
        only=number,
        is_to_the_end=to_the_end,
        should_stop=stop or (lambda: False),
        on_progress=on_progress or (lambda tally: None),
        before_claims=begin,
    )
    with Presence() as presence:
        tally = Dispatch(get_sender(), presence, order).run()
    finish_mailings(number)
    if only is not None:
        only.refresh_from_db()
    done = (tally.sent, tally.failed, tally.suppressed, tally.unsure)
    return Summary(sum(done), *done)


def begin_due_mailings() -> None:
    """Queue the issues whose time has come; one whose time passed unused asks a person instead."""
    now = timezone.now()
    scheduled = Mailing.objects.filter(
        kind=MailingKind.ISSUE, state=MailingState.SCHEDULED, scheduled_for__lte=now
    )
    scheduled.filter(window_ends_at__lt=now).update(
        state=MailingState.PAST_WINDOW,
        note=_("Nothing sent it in time. Choose a new time, or stop it."),
    )
    begun = Mailing.objects.filter(
        kind=MailingKind.ISSUE, state=MailingState.SENDING, queued_at=None
    )
    for mailing in [*scheduled.all(), *begun]:
        queue(mailing)


def is_something_due() -> bool:
    """Tell whether there is anything for `send_due` to do; cheap enough to ask every few seconds."""
    now = timezone.now()
    if Mailing.objects.filter(
        kind=MailingKind.ISSUE, state=MailingState.SCHEDULED, scheduled_for__lte=now
    ).exists():
        return True
    going = Mailing.objects.filter(state__in=(MailingState.SENDING, MailingState.OPEN_ENDED))
    waiting = Recipient.objects.filter(mailing__in=going)
    return (
        waiting.filter(state=RecipientState.QUEUED, due_at__lte=now).exists()
        or waiting.filter(state__in=(RecipientState.CLAIMED, RecipientState.ON_THE_LINE)).exists()
        or going.filter(state=MailingState.SENDING)
        .exclude(recipients__state=RecipientState.QUEUED)
        .exists()
    )


def may_begin(mailing: Mailing) -> bool:
    """Tell whether a mailing goes already, or would go if a person says so now."""
    return mailing.state in BEGINNING or mailing.state == MailingState.FINISHED


def summary_of(mailing: Mailing) -> Summary:
    """Return where a mailing stands: all its recipients, whichever call of whichever process sent to them."""
    counted = mailing.recipients.order_by().values_list("state").annotate(Count("pk"))
    states = dict(counted)
    return Summary(
        queued=sum(states.values()),
        sent=states.get(RecipientState.SENT, 0),
        failed=states.get(RecipientState.FAILED, 0),
        suppressed=states.get(RecipientState.SUPPRESSED, 0),
        unsure=states.get(RecipientState.UNSURE, 0),
    )
