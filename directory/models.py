"""Organisations and the index page of the directory."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from core.admin_forms import CountryTickList, LinesField, TickList, name_tick_lists
from core.models import (
    Country,
    ResourcePageMixin,
    Term,
    TermedPageForm,
    TermedPageMixin,
    TermsField,
    Vocabulary,
)


class MembershipStatus(models.TextChoices):
    """How an organisation belongs to the network."""

    FOUNDER = "founder", _("Founder")
    MEMBER = "member", _("Member")
    PARTNER = "partner", _("Partner")
    OBSERVER = "observer", _("Observer")
    FORMER = "former", _("Former member")
    LISTED = "listed", _("Listed")


class DirectoryPage(ResourcePageMixin, Page):
    """The index of the directory, at /directory/."""

    max_count = 1
    parent_page_types = ["core.HomePage"]
    subpage_types = ["directory.OrganisationPage"]
    template = "directory/directory_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("directory")


class OrganisationPageForm(TermedPageForm):
    """The editing form of an organisation: one field a vocabulary."""

    other_names = LinesField(
        label=_("Other names"),
        required=False,
        help_text=_("Former names and other spellings, one a line; forms are matched by them."),
    )
    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(),
        label=_("Countries of work"),
        required=False,
        widget=CountryTickList(),
    )
    services = TermsField(Vocabulary.SERVICES, label=_("Services"), widget=TickList())
    target_groups = TermsField(
        Vocabulary.TARGET_GROUPS, label=_("Target groups"), widget=TickList()
    )
    languages = TermsField(Vocabulary.LANGUAGES, label=_("Languages spoken"), widget=TickList())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the tick lists after their fields."""
        super().__init__(*args, **kwargs)
        name_tick_lists(self)


class OrganisationPage(TermedPageMixin, ResourcePageMixin, Page):
    """An organisation of the directory; the page title is its name in its own language."""

    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    acronym = models.CharField(_("acronym"), max_length=50, blank=True)
    other_names = models.JSONField(
        _("other names"),
        default=list,
        blank=True,
        help_text=_("Former names and other spellings, by which forms are matched."),
    )
    type = models.ForeignKey(
        Term,
        verbose_name=_("type"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": Vocabulary.ORGANISATION_TYPES},
    )
    countries = ParentalManyToManyField(
        Country, verbose_name=_("countries of work"), blank=True, related_name="+"
    )
    city = models.CharField(_("seat"), max_length=120, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True)
    phone = models.CharField(_("public telephone"), max_length=80, blank=True)
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    membership_status = models.CharField(
        _("membership"),
        max_length=10,
        choices=MembershipStatus.choices,
        default=MembershipStatus.LISTED,
    )
    member_since = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    as_of = models.PositiveSmallIntegerField(
        _("as of year"), null=True, blank=True, help_text=_("The year whose state is described.")
    )
    source = models.CharField(_("source"), max_length=250, blank=True)

    base_form_class = OrganisationPageForm
    parent_page_types = ["directory.DirectoryPage"]
    subpage_types: list[str] = []
    template = "directory/organisation_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("name_en"),
        FieldPanel("acronym"),
        FieldPanel("other_names"),
        FieldPanel("type"),
        FieldPanel("countries"),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("services"),
        FieldPanel("target_groups"),
        FieldPanel("languages"),
        MultiFieldPanel(
            [
                FieldPanel("city"),
                FieldPanel("website"),
                FieldPanel("email"),
                FieldPanel("phone"),
            ],
            heading=_("Public contact of the office"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("membership_status"),
                FieldPanel("member_since"),
                FieldPanel("founded"),
                FieldPanel("as_of"),
                FieldPanel("source"),
            ],
            heading=_("Membership and source"),
        ),
    ]
    promote_panels = [*Page.promote_panels, *ResourcePageMixin.listing_panels]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
