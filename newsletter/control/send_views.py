"""The page “Check and send” of an issue: what is wrong with it, who gets it, a test, the time, the second editor."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts.access import person_of
from newsletter.audiences.selectors import readers_of
from newsletter.composing.checks import Finding, check_issue
from newsletter.control import services
from newsletter.control.admin_forms import NOW, SendForm
from newsletter.control.admin_views import ControlPage, told
from newsletter.control.publishing import editions_of, version_to_send, waiting_editions
from newsletter.control.services import CannotSend, mailing_of
from newsletter.models import IssuePage, Mailing, MailingState, NewsletterSettings


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """An edition of an issue: how many read it, and whether it is public."""

    language: str
    page: IssuePage
    readers: int
    state: str


class SendView(ControlPage):
    """Check an issue and send it; the address is that of the issue in any language."""

    template_name = "newsletter/control/send.html"
    page_title = gettext_lazy("Check and send")
    form: SendForm | None = None

    @cached_property
    def issue(self) -> IssuePage:
        """Return the issue that the address names, as it was last published or written."""
        return get_object_or_404(IssuePage, pk=self.kwargs["pk"])

    @cached_property
    def draft(self) -> IssuePage:
        """Return what would be sent."""
        return version_to_send(self.issue)

    @cached_property
    def mailing(self) -> Mailing | None:
        """Return the mailing of the issue, if somebody asked for one."""
        return mailing_of(self.issue)

    @cached_property
    def findings(self) -> list[Finding]:
        """Return what is wrong with the issue."""
        languages = self.request.POST.getlist("languages")
        return check_issue(self.draft, languages=languages or self._waiting_languages())

    def _waiting_languages(self) -> list[str]:
        return [page.locale.language_code for page in waiting_editions(self.issue)]

    @property
    def errors(self) -> list[Finding]:
        """Return what keeps it from being sent."""
        return [finding for finding in self.findings if finding.is_error]

    def get_page_subtitle(self) -> str:
        """Name the issue."""
        return self.issue.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the issue."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.issue.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.issue.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add findings, readers and the form."""
        draft = self.draft
        readers = readers_of(draft.audience, draft.segment)
        counted: Counter[str] = Counter(
            dict(readers.order_by().values_list("language").annotate(Count("pk")))
        )
        is_approval = bool(self.mailing) and self.mailing.state == MailingState.AWAITING_APPROVAL  # type: ignore[union-attr]
        return super().get_context_data(
            issue=self.issue,
            mailing=self.mailing,
            findings=self.findings,
            has_errors=bool(self.errors),
            audience=draft.get_audience_display(),
            segment=draft.segment,
            readers=sum(counted.values()),
            languages=self._languages(counted),
            form=self.form or SendForm(issue=self.issue, initial={"when": NOW}),
            rules=NewsletterSettings.load(),
            time_zone=get_current_timezone_name(),
            is_approval=is_approval,
            asked_by_self=is_approval and self.mailing.asked_by_id == self.request.user.pk,  # type: ignore[union-attr]
            has_unpublished_changes=self.issue.live and self.issue.has_unpublished_changes,
            **kwargs,
        )

    def _languages(self, counted: Counter[str]) -> list[LanguageLine]:
        """Return the editions, with the readers whose language has none at the one that they get."""
        waiting = {page.pk for page in waiting_editions(self.issue)}
        pages = editions_of(self.issue)
        sent = {
            page.locale.language_code: page
            for page in pages
            if page.live or page.pk in waiting or page.pk == self.issue.pk
        }
        fallback = sent.get(settings.LANGUAGE_CODE) or self.issue
        own = {code: counted[code] for code in sent}
        others = sum(counted.values()) - sum(own.values())
        lines = []
        for page in pages:
            code = page.locale.language_code
            number = own.get(code, 0) + (others if page.pk == fallback.pk else 0)
            state = _("public") if page.live else _("draft")
            if not page.live and code in sent:
                state = _("draft; becomes public when it is sent")
            lines.append(LanguageLine(page.locale.get_display_name(), page, number, state))
        return lines

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask to send, or approve; an issue with errors is neither sent nor approved."""
        if request.POST.get("action") == "approve":
            return self._approve(request)
        self.form = SendForm(request.POST, issue=self.issue)
        if not self.form.is_valid() or self.errors:
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            mailing = services.ask_to_send(
                self.issue,
                by=person_of(request),
                at=self.form.moment(),
                languages=self.form.cleaned_data.get("languages", ()),
            )
        except CannotSend as refusal:
            self.form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(), status=422)
        messages.success(request, _said(mailing))
        return redirect("mailing", mailing.pk)

    def _approve(self, request: HttpRequest) -> HttpResponse:
        mailing = self.mailing
        if mailing is None or self.errors:
            return self.render_to_response(self.get_context_data(), status=422)
        if request.POST.get("revision") != str(self.issue.latest_revision_id):
            messages.warning(
                request,
                _("The issue changed while you read it. Look at it again, then approve it."),
            )
            return redirect("issue_send", self.issue.pk)
        decide = lambda: services.approve(mailing, by=person_of(request))  # noqa: E731
        told(request, decide, _("The mailing is approved."))
        return redirect("mailing", mailing.pk)


def _said(mailing: Mailing) -> str:
    if mailing.state == MailingState.AWAITING_APPROVAL:
        return _("The mailing waits for a second editor.")
    return _("The mailing is scheduled. It can be taken back until it begins.")
