"""The page by which readers leave: one button for people, one POST for mail programs (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from newsletter.links import Reader, read_token
from newsletter.models import Recipient, Subscriber, SubscriberState
from newsletter.subscribing.services import UNDO_WITHIN, leave, reader_of, return_after_leaving
from newsletter.subscribing.without_cookie import no_such_link, without_cookie

#: What RFC 8058 has mail programs send.
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@without_cookie
class LeaveView(View):
    """Leaving is from the newsletter as a whole, never from a segment alone."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the button; a program that opens every link of a mail makes nobody leave."""
        named = read_token("leave", token)
        if named is None:
            return no_such_link(request)
        subscriber = reader_of(named)
        if subscriber is None or not _is_read(subscriber):
            return self._left(request, subscriber)
        return render(request, "newsletter/subscribing/leave.html")

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the reader off, or take that back; done twice it is done once."""
        named = read_token("leave", token)
        if named is None:
            return no_such_link(request)
        subscriber = reader_of(named)
        if subscriber is None:
            return self._left(request, None)
        if request.POST.get("action") == "undo":
            if return_after_leaving(subscriber):
                return render(request, "newsletter/subscribing/returned.html")
            return self._left(request, subscriber)
        is_one_click = request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]
        how = "one-click" if is_one_click else "site"
        leave(subscriber, how=how, recipient=_recipient(named, subscriber))
        return self._left(request, subscriber)

    def _left(self, request: HttpRequest, subscriber: Subscriber | None) -> HttpResponse:
        context = {"may_return": subscriber is not None and _may_return(subscriber)}
        return render(request, "newsletter/subscribing/left.html", context)


def _recipient(named: Reader, subscriber: Subscriber) -> Recipient | None:
    if named.recipient is None:
        return None
    return Recipient.objects.filter(pk=named.recipient, subscriber=subscriber).first()


def _is_read(subscriber: Subscriber) -> bool:
    return subscriber.state in (SubscriberState.ACTIVE, SubscriberState.PENDING)


def _may_return(subscriber: Subscriber) -> bool:
    return bool(
        subscriber.state == SubscriberState.LEFT
        and subscriber.confirmed_at
        and subscriber.left_at
        and timezone.now() - subscriber.left_at < UNDO_WITHIN
    )
