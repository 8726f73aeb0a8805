"""The pages by which a reader comes: the form, the thanks, the button that confirms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import View

from accounts.access import person_of
from accounts.models import User
from accounts.rate_limits import Limit, is_within
from newsletter.links import Reader, link_for, read_token
from newsletter.models import Subscriber, SubscriberState
from newsletter.subscribing.choices import known_language
from newsletter.subscribing.consent_texts import current_text
from newsletter.subscribing.forms import SubscribeForm
from newsletter.subscribing.services import ask_to_subscribe, confirm, reader_of
from newsletter.subscribing.without_cookie import no_such_link, without_cookie

#: An office shares one network; a robot that fills mailboxes does not stop at ten.
BY_NETWORK = Limit("newsletter-subscribe", "10/h/ip")


@without_cookie
class SubscribeView(View):
    """The form by which somebody subscribes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form; people who are signed in find their address in it."""
        return self._page(request, self._new_form(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the wish in; the answer never tells what is known of an address."""
        if "opened_at" not in request.POST:
            # From the foot of a page: the words that are agreed to come first.
            return self._page(request, self._new_form(request, request.POST.get("email", "")))
        form = SubscribeForm(request.POST)
        if form.is_trapped:
            return redirect("newsletter:subscribe_sent")
        if not form.is_valid():
            return self._page(request, form, status=422)
        if not is_within(request, BY_NETWORK):
            form.add_error(
                None,
                _(
                    "Many addresses were entered from your network within the hour. Please wait an hour and send "
                    "this one again; leave the page open so that nothing is lost."
                ),
            )
            return self._page(request, form, status=429)
        ask_to_subscribe(
            email=form.cleaned_data["email"],
            language=form.cleaned_data["language"],
            choices=form.choices(),
            user=_signed_in(request),
        )
        return redirect("newsletter:subscribe_sent")

    def _new_form(self, request: HttpRequest, email: str = "") -> SubscribeForm:
        user = _signed_in(request)
        initial = {
            "email": email[:254] or (user.email if user else ""),
            "language": known_language(get_language() or ""),
        }
        return SubscribeForm(initial=initial)

    def _page(self, request: HttpRequest, form: SubscribeForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "opened_at": form.handed_out_again(),
            "consent_text": current_text().text,
        }
        return render(request, "newsletter/subscribing/subscribe.html", context, status=status)


def _signed_in(request: HttpRequest) -> User | None:
    return person_of(request) if request.user.is_authenticated else None


@require_safe
def subscribe_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next, the same to everybody."""
    return render(request, "newsletter/subscribing/sent.html")


@without_cookie
class ConfirmView(View):
    """The page of the link in the mail: programs that open every link of a mail press no button."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the button, or that it was pressed before."""
        subscriber = reader_of(read_token("confirm", token))
        if subscriber is None:
            return no_such_link(request)
        if subscriber.state == SubscriberState.ACTIVE:
            return self._confirmed(request, subscriber)
        context = {"subscriber": subscriber, "consent_text": current_text().text}
        return render(request, "newsletter/subscribing/confirm.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Make the reader active."""
        subscriber = reader_of(read_token("confirm", token))
        if subscriber is None or not confirm(subscriber, user=_signed_in(request)):
            return no_such_link(request)
        return self._confirmed(request, subscriber)

    def _confirmed(self, request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
        context = {
            "preferences_url": link_for("preferences", Reader(subscriber.key), subscriber.language)
        }
        return render(request, "newsletter/subscribing/confirmed.html", context)
