"""Pages of the admin on which an issue is begun, filled in, checked, and mailed to oneself."""

import logging
from abc import ABC, abstractmethod
from datetime import date, datetime, time
from smtplib import SMTPException
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from newsletter.composing.checks import check_issue
from newsletter.composing.filling import (
    MOST_OF_A_KIND,
    Findings,
    fill_in,
    find_new,
    new_issue,
    since_last_issue,
)
from newsletter.composing.issue_content import named_pages
from newsletter.composing.trying import send_test
from newsletter.models import IssuePage, NewsletterPage

logger = logging.getLogger(__name__)


class SinceForm(forms.Form):
    """From which day on records are new."""

    since = forms.DateField(
        label=gettext_lazy("Published since"),
        widget=AdminDateInput,
        help_text=gettext_lazy("Usually the day on which the last issue was sent."),
    )

    def moment(self) -> datetime:
        """Return the beginning of the chosen day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["since"], time.min))


class _FromWhatIsNew(ABC, WagtailAdminTemplateMixin, TemplateView):
    """Shows what is new since a day; only the button below writes it into a draft."""

    template_name = "newsletter/admin/what_is_new.html"
    header_icon = "history"

    @property
    @abstractmethod
    def language(self) -> str:
        """Return the language of the issue."""

    @abstractmethod
    def default_since(self) -> datetime:
        """Return when the last issue was sent."""

    def known(self) -> list[int]:
        """Return the records that the draft has already."""
        return []

    @cached_property
    def form(self) -> SinceForm:
        """Return the form with the chosen day, or that of the last issue."""
        chosen = self.request.POST or self.request.GET
        day: date = timezone.localdate(self.default_since())
        return SinceForm(chosen if "since" in chosen else {"since": day.isoformat()})

    @cached_property
    def since(self) -> datetime:
        """Return the moment: that of the last issue to the minute unless another day was chosen."""
        default = self.default_since()
        if not self.form.is_valid() or self.form.cleaned_data["since"] == timezone.localdate(
            default
        ):
            return default
        return self.form.moment()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what would be written."""
        found: Findings = find_new(self.since, language=self.language, without=self.known())
        return super().get_context_data(form=self.form, found=found, most=MOST_OF_A_KIND, **kwargs)


class NewIssueView(_FromWhatIsNew):
    """Begin an issue below a newsletter."""

    page_title = gettext_lazy("New issue from what was published")

    @cached_property
    def newsletter(self) -> NewsletterPage:
        """Return the newsletter that the address names."""
        return get_object_or_404(NewsletterPage, pk=self.kwargs["pk"])

    @property
    def language(self) -> str:
        """Return the language of the newsletter."""
        return self.newsletter.locale.language_code

    def default_since(self) -> datetime:
        """Return when the last issue was sent."""
        return since_last_issue()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list of issues."""
        issues = reverse("wagtailadmin_explore", args=[self.newsletter.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": issues, "label": self.newsletter.title},
            {"url": "", "label": self.page_title},
        ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may write issues."""
        if not self.newsletter.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Make the draft and open it."""
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        issue = new_issue(newsletter=self.newsletter, by=request.user, since=self.since)  # type: ignore[arg-type]
        messages.success(
            request,
            _("The draft “%(title)s” is made. Nothing is published yet.") % {"title": issue.title},
        )
        return redirect("wagtailadmin_pages:edit", issue.pk)


class _OfIssue(WagtailAdminTemplateMixin, TemplateView):
    """A page about one issue, for those who may edit it."""

    @cached_property
    def issue(self) -> IssuePage:
        """Return the issue that the address names."""
        return get_object_or_404(IssuePage, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who may not edit the issue."""
        if not self.issue.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the issue."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.edit_address(), "label": self.issue.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def edit_address(self) -> str:
        """Return where the issue is edited."""
        return reverse("wagtailadmin_pages:edit", args=[self.issue.pk])


class FillInView(_OfIssue, _FromWhatIsNew):
    """Add to a draft what is new and not in it."""

    page_title = gettext_lazy("Fill in what is new")

    @property
    def language(self) -> str:
        """Return the language of the issue."""
        return self.issue.locale.language_code

    def default_since(self) -> datetime:
        """Return when the last issue before this one was sent."""
        return since_last_issue(self.issue)

    def known(self) -> list[int]:
        """Return the records that the newest draft has already."""
        return named_pages(self.issue.get_latest_revision_as_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the issue."""
        return super().get_context_data(
            issue=self.issue, edit_address=self.edit_address(), **kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Write the new blocks into the draft and open it."""
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        found = fill_in(issue=self.issue, by=request.user, since=self.since)  # type: ignore[arg-type]
        if found.is_empty:
            messages.info(request, _("Nothing is new that is not in the issue already."))
        else:
            messages.success(
                request, _("What is new stands at the end of the draft. Nothing is published yet.")
            )
        return redirect(self.edit_address())


class TryIssueView(_OfIssue):
    """Show what should be mended, and send the mail to oneself."""

    template_name = "newsletter/admin/try_issue.html"
    page_title = gettext_lazy("Check and test")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Check the issue anew."""
        return super().get_context_data(
            issue=self.issue,
            edit_address=self.edit_address(),
            findings=check_issue(self.issue),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the newest draft to whoever pressed the button."""
        try:
            sent = send_test(issue=self.issue, to=request.user)  # type: ignore[arg-type]
        except (SMTPException, OSError) as error:
            # The kind of error alone: its text names the address.
            logger.warning("A test mail could not be sent: %s", type(error))
            messages.error(
                request,
                _("The mail server did not take the test mail. Try again in some minutes."),
            )
        else:
            messages.success(
                request,
                _("%(number)d test mails are on their way to %(address)s.")
                % {"number": sent, "address": request.user.email},  # type: ignore[union-attr]
            )
        return redirect("newsletter_try_issue", self.issue.pk)
