"""Pages of the admin on which mailings are listed, decided on and reported of."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from accounts.access import person_of
from core.csv_answers import csv_answer
from newsletter.control import services
from newsletter.control.admin_forms import RescheduleForm
from newsletter.control.reports import (
    clicks_of,
    editions_of_mailing,
    figures_of,
    figures_of_all,
    is_moving,
    reasons_of,
    records_of,
    unsure_of,
)
from newsletter.control.services import CannotSend, MailingMoved, may_control
from newsletter.models import Mailing, MailingState, RecipientState

PAGE_SIZE = 30
#: Menus of the listing: which kinds are shown. Digests, alerts and welcome mails fill it otherwise.
KINDS = {"issue": gettext_lazy("Issues"), "other": gettext_lazy("Digests, alerts, welcome")}


class ControlPage(WagtailAdminTemplateMixin, TemplateView):
    """A page for those who decide on mailings."""

    header_icon = "mail"
    page_title = gettext_lazy("Mailings")
    breadcrumbs_items: ClassVar[list[dict[str, Any]]] = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("mailings"), "label": gettext_lazy("Mailings")},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not may_control(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MailingsView(ControlPage):
    """All mailings with state and progress, the newest first."""

    template_name = "newsletter/control/mailings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one page of them, and the figures of that page."""
        chosen = self.request.GET.get("kind", "issue")
        rows = Mailing.objects.select_related("issue", "asked_by")
        rows = rows.exclude(kind="issue") if chosen == "other" else rows.filter(kind="issue")
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("p"))
        figures = figures_of_all(list(page.object_list))
        return super().get_context_data(
            page=page,
            rows=[(mailing, figures[mailing.pk]) for mailing in page.object_list],
            kinds=KINDS.items(),
            chosen="other" if chosen == "other" else "issue",
            **kwargs,
        )


class MailingPage(ControlPage):
    """A page about one mailing."""

    @cached_property
    def mailing(self) -> Mailing:
        """Return the mailing that the address names."""
        found = Mailing.objects.select_related("issue", "asked_by", "approved_by", "segment")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Name the mailing."""
        return self.mailing.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with the mailing."""
        address = reverse("mailing", args=[self.mailing.pk])
        return [*self.breadcrumbs_items, {"url": address, "label": self.mailing.title}]


class MailingView(MailingPage):
    """The report of a mailing, and what can be decided on it now."""

    template_name = "newsletter/control/mailing.html"
    form: RescheduleForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures and the decisions that its state allows."""
        mailing = self.mailing
        state = MailingState(mailing.state)
        is_waiting = state in services.NOT_BEGUN
        return super().get_context_data(
            mailing=mailing,
            figures=figures_of(mailing),
            failed=reasons_of(mailing, RecipientState.FAILED),
            suppressed=reasons_of(mailing, RecipientState.SUPPRESSED),
            editions=editions_of_mailing(mailing),
            clicks=clicks_of(mailing),
            unsure=unsure_of(mailing),
            form=self.form or RescheduleForm(initial={"at": mailing.scheduled_for}),
            is_moving=is_moving(mailing),
            is_waiting=is_waiting,
            needs_approval=state == MailingState.AWAITING_APPROVAL,
            can_pause=state in services.UNDER_WAY,
            can_resume=state == MailingState.PAUSED,
            can_stop=is_waiting or state in (*services.UNDER_WAY, MailingState.PAUSED),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what was pressed; whoever comes too late is told."""
        actions = {
            "pause": (services.pause, _("The mailing rests.")),
            "resume": (services.resume, _("The mailing goes on.")),
            "take-back": (services.take_back, _("The schedule is taken back. Nothing was sent.")),
        }
        name = request.POST.get("action", "")
        if name == "reschedule":
            return self._reschedule(request)
        if name not in actions:
            return self.render_to_response(self.get_context_data(), status=400)
        decide, said = actions[name]
        is_done = told(request, lambda: decide(self.mailing, by=person_of(request)), said)
        return redirect("mailings") if is_done and name == "take-back" else redirect("mailing", pk)

    def _reschedule(self, request: HttpRequest) -> HttpResponse:
        self.form = RescheduleForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        at = self.form.cleaned_data["at"]
        told(
            request,
            lambda: services.reschedule(self.mailing, by=person_of(request), at=at),
            _("The mailing has its new time."),
        )
        return redirect("mailing", self.mailing.pk)


class StopView(MailingPage):
    """Ask before a mailing is stopped for good."""

    template_name = "newsletter/control/stop.html"
    page_title = gettext_lazy("Stop the mailing")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how many would not get it."""
        return super().get_context_data(
            mailing=self.mailing, figures=figures_of(self.mailing), **kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Stop it."""
        decide = lambda: services.stop(self.mailing, by=person_of(request))  # noqa: E731
        told(request, decide, _("The mailing is stopped for good."))
        return redirect("mailing", pk)


class UnsureView(ControlPage):
    """Settle mails whose fate nobody knows."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the chosen ones again, or count them as sent."""
        mailing = get_object_or_404(Mailing, pk=pk)
        chosen = [int(key) for key in request.POST.getlist("recipient") if key.isdecimal()]
        by = person_of(request)
        if not chosen:
            messages.error(request, _("Choose at least one of the mails."))
        elif request.POST.get("action") == "again":
            done = 0
            try:
                done = services.send_again(mailing, chosen, by=by)
            except MailingMoved:
                messages.warning(request, _("The mailing was stopped: nothing is sent again."))
            else:
                words = ngettext("%d mail is sent again.", "%d mails are sent again.", done)
                messages.success(request, words % done)
        else:
            done = services.take_as_sent(mailing, chosen, by=by)
            words = ngettext("%d mail counts as sent.", "%d mails count as sent.", done)
            messages.success(request, words % done)
        return redirect("mailing", pk)


class MailingCsvView(View):
    """The figures of a mailing as a file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Give out the report; no address of a reader is in it."""
        if not may_control(request.user):
            raise PermissionDenied
        mailing = get_object_or_404(Mailing, pk=pk)
        name = f"mailing-{mailing.pk}"
        return csv_answer(records_of(mailing), ["figure", "detail", "number"], name)


def told(request: HttpRequest, decide: Any, said: str) -> bool:
    """Carry a decision out and say what happened; tell whether it was carried out."""
    try:
        decide()
    except MailingMoved:
        messages.warning(
            request, _("The mailing was changed meanwhile. Nothing was done; look at it again.")
        )
    except CannotSend as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
        return True
    return False
