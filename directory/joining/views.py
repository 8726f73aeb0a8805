"""The pages of joining that everybody can open: the form, the thanks, the applicant's own page.

They work without a cookie: the form carries its own signed time, and whoever holds the link of a mail may do
what the application's state allows.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import View

from directory.joining.forms import AnswerForm, ApplicationForm
from directory.joining.spam import address_may_get_mail, network_may_send
from directory.models import Application, ApplicationEventKind, JoiningSettings
from directory.services.joining import (
    CHARTER_SLUG,
    CONFIRM_WITHIN,
    ApplicationMoved,
    answer_question,
    application_of_link,
    apply_to_join,
    confirm_address,
    withdraw_application,
)

#: Nothing of these pages is done with a signed-in person's rights, so no cookie has to prove who asks.
without_cookie = method_decorator([csrf_exempt, never_cache], name="dispatch")


@without_cookie
class JoinView(View):
    """The form by which an organisation applies."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or say that no applications are taken."""
        return self._page(request, ApplicationForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take an application in; the answer never tells what is known of organisation or address."""
        if not JoiningSettings.load().is_open:
            return self._page(request, ApplicationForm(), status=403)
        form = ApplicationForm(request.POST)
        if form.is_trapped:
            return redirect("directory_join_sent")
        if not form.is_valid():
            return self._page(request, form, status=422)
        if not network_may_send(request):
            form.add_error(
                None,
                _(
                    "Several applications came from your network within the hour. Please wait an "
                    "hour and send this one again; leave the page open so that nothing is lost."
                ),
            )
            return self._page(request, form, status=429)
        if address_may_get_mail(request, form.cleaned_data["contact_email"]):
            apply_to_join(entry=form.entry(), contact=form.contact())
        return redirect("directory_join_sent")

    def _page(self, request: HttpRequest, form: ApplicationForm, status: int = 200) -> HttpResponse:
        texts = JoiningSettings.load()
        context = {
            "form": form,
            "is_open": texts.is_open,
            "consent_text": texts.consent_text,
            "charter_path": f"{CHARTER_SLUG}/",
            "opened_at": form.handed_out_again(),
        }
        return render(request, "directory/joining/join.html", context, status=status)


@require_safe
def join_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next, the same to everybody."""
    return render(request, "directory/joining/sent.html", {"days": CONFIRM_WITHIN.days})


@without_cookie
class ApplicationView(View):
    """The applicant's page, opened by the link of the newest mail: confirm, answer, withdraw."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Show how far the application is, and what can be done."""
        application = application_of_link(secret)
        if application is None:
            return self._no_such_link(request)
        return self._page(request, application, AnswerForm())

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Do what was pressed, once; opening a link never does anything by itself."""
        application = application_of_link(secret)
        if application is None:
            return self._no_such_link(request)
        actions = {"confirm": self._confirm, "answer": self._answer, "withdraw": self._withdraw}
        act = actions.get(request.POST.get("action", ""))
        if act is None:
            return self._page(request, application, AnswerForm(), status=400)
        try:
            return act(request, application)
        except ApplicationMoved:
            application.refresh_from_db()
            return self._page(request, application, AnswerForm(), status=409)

    def _confirm(self, request: HttpRequest, application: Application) -> HttpResponse:
        confirm_address(application=application)
        return self._done(request, "confirmed")

    def _answer(self, request: HttpRequest, application: Application) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._page(request, application, form, status=422)
        answer_question(application=application, text=form.cleaned_data["answer"])
        return self._done(request, "answered")

    def _withdraw(self, request: HttpRequest, application: Application) -> HttpResponse:
        if "sure" not in request.POST:
            return self._page(request, application, AnswerForm(), ask_whether_sure=True)
        withdraw_application(application=application)
        return self._done(request, "withdrawn")

    def _done(self, request: HttpRequest, what: str) -> HttpResponse:
        return render(request, "directory/joining/done.html", {"what": what})

    def _no_such_link(self, request: HttpRequest) -> HttpResponse:
        return render(request, "directory/joining/no_such_link.html", status=404)

    def _page(
        self,
        request: HttpRequest,
        application: Application,
        form: AnswerForm,
        *,
        status: int = 200,
        ask_whether_sure: bool = False,
    ) -> HttpResponse:
        questions = application.events.filter(kind=ApplicationEventKind.QUESTION)
        context = {
            "application": application,
            "form": form,
            "question": questions.last(),
            "ask_whether_sure": ask_whether_sure,
        }
        return render(request, "directory/joining/application.html", context, status=status)
