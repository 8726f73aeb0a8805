"""The pages of the newsletter: the archive, and each issue, which is its own archive page."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.models import ResourcePageMixin
from newsletter.blocks import IssueStreamBlock
from newsletter.issue_panels import issue_tabs

#: Ways to look at an issue besides its page; each is a template of newsletter/preview/.
MAIL_PREVIEWS = {
    "mail": _("Mail"),
    "mail-dark": _("Mail on a dark screen"),
    "mail-text": _("Mail as plain text"),
}
#: First parts of the addresses below /newsletter/ that are no issues.
TAKEN_ADDRESSES = frozenset(
    {
        "alerts",
        "confirm",
        "contribute",
        "feed",
        "go",
        "leave",
        "preferences",
        "returns",
        "subscribe",
    }
)


class Audience(models.TextChoices):
    """Who gets an issue."""

    EVERYONE = "everyone", _("everyone")
    MEMBERS = "members", _("people of member organisations")
    SEGMENT = "segment", _("a segment")


class NewsletterPage(ResourcePageMixin, Page):
    """The archive, at /newsletter/: issues by year, and the way to subscribe."""

    parent_page_types = ["core.HomePage"]
    subpage_types = ["newsletter.IssuePage"]
    template = "newsletter/newsletter_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("newsletter")


class IssuePage(ResourcePageMixin, Page):
    """One issue: subject, preheader, blocks, audience. Sending it is a `Mailing`; the page is its archive."""

    number = models.PositiveIntegerField(
        _("number"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    subject = models.CharField(
        _("subject"), max_length=150, help_text=_("The line in the mailbox.")
    )
    preheader = models.CharField(
        _("preheader"),
        max_length=200,
        blank=True,
        help_text=_("The words that mail programs show beside the subject."),
    )
    issued_on = models.DateField(_("date of the issue"), null=True, blank=True)
    body = StreamField(IssueStreamBlock(), verbose_name=_("blocks"), blank=True)
    audience = models.CharField(
        _("readers"), max_length=10, choices=Audience.choices, default=Audience.EVERYONE
    )
    segment = models.ForeignKey(
        "newsletter.Segment",
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="issues",
    )

    parent_page_types = ["newsletter.NewsletterPage"]
    subpage_types: list[str] = []
    template = "newsletter/issue_page.html"
    edit_handler = issue_tabs(ResourcePageMixin.listing_panels)

    class Meta:
        """Names shown to editors."""

        verbose_name = _("issue")
        verbose_name_plural = _("issues")

    def clean(self) -> None:
        """Refuse an address at which another page of the newsletter stands."""
        super().clean()
        if self.slug in TAKEN_ADDRESSES:
            raise ValidationError(
                {"slug": _("Another page of the newsletter stands at this address.")}
            )

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Offer the page and the mail; Wagtail's sizes show both as on a phone."""
        return [("", _("Web page")), *MAIL_PREVIEWS.items()]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template of a way to look at the issue."""
        if mode_name in MAIL_PREVIEWS:
            return f"newsletter/preview/{mode_name}.html"
        return super().get_preview_template(request, mode_name)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Show the issue; a mail carries its styles in its text, which the site's own pages may not."""
        response = super().serve_preview(request, mode_name)
        if mode_name in MAIL_PREVIEWS:
            response._csp_replace = {  # type: ignore[attr-defined]
                "style-src": [UNSAFE_INLINE],
                "img-src": [SELF, "data:", settings.SITE_URL],
            }
        return response


class IssueSnapshot(models.Model):
    """What the blocks that fill themselves showed when an issue was sent; it is no part of drafts and revisions.

    `blocks` holds, by the key of a block, keys of records or lines; `pages` the keys of all records of the issue.
    """

    issue = models.OneToOneField(IssuePage, on_delete=models.CASCADE, related_name="snapshot")
    blocks = models.JSONField(default=dict)
    pages = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Names shown to editors."""

        verbose_name = _("snapshot of an issue")
        verbose_name_plural = _("snapshots of issues")

    def __str__(self) -> str:
        """Return the key of the issue."""
        return f"snapshot of {self.issue_id}"
