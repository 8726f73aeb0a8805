"""The editors' pages: the notes of an issue, whom to ask, and the decision on one note."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from accounts.access import person_of
from core.models import Country
from core.sorting import sort_key
from newsletter.contributing import answering
from newsletter.contributing.admin_forms import AskForm, DecideForm, HandForm, RequestForm
from newsletter.contributing.asking import ask, ask_again
from newsletter.contributing.forms import NoteForm
from newsletter.contributing.notes import Note, findings_in
from newsletter.contributing.whom import Candidate, candidates, countries_with_members
from newsletter.models import ContributionSlot, IssuePage, SlotState

#: The states in which editors read what an organisation wrote; a draft is its own until it is sent.
READABLE = (SlotState.GIVEN, SlotState.ACCEPTED, SlotState.DECLINED)


def may_edit(user: Any) -> bool:
    """Tell whether a person asks for notes and decides on them."""
    return bool(user.has_perm("newsletter.change_contributionslot"))


class ContributionPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about the notes of one issue, for those who edit the newsletter."""

    header_icon = "globe"
    page_title = gettext_lazy("Notes from the countries")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not may_edit(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def issue(self) -> IssuePage:
        """Return the issue that the address names."""
        return get_object_or_404(IssuePage, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Name the issue."""
        return self.issue.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the issue."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.issue.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.issue.get_admin_display_title()},
            {"url": self.listing_url, "label": self.page_title},
        ]

    @property
    def listing_url(self) -> str:
        """Return the address of the list."""
        return reverse("contributions", args=[self.issue.pk])


class IssueContributionsView(ContributionPage):
    """The requests of an issue with their states, and the form that asks the members of chosen countries."""

    template_name = "newsletter/contributing/admin/issue.html"
    form: AskForm | None = None

    @cached_property
    def slots(self) -> QuerySet[ContributionSlot]:
        """Return the requests of the issue."""
        found = ContributionSlot.objects.filter(issue=self.issue)
        return found.select_related("country", "organisation")

    @cached_property
    def countries(self) -> list[Country]:
        """Return the chosen countries; unknown codes are passed over."""
        codes = self.request.GET.getlist("country")[:300]
        found = Country.objects.filter(pk__in=[code for code in codes if len(code) == 2])
        return sorted(found, key=lambda country: sort_key(country.name))

    @cached_property
    def offered(self) -> list[Candidate]:
        """Return the members of the chosen countries."""
        return candidates(self.countries, self.slots) if self.countries else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the requests, the countries, and whom they suggest."""
        form = self.form or (AskForm(offered=self.offered) if self.offered else None)
        return super().get_context_data(
            issue=self.issue,
            slots=self.slots,
            countries=countries_with_members(),
            chosen={country.pk for country in self.countries},
            form=form,
            left_out=[one for one in self.offered if not one.can_be_asked],
            media=form.media if form else "",
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask everybody who is ticked."""
        self.form = AskForm(request.POST, offered=self.offered)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        asked = ask(
            issue=self.issue,
            chosen=self.form.chosen(),
            request=self.form.request(),
            by=person_of(request),
        )
        text = ngettext(
            "%(number)d organisation is asked.", "%(number)d organisations are asked.", len(asked)
        )
        messages.success(request, text % {"number": len(asked)})
        return redirect(self.listing_url)


class AddByHandView(ContributionPage):
    """A note that came another way."""

    template_name = "newsletter/contributing/admin/by_hand.html"
    form: HandForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, and what in it could lead to a person."""
        form = self.form or HandForm()
        findings = findings_in(form.note()) if form.is_bound and form.is_valid() else []
        return super().get_context_data(
            issue=self.issue, form=form, findings=findings, listing_url=self.listing_url, **kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Keep the note as an accepted one; findings are shown once before."""
        self.form = HandForm(request.POST)
        if not self.form.is_valid() or _wants_a_look(request, self.form.note()):
            return self.render_to_response(self.get_context_data(), status=422)
        answering.add_by_hand(
            issue=self.issue,
            country=self.form.cleaned_data["country"],
            note=self.form.note(),
            by=person_of(request),
        )
        messages.success(request, _("The note is in the issue."))
        return redirect(self.listing_url)


def _wants_a_look(request: HttpRequest, note: Note) -> bool:
    return "looked_at" not in request.POST and bool(findings_in(note))


class SlotView(ContributionPage):
    """One request: the note, and what the editor decides."""

    template_name = "newsletter/contributing/admin/slot.html"
    note_form: DecideForm | None = None
    request_form: RequestForm | None = None

    @cached_property
    def slot(self) -> ContributionSlot:
        """Return the request that the address names."""
        rows = ContributionSlot.objects.select_related("issue", "country", "organisation")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def issue(self) -> IssuePage:
        """Return the issue of the request."""
        return self.slot.issue

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with the country."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.slot.country.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the note, what in it could lead to a person, and the forms."""
        form = self.note_form or DecideForm(initial=self._initial())
        is_read = self.slot.state in READABLE and self.slot.given_at is not None
        note = form.note() if form.is_bound and form.is_valid() else _note_of(self.slot)
        request_form = self.request_form or RequestForm(initial={"question": self.slot.question})
        return super().get_context_data(
            slot=self.slot,
            note_form=form,
            request_form=request_form,
            findings=findings_in(note) if is_read or form.is_bound else [],
            is_read=is_read,
            can_be_asked=self.slot.state in (SlotState.OPEN, SlotState.CLOSED)
            or (self.slot.state == SlotState.DECLINED and not self.slot.given_at),
            media=request_form.media,
            **kwargs,
        )

    def _initial(self) -> dict[str, str]:
        seen = {"seen": DecideForm.version_of(self.slot)}
        if self.slot.given_at is None or self.slot.state not in READABLE:
            organisation = self.slot.organisation.title if self.slot.organisation else ""
            return {"given_by": organisation[:150], **seen}
        return {**NoteForm.initial_of(self.slot), **seen}

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Do what was pressed."""
        actions = {
            "accept": self._accept,
            "refuse": self._refuse,
            "give_back": self._give_back,
            "close": self._close,
            "ask_again": self._ask_again,
        }
        act = actions.get(request.POST.get("action", ""))
        if act is None:
            return self.render_to_response(self.get_context_data(), status=400)
        try:
            return act(request)
        except answering.SlotMoved:
            messages.warning(
                request, _("The note was changed meanwhile. Nothing was done; read it once more.")
            )
            return redirect("contribution", pk)

    def _accept(self, request: HttpRequest) -> HttpResponse:
        form = self.note_form = DecideForm(request.POST)
        if not form.is_valid() or _wants_a_look(request, form.note()):
            return self.render_to_response(self.get_context_data(), status=422)
        if form.cleaned_data["seen"] != DecideForm.version_of(self.slot):
            raise answering.SlotMoved
        answering.accept(slot=self.slot, note=form.note())
        return self._done(_("The note is in the issue."))

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        answering.refuse(slot=self.slot)
        return self._done(_("The note stays out of the issue."))

    def _give_back(self, request: HttpRequest) -> HttpResponse:
        answering.give_back(slot=self.slot)
        return self._done(_("The note waits again."))

    def _close(self, request: HttpRequest) -> HttpResponse:
        answering.close(slot=self.slot)
        return self._done(_("Nobody waits for this note any more."))

    def _ask_again(self, request: HttpRequest) -> HttpResponse:
        form = self.request_form = RequestForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        if not ask_again(slot=self.slot, request=form.request(), by=person_of(request)):
            raise answering.SlotMoved
        return self._done(_("The organisation is asked again."))

    def _done(self, text: str) -> HttpResponse:
        messages.success(self.request, text)
        return redirect(self.listing_url)


def _note_of(slot: ContributionSlot) -> Note:
    return Note(slot.title, slot.text, slot.link, slot.given_by)
