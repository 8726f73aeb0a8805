"""Organisations and the index page of the directory."""

from typing import Any, Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
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
from core.public_pages import open_to_all
from directory.models.membership import MembershipStatus

#: Addresses below /directory/ that are no entries.
RESERVED_SLUGS = frozenset(
    {"confirm", "coverage", "invitation", "join", "map", "members", "referral"}
)


#: The type of organisation whose entries others name as their networks.
NETWORK_TYPE = "ngo-network"


class ConfirmationMethod(models.TextChoices):
    """How somebody found out that an entry is right."""

    SELF = "self", _("By the organisation itself")
    PHONE = "phone", _("By telephone")
    VISIT = "visit", _("By a visit")
    EDITOR = "editor", _("By an editor")


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
    networks = forms.MultipleChoiceField(
        label=_("Networks"),
        required=False,
        widget=TickList(),
        help_text=_("Offered is every published entry whose type is a network."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the networks, and name the tick lists after their fields."""
        super().__init__(*args, **kwargs)
        self.fields["networks"].choices = _network_choices(self.instance)
        name_tick_lists(self)


def _network_choices(page: "OrganisationPage") -> list[tuple[str, str]]:
    """Return published networks by name, then what the entry names and nobody may read: it stays ticked."""
    others = open_to_all(OrganisationPage.objects.exclude(pk=page.pk)).order_by("title")
    offered = dict(
        others.filter(
            models.Q(type__slug=NETWORK_TYPE) | models.Q(slug__in=page.networks)
        ).values_list("slug", "title")
    )
    return [*offered.items(), *((slug, slug) for slug in page.networks if slug not in offered)]


class OrganisationPage(TermedPageMixin, ResourcePageMixin, Page):
    """An organisation of the directory; the page title is its name in its own language.

    What it says reaches readers through `directory.disclosure` alone. `STATE_FIELDS` are written by services
    and not by drafts: a revision that is published later leaves them as they are then.
    """

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
    networks = models.JSONField(
        _("networks"),
        default=list,
        blank=True,
        help_text=_("Slugs of entries: the networks to which the organisation belongs."),
    )
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True, editable=False)
    confirmed_how = models.CharField(
        _("confirmed how"),
        max_length=6,
        choices=ConfirmationMethod.choices,
        blank=True,
        editable=False,
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    as_of = models.PositiveSmallIntegerField(
        _("as of year"), null=True, blank=True, help_text=_("The year whose state is described.")
    )
    source = models.CharField(_("source"), max_length=250, blank=True)

    STATE_FIELDS = (
        "membership_status",
        "member_since",
        "confirmed_at",
        "confirmed_how",
        "confirmed_by_id",
    )
    base_form_class = OrganisationPageForm
    parent_page_types = ["directory.DirectoryPage"]
    subpage_types: list[str] = []
    template = "directory/organisation_page.html"
    content_panels = [
        TitleFieldPanel(
            "title",
            placeholder=_("Name in its own language"),
            help_text=_("The name in the organisation's own language, as on its letterhead."),
        ),
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
            help_text=_(
                "Everybody sees this: numbers and mailboxes of the office, never a person's."
            ),
        ),
        InlinePanel(
            "contacts",
            heading=_("Contacts"),
            label=_("contact"),
            help_text=_("Hotline, referral, press: each row says who sees it."),
        ),
        InlinePanel(
            "locations",
            heading=_("Locations"),
            label=_("location"),
            help_text=_(
                "Offices and places that people can come to. Hotlines and online services need none."
            ),
        ),
        FieldPanel("networks"),
        MultiFieldPanel(
            [FieldPanel("founded"), FieldPanel("as_of"), FieldPanel("source")],
            heading=_("Background and source"),
        ),
    ]
    promote_panels = [*Page.promote_panels, *ResourcePageMixin.listing_panels]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def clean(self) -> None:
        """Keep entries away from addresses that lead elsewhere."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"slug": _("This address is taken by a page of the directory; choose another.")}
            )

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the page as a revision describes it, with membership and confirmation as they are now."""
        page = super().with_content_json(content)
        for name in self.STATE_FIELDS:
            setattr(page, name, getattr(self, name))
        return page
