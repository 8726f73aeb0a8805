"""The pages behind the link of a mail: what the entry says, and the three answers.

Opening an address changes nothing, because programs that check mails open every link. The address itself is
the proof, so the answers need no cookie and no sign-in; it is kept out of caches and search engines.
"""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.access import Tier
from directory.disclosure import disclose
from directory.freshness.answering import MOST_LETTERS, answer_right, answer_with_report
from directory.freshness.links import FollowedLink, LinkState, follow
from directory.models import ReportKind

FOLDER = "directory/freshness"
#: What is answered for a link that can do nothing any more: the page is gone, or the work is done.
_STATUS = {
    LinkState.ANSWERED: 200,
    LinkState.CONFIRMED: 200,
    LinkState.SUPERSEDED: 410,
    LinkState.EXPIRED: 410,
}


class ChangeForm(forms.Form):
    """What is to be changed, in words."""

    text = forms.CharField(
        label=_("What is to be changed?"),
        help_text=_(
            "For example: “Our telephone is now …”. Write nothing about people you assist."
        ),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what is to be changed, in a few words.")},
    )


class ClosureForm(forms.Form):
    """That the organisation has closed, and what people should do instead."""

    text = forms.CharField(
        label=_("Who does the work now?"),
        help_text=_("So that we can point people to them."),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


LinkView = Callable[[HttpRequest, FollowedLink], HttpResponse]


def _for_link(view: LinkView) -> Callable[[HttpRequest, str], HttpResponse]:
    """Give the view the link it was called by; forged and used up links get a page that says so."""

    @csrf_exempt  # whoever knows the address may act by it; a cookie would prove nothing more
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        link = follow(token, timezone.now())
        if link is None:
            answer = render(request, f"{FOLDER}/no_such_link.html", status=404)
        elif link.state != LinkState.OPEN:
            answer = _used_up(request, link)
        else:
            answer = view(request, link)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return wrapped


@_for_link
def confirm(request: HttpRequest, link: FollowedLink) -> HttpResponse:
    """Show what readers see of the entry, with the three answers; POST says that it is right."""
    if request.method == "POST":
        if not answer_right(ask=link.ask):
            return _reloaded(request, link)
        return _done(request, link, "right")
    organisation = link.ask.organisation
    context = {
        "entry": disclose(organisation, Tier.PUBLIC),
        "hidden_contacts": organisation.contacts.exclude(tier=Tier.PUBLIC).count(),
        "is_live": organisation.live,
        "ask": link.ask,
    }
    return render(request, f"{FOLDER}/confirm.html", context)


@_for_link
def change(request: HttpRequest, link: FollowedLink) -> HttpResponse:
    """Lead a manager to the editing form, and take a wish in words from anybody."""
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if not answer_with_report(ask=link.ask, kind=ReportKind.CHANGE, text=text):
            return _reloaded(request, link)
        return _done(request, link, "change")
    return _form_page(request, link, form, "change")


@_for_link
def closed(request: HttpRequest, link: FollowedLink) -> HttpResponse:
    """Ask once more whether the organisation has closed; POST tells the editors."""
    form = ClosureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if not answer_with_report(ask=link.ask, kind=ReportKind.CLOSED, text=text):
            return _reloaded(request, link)
        return _done(request, link, "closed")
    return _form_page(request, link, form, "closed")


def _form_page(
    request: HttpRequest, link: FollowedLink, form: forms.Form, name: str
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "ask": link.ask, "organisation": link.ask.organisation.title}
    return render(request, f"{FOLDER}/{name}.html", context, status=status)


def _done(request: HttpRequest, link: FollowedLink, answer: str) -> HttpResponse:
    page = link.ask.organisation
    page.refresh_from_db()
    context = {"answer": answer, "organisation": page.title, "page": page if page.live else None}
    return render(request, f"{FOLDER}/done.html", context)


def _reloaded(request: HttpRequest, link: FollowedLink) -> HttpResponse:
    """Answer a second press that came at the same moment as the first."""
    link.ask.refresh_from_db()
    return _used_up(request, FollowedLink(link.ask, LinkState.ANSWERED))


def _used_up(request: HttpRequest, link: FollowedLink) -> HttpResponse:
    context = {
        "state": link.state.value,
        "ask": link.ask,
        "organisation": link.ask.organisation.title,
        "confirmed_at": link.ask.organisation.confirmed_at,
    }
    return render(request, f"{FOLDER}/used_up.html", context, status=_STATUS[link.state])
