"""The page on which an organisation writes its note: by the secret link of a mail, or signed in.

Opening it changes nothing. The link itself is the proof, so its page needs no cookie; it is kept out of caches and
search engines.
"""

from contextlib import suppress
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from newsletter.contributing.answering import SlotMoved, give, save_draft, say_not_this_time
from newsletter.contributing.forms import NoteForm
from newsletter.contributing.links import slot_of_link
from newsletter.contributing.notes import findings_in
from newsletter.contributing.states import Standing, standing_of
from newsletter.contributing.theirs import requests_of
from newsletter.models import ContributionSlot

_FORM = "newsletter/contributing/form.html"
_methods = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # whoever knows the address may act by it; a cookie would prove nothing more
@never_cache
@_methods
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the form to whoever has the link of the mail."""
    slot = slot_of_link(secret)
    if slot is None:
        return _guarded(render(request, "newsletter/contributing/no_such_link.html", status=404))
    here = reverse("newsletter:contribute", args=[secret])
    return _guarded(_page(request, slot, here))


@never_cache
@login_required
@_methods
def signed_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form to people who speak for the organisation that was asked."""
    slot = get_object_or_404(requests_of(person_of(request)), pk=pk)
    here = reverse("newsletter:contribute_signed_in", args=[pk])
    return _guarded(_page(request, slot, here, needs_token=True))


def _guarded(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _page(
    request: HttpRequest, slot: ContributionSlot, here: str, *, needs_token: bool = False
) -> HttpResponse:
    standing = standing_of(slot, timezone.localdate())
    show = partial(render, request)
    context: dict[str, Any] = {"slot": slot, "standing": standing.value, "needs_token": needs_token}
    if not standing.is_writable:
        status = 410 if standing == Standing.OVER else 200
        return show("newsletter/contributing/settled.html", context, status=status)
    if request.method != "POST":
        return show(_FORM, {**context, "form": NoteForm(initial=NoteForm.initial_of(slot))})
    do = request.POST.get("do", "")
    if do == "decline":
        return _acted(partial(say_not_this_time, slot=slot), here)
    form = NoteForm(request.POST, is_draft=do == "draft")
    if not form.is_valid():
        return show(_FORM, {**context, "form": form}, status=422)
    note = form.note()
    found = findings_in(note)
    if do == "send" and (not found or "looked_at" in request.POST):
        return _acted(partial(give, slot=slot, note=note), here)
    # Kept at every press while nothing was handed over, so that a closed window loses nothing.
    save_draft(slot=slot, note=note)
    context |= {"form": form, "note": note, "findings": found, "done": do}
    return show(_FORM, context, status=422 if do == "send" else 200)


def _acted(act: partial[None], here: str) -> HttpResponse:
    """Do it, and show how the request stands then; the same when somebody was faster."""
    with suppress(SlotMoved):
        act()
    return redirect(here)
