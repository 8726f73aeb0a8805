"""How an address comes to the newsletter and leaves it; every step is a line of the consent ledger."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from accounts.models import User
from core.mailing import queue_mail
from newsletter.addresses import address_key, clean_address
from newsletter.links import Purpose, Reader, link_for
from newsletter.models import (
    ConsentAction,
    Mailing,
    MailingState,
    Recipient,
    RecipientState,
    Subscriber,
    SubscriberState,
    SuppressionReason,
)
from newsletter.models.mailings import RecipientQuerySet
from newsletter.subscribing.choices import Choices, known_language, set_choices
from newsletter.subscribing.erasing import erase
from newsletter.subscribing.ledger import (
    Act,
    release_address,
    suppress_address,
    suppression_of,
    write_line,
)

__all__ = [
    "ask_to_subscribe",
    "change_choices",
    "confirm",
    "erase",
    "leave",
    "reader_of",
    "return_after_leaving",
    "suppress",
]

#: An address gets one mail about its subscription in this time, however often somebody enters it.
ONE_MAIL_IN = timedelta(days=1)
#: How long after leaving the link by which a reader left brings them back.
UNDO_WITHIN = timedelta(days=1)

_STATES = {
    SuppressionReason.BOUNCED: SubscriberState.BOUNCED,
    SuppressionReason.LEFT: SubscriberState.LEFT,
    SuppressionReason.COMPLAINED: SubscriberState.COMPLAINED,
}
#: The weaker reason never replaces the stronger: an address that complained does not become one that failed.
_STRENGTH = {
    SubscriberState.PENDING: 0,
    SubscriberState.ACTIVE: 0,
    SubscriberState.BOUNCED: 1,
    SubscriberState.LEFT: 2,
    SubscriberState.COMPLAINED: 3,
}
_REPORTED = {
    SuppressionReason.BOUNCED: ConsentAction.BOUNCED,
    SuppressionReason.LEFT: ConsentAction.LEFT,
    SuppressionReason.COMPLAINED: ConsentAction.COMPLAINED,
}


def reader_of(reader: Reader | None) -> Subscriber | None:
    """Return the subscriber whom a signed link names; None for a forged link and for an erased reader."""
    if reader is None:
        return None
    return Subscriber.objects.filter(key=reader.key).first()


@transaction.atomic
def ask_to_subscribe(
    *,
    email: str,
    language: str,
    choices: Choices | None = None,
    how: str = "site",
    user: User | None = None,
) -> Subscriber:
    """Note that somebody asked to get the newsletter at an address, and mail it the link that confirms.

    Nothing that was typed is in the mail: else the form would send anybody's words to anybody's address. An address
    that is subscribed keeps its choices and is told so; none gets more than one such mail a day. `user` is who asked,
    signed in. Raises `ValidationError` for what is no address.
    """
    cleaned = clean_address(email)
    language = known_language(language)
    subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
        address_key=address_key(cleaned), defaults={"email": cleaned, "language": language}
    )
    is_active = subscriber.state == SubscriberState.ACTIVE
    if not is_active:
        # Nobody is written to by these choices before the owner of the address confirms them.
        if choices or is_new:
            set_choices(subscriber, choices or Choices(language=language))
        if user:
            _link_account(subscriber, user)
    now = timezone.now()
    if subscriber.asked_at and now - subscriber.asked_at < ONE_MAIL_IN:
        return subscriber
    subscriber.asked_at = now
    subscriber.save(update_fields=["asked_at"])
    if not is_active:
        write_line(subscriber, Act(ConsentAction.ASKED, how, shows_text=True))
    _mail(subscriber, "already_subscribed" if is_active else "confirm")
    return subscriber


@transaction.atomic
def confirm(subscriber: Subscriber, *, how: str = "site", user: User | None = None) -> bool:
    """Make a reader active who opened the link of the mail and pressed the button; return whether they are now.

    It is refused when the reader left, or their address failed, after the link was sent: an old link brings nobody
    back. Confirming twice changes nothing.
    """
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if subscriber.state == SubscriberState.ACTIVE:
        return True
    suppression = suppression_of(subscriber.email)
    if suppression and (not subscriber.asked_at or subscriber.asked_at <= suppression.at):
        return False
    _activate(subscriber, user)
    write_line(subscriber, Act(ConsentAction.CONFIRMED, how, shows_text=True))
    return True


@transaction.atomic
def leave(
    subscriber: Subscriber, *, how: str, recipient: Recipient | None = None, detail: str = ""
) -> None:
    """Take a reader off the newsletter, at once and for good; `recipient` is the mail by which they left.

    Doing it again changes nothing.
    """
    if recipient is not None and recipient.subscriber_id == subscriber.pk:
        Recipient.objects.filter(pk=recipient.pk, left_at=None).update(left_at=timezone.now())
    suppress(subscriber, SuppressionReason.LEFT, how=how, detail=detail)


@transaction.atomic
def suppress(
    subscriber: Subscriber, reason: SuppressionReason, *, how: str, detail: str = ""
) -> None:
    """Stop writing to a reader for a reason; what waits for them in a queue is passed over."""
    subscriber_now = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    state = _STATES[reason]
    if _STRENGTH[SubscriberState(subscriber_now.state)] < _STRENGTH[state]:
        subscriber_now.state = state
        if reason == SuppressionReason.LEFT:
            subscriber_now.left_at = timezone.now()
        subscriber_now.save(update_fields=["state", "left_at"])
        suppress_address(subscriber_now.email, reason, detail)
        write_line(subscriber_now, Act(_REPORTED[reason], how, detail))
        _waiting(subscriber_now, RecipientState.QUEUED).update(
            state=RecipientState.SUPPRESSED, reason_code=reason.value
        )
    subscriber.state, subscriber.left_at = subscriber_now.state, subscriber_now.left_at


@transaction.atomic
def return_after_leaving(subscriber: Subscriber) -> bool:
    """Take a leaving back that was pressed by mistake; return whether that was still possible."""
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if subscriber.state == SubscriberState.ACTIVE:
        return True
    is_recent = subscriber.left_at and timezone.now() - subscriber.left_at < UNDO_WITHIN
    if subscriber.state != SubscriberState.LEFT or not is_recent or not subscriber.confirmed_at:
        return False
    _activate(subscriber, None)
    write_line(subscriber, Act(ConsentAction.CONFIRMED, "undo", shows_text=True))
    _waiting(subscriber, RecipientState.SUPPRESSED).filter(
        reason_code=SuppressionReason.LEFT
    ).update(state=RecipientState.QUEUED, reason_code="")
    return True


@transaction.atomic
def change_choices(subscriber: Subscriber, choices: Choices, *, how: str) -> list[str]:
    """Store what a reader chose; return what changed."""
    changed = set_choices(subscriber, choices)
    if changed:
        write_line(subscriber, Act(ConsentAction.CHANGED, how, ", ".join(changed)))
    return changed


def _activate(subscriber: Subscriber, user: User | None) -> None:
    subscriber.state = SubscriberState.ACTIVE
    subscriber.left_at = None
    subscriber.confirmed_at = timezone.now()
    subscriber.soft_bounces, subscriber.soft_bounced_at = 0, None
    subscriber.save(
        update_fields=["state", "left_at", "confirmed_at", "soft_bounces", "soft_bounced_at"]
    )
    release_address(subscriber.email)
    # Whoever confirmed owns the mailbox by which the account is known.
    owner = User.objects.filter(email__iexact=subscriber.email, is_active=True).first()
    if user or owner:
        _link_account(subscriber, user or owner)


def _link_account(subscriber: Subscriber, user: User | None) -> None:
    """Join a subscription with the account of the same address; an account has one at most."""
    if user is None or address_key(user.email) != subscriber.address_key:
        return
    Subscriber.objects.filter(user=user).exclude(pk=subscriber.pk).update(user=None)
    subscriber.user = user
    subscriber.save(update_fields=["user"])


def _waiting(subscriber: Subscriber, state: RecipientState) -> RecipientQuerySet:
    unfinished = Mailing.objects.exclude(
        state__in=(MailingState.FINISHED, MailingState.STOPPED)
    ).values("pk")
    return Recipient.objects.filter(Q(mailing__in=unfinished), subscriber=subscriber, state=state)


def _mail(subscriber: Subscriber, template: str) -> None:
    reader = Reader(subscriber.key)
    purpose: Purpose = "confirm" if template == "confirm" else "preferences"
    with translation.override(subscriber.language):
        queue_mail(
            to=subscriber.email,
            template=f"newsletter/mail/{template}",
            context={
                "link": link_for(purpose, reader, subscriber.language),
                "leave_link": link_for("leave", reader, subscriber.language),
                "site_name": settings.WAGTAIL_SITE_NAME,
            },
        )
