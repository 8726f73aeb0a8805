"""Saved searches: asked for, begun, changed, given up."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from core.mailing import queue_mail
from newsletter.addresses import address_key
from newsletter.alerts.links import BEGIN_WITHIN, begin_link
from newsletter.models import (
    AlertRhythm,
    Frequency,
    SavedSearch,
    Subscriber,
    SubscriberState,
)
from newsletter.subscribing.choices import Choices
from newsletter.subscribing.services import ONE_MAIL_IN, ask_to_subscribe
from search.saved.queries import name_of

MOST_SEARCHES = 20


@transaction.atomic
def ask_for_alert(
    *, email: str, language: str, query: str, rhythm: AlertRhythm, user: User | None = None
) -> None:
    """Note an alert that somebody asked for with an address, and let the owner of the address begin it by mail.

    An address that is not confirmed gets the mail of subscribing, an active one a link of its own; nothing that was
    typed stands in either. More than twenty searches are passed over in silence: the asker may be a stranger.
    """
    subscriber = Subscriber.objects.filter(address_key=address_key(email)).first()
    if subscriber is None or subscriber.state != SubscriberState.ACTIVE:
        is_pending = subscriber is not None and subscriber.state == SubscriberState.PENDING
        choices = None if is_pending else Choices(language, frequency=Frequency.ALERTS_ONLY)
        subscriber = ask_to_subscribe(email=email, language=language, choices=choices, user=user)
        _keep(subscriber, query, rhythm)
        return
    search = _keep(subscriber, query, rhythm)
    if search is not None and search.looked_at is None and _may_get_mail(subscriber):
        with translation.override(subscriber.language):
            queue_mail(
                to=subscriber.email,
                template="newsletter/alerts/mail/begin",
                context={
                    "site_name": settings.WAGTAIL_SITE_NAME,
                    "link": begin_link(search, subscriber.language),
                },
            )


def _may_get_mail(subscriber: Subscriber) -> bool:
    """Note a mail that somebody's press sends to an address; tell whether it is the first of the day."""
    now = timezone.now()
    free = Q(asked_at=None) | Q(asked_at__lte=now - ONE_MAIL_IN)
    return bool(Subscriber.objects.filter(free, pk=subscriber.pk).update(asked_at=now))


@transaction.atomic
def follow(*, subscriber: Subscriber, query: str, rhythm: AlertRhythm) -> SavedSearch:
    """Begin an alert at once for a reader who is active and known to be the asker.

    Raises ValidationError when they have twenty.
    """
    search = _keep(subscriber, query, rhythm)
    if search is None:
        raise ValidationError(
            _("There are %(number)d alerts already; take one back before you add another.")
            % {"number": MOST_SEARCHES},
            "too-many",
        )
    search.rhythm = rhythm
    search.looked_at = search.looked_at or timezone.now()
    search.save(update_fields=["rhythm", "looked_at"])
    return search


def begin(search: SavedSearch) -> None:
    """Begin all alerts that wait for the owner of the mailbox, who has opened the mail. Repeating changes nothing."""
    search.subscriber.saved_searches.filter(looked_at=None).update(looked_at=timezone.now())


def begin_confirmed() -> None:
    """Begin the alerts of readers who confirmed their address after asking, and drop those that nobody confirmed."""
    waiting = SavedSearch.objects.filter(looked_at=None)
    confirmed = Subscriber.objects.active().filter(
        pk=OuterRef("subscriber"), confirmed_at__gte=OuterRef("created_at")
    )
    waiting.filter(Exists(confirmed)).update(looked_at=timezone.now())
    waiting.filter(created_at__lt=timezone.now() - BEGIN_WITHIN).delete()


def waiting_beside(search: SavedSearch) -> list[SavedSearch]:
    """Return the searches that begin together with this one: all that wait for the same mailbox."""
    return list(search.subscriber.saved_searches.filter(looked_at=None).order_by("name", "pk"))


def change_rhythm(*, subscriber: Subscriber, pk: int, rhythm: AlertRhythm) -> None:
    """Mail the matches of a reader's own search more or less often; another's is left alone."""
    subscriber.saved_searches.filter(pk=pk).update(rhythm=rhythm)


def remove(*, subscriber: Subscriber, pk: int) -> None:
    """Give up a reader's own search; another's is left alone."""
    subscriber.saved_searches.filter(pk=pk).delete()


def begun_searches() -> QuerySet[SavedSearch]:
    """Return the searches whose matches are mailed: begun, of readers who may be written to."""
    return SavedSearch.objects.filter(
        looked_at__isnull=False, subscriber__state=SubscriberState.ACTIVE
    ).select_related("subscriber")


def _keep(subscriber: Subscriber, query: str, rhythm: AlertRhythm) -> SavedSearch | None:
    """Return the reader's search of a query, new or not; None when there is no room for another."""
    # Locked, so that presses at the same moment do not pass the limit.
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    known = subscriber.saved_searches.filter(query=query).first()
    if known is not None:
        return known
    if subscriber.saved_searches.count() >= MOST_SEARCHES:
        return None
    with translation.override(subscriber.language):
        name = name_of(query)
    return SavedSearch.objects.create(subscriber=subscriber, query=query, name=name, rhythm=rhythm)
