"""The pages of alerts: asking for one, beginning it, changing and giving up one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import View

from accounts.access import person_of
from accounts.models import User
from accounts.rate_limits import is_within
from newsletter.alerts.forms import AlertForm, FollowForm
from newsletter.alerts.links import search_of_link
from newsletter.alerts.saving import (
    ask_for_alert,
    begin,
    change_rhythm,
    follow,
    remove,
    waiting_beside,
)
from newsletter.links import Reader, link_for, read_token
from newsletter.models import AlertRhythm, Subscriber, SubscriberState
from newsletter.subscribing.choices import known_language
from newsletter.subscribing.consent_texts import current_text
from newsletter.subscribing.services import reader_of
from newsletter.subscribing.views import BY_NETWORK
from newsletter.subscribing.without_cookie import no_such_link, without_cookie
from search.saved.queries import name_of, saved_query

_NEW = "newsletter/alerts/new.html"


@without_cookie
class NewAlertView(View):
    """The form by which somebody has new matches of a search mailed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what the alert would look for; readers who are signed in need one press."""
        try:
            query = saved_query(request.GET)
        except ValidationError as error:
            return render(request, _NEW, {"problems": error.messages}, status=400)
        user = _signed_in(request)
        if _reader_of_account(user) is not None:
            return self._page(request, FollowForm(initial={"query": query}), query, known=True)
        form = AlertForm(initial={"query": query, "email": user.email if user else ""})
        return self._page(request, form, query)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the wish in; the answer never tells what is known of an address."""
        form = AlertForm(request.POST)
        if form.is_trapped:
            return redirect("newsletter:alert_sent")
        if not form.is_valid():
            return self._page(request, form, form.cleaned_data.get("query", ""), status=422)
        answers = form.cleaned_data
        if not is_within(request, BY_NETWORK):
            form.add_error(
                None,
                _(
                    "Many addresses were entered from your network within the hour. Please wait an hour and send "
                    "this one again; leave the page open so that nothing is lost."
                ),
            )
            return self._page(request, form, answers["query"], status=429)
        ask_for_alert(
            email=answers["email"],
            language=known_language(get_language() or ""),
            query=answers["query"],
            rhythm=form.chosen_rhythm,
            user=_signed_in(request),
        )
        return redirect("newsletter:alert_sent")

    def _page(
        self,
        request: HttpRequest,
        form: FollowForm,
        query: str,
        *,
        known: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "form": form,
            "name": name_of(query),
            "search_url": f"{reverse('search')}?{query}",
            "is_known": known,
        }
        if isinstance(form, AlertForm):
            context |= {
                "opened_at": form.handed_out_again(),
                "consent_text": current_text().text,
            }
        return render(request, _NEW, context, status=status)


@require_safe
def alert_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next, the same to everybody."""
    return render(request, "newsletter/alerts/sent.html")


@never_cache
@login_required
@require_POST
def alert_follow(request: HttpRequest) -> HttpResponse:
    """Begin an alert for a signed-in reader, at once."""
    reader = _reader_of_account(person_of(request))
    form = FollowForm(request.POST)
    if reader is None or not form.is_valid():
        problems = [text for texts in form.errors.values() for text in texts]
        return render(request, _NEW, {"problems": problems}, status=400)
    try:
        follow(subscriber=reader, query=form.cleaned_data["query"], rhythm=form.chosen_rhythm)
    except ValidationError as error:
        context = {"problems": error.messages, "mine_url": _own_page(reader)}
        return render(request, _NEW, context, status=409)
    messages.success(request, _("You get a mail when there is something new."))
    return redirect(_own_page(reader))


@without_cookie
class BeginView(View):
    """The page of the link in the mail; programs that open every link of a mail press no button."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what was asked for, and the button."""
        search = search_of_link(token)
        if search is None:
            return no_such_link(request)
        waiting = [(name_of(one.query), one) for one in waiting_beside(search)]
        context = {"search": search, "waiting": waiting, "mine_url": _own_page(search.subscriber)}
        return render(request, "newsletter/alerts/begin.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Begin it."""
        search = search_of_link(token)
        if search is None or search.subscriber.state != SubscriberState.ACTIVE:
            return no_such_link(request)
        begin(search)
        return redirect(_own_page(search.subscriber))


@without_cookie
class OwnAlertsView(View):
    """Changes to one's own alerts, by whoever holds the link to the reader's page."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Lead to the reader's page, where the alerts stand."""
        return redirect("newsletter:preferences", token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Give up an alert, or have it mailed more or less often."""
        reader = reader_of(read_token("preferences", token))
        if reader is None:
            return no_such_link(request)
        key = request.POST.get("search", "")
        rhythm = request.POST.get("rhythm", "")
        if key.isascii() and key.isdigit() and len(key) < 19:
            if "remove" in request.POST:
                remove(subscriber=reader, pk=int(key))
            elif rhythm in AlertRhythm.values:
                change_rhythm(subscriber=reader, pk=int(key), rhythm=AlertRhythm(rhythm))
        return redirect(f"{reverse('newsletter:preferences', args=[token])}#alerts")


def _signed_in(request: HttpRequest) -> User | None:
    return person_of(request) if request.user.is_authenticated else None


def _reader_of_account(user: User | None) -> Subscriber | None:
    return Subscriber.objects.active().filter(user=user).first() if user else None


def _own_page(reader: Subscriber) -> str:
    return f"{link_for('preferences', Reader(reader.key), reader.language)}#alerts"
