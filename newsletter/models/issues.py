"""The pages of the newsletter: the archive, and each issue, which is its own archive page."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.models import ResourcePageMixin
from newsletter.blocks import IssueStreamBlock


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
    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("subject"),
        FieldPanel("preheader"),
        FieldPanel("issued_on"),
        FieldPanel("body"),
        FieldPanel("audience"),
        FieldPanel("segment"),
    ]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("issue")
        verbose_name_plural = _("issues")
