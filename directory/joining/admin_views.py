"""The editors' queue of applications, under /admin/applications/."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from accounts.models import User
from core.records import RecordError
from directory.joining.admin_forms import AcceptForm, TextForm
from directory.joining.details import answers_of, remarks_of
from directory.joining.duplicates import address_fits_website, likeness_of
from directory.models import Application, ApplicationState
from directory.services.applications import (
    ApplicationMoved,
    accept_application,
    add_note,
    ask_applicant,
    may_decide,
    refuse_application,
)

PAGE_SIZE = 30
OPEN = "open"


class ApplicationsPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the queue, for those who decide."""

    page_title = gettext_lazy("Applications")
    header_icon = "group"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("applications:index"), "label": gettext_lazy("Applications")},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not may_decide(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ApplicationIndexView(ApplicationsPage):
    """Applications by state: first those that wait, the longest waiting on top."""

    template_name = "directory/admin/applications.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the chosen state, and how many each state has."""
        seen = Application.objects.for_editors()
        counts = dict(seen.order_by().values_list("state").annotate(number=Count("pk")))
        chosen = self.request.GET.get("state", OPEN)
        if chosen in counts:
            rows = seen.filter(state=chosen)
        else:
            chosen, rows = OPEN, seen.open()
        states = [state for state in ApplicationState if state != ApplicationState.UNCONFIRMED]
        return super().get_context_data(
            chosen=chosen,
            states=[(state, counts.get(state.value, 0)) for state in states],
            page=Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("p")),
            **kwargs,
        )


class ApplicationDetailView(ApplicationsPage):
    """One application: what it says, what looks like it, what was noted, and the decision."""

    template_name = "directory/admin/application.html"
    application: Application
    forms: dict[str, Form]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the application; one whose address is not confirmed does not exist for editors."""
        if not may_decide(request.user):
            raise PermissionDenied
        self.application = get_object_or_404(Application.objects.for_editors(), pk=kwargs["pk"])
        self.likeness = likeness_of(self.application)
        self.forms = self._forms(None, "")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what was pressed; a form with a mistake comes back as it was sent."""
        actions = {
            "note": self._note,
            "ask": self._ask,
            "refuse": self._refuse,
            "accept": self._accept,
        }
        name = request.POST.get("action", "")
        if name not in actions:
            return self.render_to_response(self.get_context_data(), status=400)
        self.forms = self._forms(request.POST, name)
        form = self.forms[name]
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            actions[name](form)
        except ApplicationMoved:
            messages.warning(
                request, _("The application was decided or changed meanwhile. Nothing was done.")
            )
        except RecordError as error:
            for problem in error.problems:
                form.add_error(None, f"{problem.key}: {problem.message}")
            return self.render_to_response(self.get_context_data(), status=422)
        return redirect("applications:detail", pk)

    def _forms(self, data: Any, name: str) -> dict[str, Form]:
        """Return the four forms, the one of that name with what was sent."""
        return {
            "note": TextForm(
                data if name == "note" else None,
                prefix="note",
                label=_("Vetting note"),
                hint=_(
                    "For editors alone: who was asked, what was found, what speaks for and against."
                ),
            ),
            "ask": TextForm(
                data if name == "ask" else None,
                prefix="ask",
                label=_("Question to the applicant"),
                hint=_("It is mailed with a link on which it is answered."),
            ),
            "refuse": TextForm(
                data if name == "refuse" else None,
                prefix="refuse",
                label=_("Reason"),
                hint=_("The applicant reads it."),
            ),
            "accept": AcceptForm(
                data if name == "accept" else None, prefix="accept", likely=self.likeness.entries
            ),
        }

    def _editor(self) -> User:
        return cast(User, self.request.user)

    def _note(self, form: Form) -> None:
        text = form.cleaned_data["text"]
        add_note(application=self.application, text=text, by=self._editor())
        messages.success(self.request, _("The note was kept."))

    def _ask(self, form: Form) -> None:
        question = form.cleaned_data["text"]
        ask_applicant(application=self.application, question=question, by=self._editor())
        messages.success(self.request, _("The question was mailed."))

    def _refuse(self, form: Form) -> None:
        reason = form.cleaned_data["text"]
        refuse_application(application=self.application, reason=reason, by=self._editor())
        messages.success(
            self.request, _("The application was refused; the applicant was told why.")
        )

    def _accept(self, form: Form) -> None:
        acceptance = cast(AcceptForm, form).acceptance()
        accept_application(application=self.application, acceptance=acceptance, by=self._editor())
        messages.success(
            self.request, _("The organisation has its entry, and its manager was invited.")
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with the application itself."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.application.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add everything that editors decide by."""
        return super().get_context_data(
            application=self.application,
            answers=answers_of(self.application),
            remarks=remarks_of(self.application),
            likeness=self.likeness,
            address_fits=address_fits_website(self.application),
            events=self.application.events.select_related("author"),
            forms=self.forms,
            **kwargs,
        )
