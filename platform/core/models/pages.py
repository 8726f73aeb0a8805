"""The page mixin that every page type shares, the home page and plain pages."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester
from wagtail.permissions import policy_registry

from core.blocks import ContentStreamBlock, HomeStreamBlock
from core.editorial.open_findings import CheckedPublishing


class ResourcePageMixin(CheckedPublishing, models.Model):
    """What every page says of itself: a summary, a picture for lists, when it was last reviewed."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("Two or three sentences; shown in lists, search results and newsletters."),
    )
    listing_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture for lists"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    listing_image_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("Read out to people who do not see it. Leave empty when it is decoration."),
    )
    listing_image_rights = models.CharField(_("rights of the picture"), max_length=250, blank=True)
    last_reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)

    class Meta:
        """Never a table of its own."""

        abstract = True

    def permissions_for_user(self, user: AbstractBaseUser | AnonymousUser) -> PagePermissionTester:
        """Return what a user may do with the page: the permission policy of pages names the class that tells."""
        tester = getattr(policy_registry.get(self), "tester_class", PagePermissionTester)
        return tester(user, self)

    listing_panels = [
        MultiFieldPanel(
            [
                FieldPanel("listing_image"),
                FieldPanel("listing_image_alt"),
                FieldPanel("listing_image_rights"),
            ],
            heading=_("Picture for lists"),
        ),
        FieldPanel("last_reviewed_on"),
    ]


class HomePage(ResourcePageMixin, Page):
    """The front page, built of blocks that fill themselves from what was published."""

    body = StreamField(HomeStreamBlock(), verbose_name=_("blocks"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    template = "core/home_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, *ResourcePageMixin.listing_panels]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("home page")


class ContentPage(ResourcePageMixin, Page):
    """A plain page: text, lists, questions and answers."""

    body = StreamField(ContentStreamBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["core.HomePage", "core.ContentPage"]
    subpage_types = ["core.ContentPage"]
    template = "core/content_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, *ResourcePageMixin.listing_panels]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
