"""What the newsletter holds of a person with an account: shown, exported, erased on the account page."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.personal_data import Holding, register_holding
from newsletter.addresses import address_key
from newsletter.links import Reader, token_for
from newsletter.models import RecipientState, Subscriber, SubscriberState
from newsletter.subscribing.choices import choices_of
from newsletter.subscribing.services import erase


def _subscriptions(user: User) -> Sequence[Subscriber]:
    """Return those of the account, and that of its address: whoever has the account has the mailbox."""
    mine = Q(user=user) | Q(address_key=address_key(user.email))
    return list(Subscriber.objects.filter(mine).order_by("pk"))


def _lines(user: User) -> list[SafeString]:
    """Return a line for each subscription, with the way to its choices; without one, the way to subscribe."""
    subscriptions = _subscriptions(user)
    if not subscriptions:
        return [
            format_html(
                '{} (<a href="{}">{}</a>)',
                _("Not subscribed"),
                reverse("newsletter:subscribe"),
                _("subscribe"),
            )
        ]
    return [_line(each) for each in subscriptions]


def _line(subscriber: Subscriber) -> SafeString:
    path = reverse(
        "newsletter:preferences", args=[token_for("preferences", Reader(subscriber.key))]
    )
    state = (
        subscriber.get_frequency_display()
        if subscriber.state == SubscriberState.ACTIVE
        else subscriber.get_state_display()
    )
    return format_html(
        '{}: {} (<a href="{}">{}</a>)', subscriber.email, state, path, _("your choices")
    )


def _export(user: User) -> list[dict[str, Any]]:
    return [_exported(each) for each in _subscriptions(user)]


def _exported(subscriber: Subscriber) -> dict[str, Any]:
    sent = subscriber.deliveries.filter(state=RecipientState.SENT).select_related("mailing")
    return {
        "address": subscriber.email,
        "name": subscriber.name,
        "state": subscriber.state,
        "language": subscriber.language,
        "frequency": subscriber.frequency,
        "interests": [f"{facet}={value}" for facet, value in choices_of(subscriber).interests],
        "saved_searches": [
            {"name": each.name, "search": each.query, "how_often": each.rhythm}
            for each in subscriber.saved_searches.all()
        ],
        "consents": [
            {
                "action": line.action,
                "how": line.how,
                "text": line.text,
                "version": line.text_version,
                "detail": line.detail,
                "at": line.at.isoformat(timespec="seconds"),
            }
            for line in subscriber.consents.all()
        ],
        "sent": [
            {
                "title": delivery.mailing.title,
                "at": delivery.sent_at.isoformat(timespec="seconds") if delivery.sent_at else None,
            }
            for delivery in sent.order_by("sent_at")
        ],
    }


def _erase(user: User) -> None:
    for subscriber in _subscriptions(user):
        erase(subscriber, how="account")


register_holding(
    Holding(
        name="newsletter",
        label=gettext_lazy("Newsletter"),
        export=_export,
        erase=_erase,
        lines=_lines,
    )
)
