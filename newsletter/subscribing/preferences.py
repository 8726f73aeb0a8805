"""A reader's own page, behind the signed link of every mail: choices, what was sent, leaving, erasing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from newsletter.links import Reader, link_for, read_token
from newsletter.models import RecipientState, Subscriber, SubscriberState
from newsletter.subscribing.choices import choices_of
from newsletter.subscribing.forms import ChoicesForm
from newsletter.subscribing.services import change_choices, erase, reader_of
from newsletter.subscribing.without_cookie import no_such_link, without_cookie

#: Mails and lines of the ledger that the page lists; the whole is in the export of the account.
SHOWN = 50


@without_cookie
class PreferencesView(View):
    """Whoever holds the link may choose for its reader, as they may read the reader's mail."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what is held of the reader."""
        subscriber = reader_of(read_token("preferences", token))
        if subscriber is None:
            return no_such_link(request)
        return self._page(request, subscriber)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Store the choices, or erase the reader once they were asked whether they are sure."""
        subscriber = reader_of(read_token("preferences", token))
        if subscriber is None:
            return no_such_link(request)
        if request.POST.get("action") == "erase":
            if "sure" not in request.POST:
                return render(request, "newsletter/subscribing/erase.html")
            erase(subscriber)
            return render(request, "newsletter/subscribing/erased.html")
        form = ChoicesForm(request.POST)
        if not form.is_valid():
            return self._page(request, subscriber, form=form, status=422)
        change_choices(subscriber, form.choices(), how="preferences")
        return self._page(request, subscriber, is_saved=True)

    def _page(
        self,
        request: HttpRequest,
        subscriber: Subscriber,
        *,
        form: ChoicesForm | None = None,
        is_saved: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        sent = subscriber.deliveries.filter(state=RecipientState.SENT)
        context = {
            "form": form or ChoicesForm(initial=ChoicesForm.initial_of(choices_of(subscriber))),
            "subscriber": subscriber,
            "is_active": subscriber.state == SubscriberState.ACTIVE,
            "is_saved": is_saved,
            "leave_url": link_for("leave", Reader(subscriber.key), subscriber.language),
            "sent": sent.select_related("mailing", "edition").order_by("-sent_at")[:SHOWN],
            "lines": subscriber.consents.order_by("-pk")[:SHOWN],
        }
        return render(request, "newsletter/subscribing/preferences.html", context, status=status)
