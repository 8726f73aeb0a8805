"""Where an organisation is and how it is reached: locations and contacts, each with its tier of access."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from core.access import Tier
from core.admin_forms import TickList
from core.anonymity import FindingKind
from core.models import Country, Term, Vocabulary

PAGE = "directory.OrganisationPage"
_WHO_SEES_IT = _("Public: everybody, without signing in. Members: people of the network.")


class Precision(models.TextChoices):
    """How much of a place may be told; `hidden` is for editors alone, whatever its tier says."""

    ADDRESS = "address", _("Address")
    TOWN = "town", _("Town")
    REGION = "region", _("Region")
    COUNTRY = "country", _("Country")
    HIDDEN = "hidden", _("Hidden: never shown outside the editors' tier")


class ContactKind(models.TextChoices):
    """What a contact is for."""

    OFFICE = "office", _("Office")
    HOTLINE = "hotline", _("Hotline")
    REFERRAL = "referral", _("Referral")
    PRESS = "press", _("Press")


def _language_choices() -> list[tuple[str, str]]:
    return [(term.slug, term.name) for term in Term.objects.of(Vocabulary.LANGUAGES)]


class LanguagesField(models.JSONField):
    """Slugs of the vocabulary of languages: a list of codes needs no table of its own in every draft."""

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]
        """Offer the languages as tick boxes."""
        return forms.MultipleChoiceField(
            choices=_language_choices,
            required=False,
            widget=TickList(),
            label=capfirst(str(self.verbose_name)),
            help_text=self.help_text,
        )


class Location(Orderable):
    """A place of an organisation. Hotlines and online services have none.

    Address and coordinates are kept as given; `directory.disclosure` tells of them what precision and
    tier allow. Coordinates are WGS 84 in degrees.
    """

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="locations")
    name = models.CharField(
        _("name"),
        max_length=200,
        blank=True,
        help_text=_("Shown to everybody who sees the location: write no street into it."),
    )
    precision = models.CharField(
        _("shown as"),
        max_length=8,
        choices=Precision.choices,
        default=Precision.TOWN,
        help_text=_("A shelter is “hidden”: its address then never leaves the editors' tier."),
    )
    tier = models.CharField(_("for whom"), max_length=8, choices=Tier.choices, default=Tier.MEMBERS)
    address = models.TextField(_("address"), blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("precision"),
        FieldPanel("tier", help_text=_WHO_SEES_IT),
        FieldPanel("address"),
        FieldPanel("town"),
        FieldPanel("region"),
        FieldPanel("country"),
        FieldPanel(
            "latitude", help_text=_("In degrees, for example 43.7. Leave both empty if unsure.")
        ),
        FieldPanel("longitude"),
    ]

    class Meta(Orderable.Meta):
        """Names shown to editors."""

        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def allowed_findings(self, field: str) -> frozenset[str]:
        """Let an address stand that is meant to be given, or that nobody but editors is shown."""
        if field not in ("name", "address", "town"):
            return frozenset()
        kinds = {FindingKind.STREET_ADDRESS}
        if field == "address":
            # Streets bear the names of people.
            kinds.add(FindingKind.PERSON_NAME)
        if self.precision == Precision.HIDDEN:
            kinds.add(FindingKind.SHELTER_ADDRESS)
        return frozenset(kinds)

    def clean(self) -> None:
        """Refuse half a pair of coordinates."""
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"latitude": _("Give both latitude and longitude, or neither.")})


class Contact(Orderable):
    """A way to reach an organisation; for members unless somebody opens it."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(
        _("kind"), max_length=8, choices=ContactKind.choices, default=ContactKind.OFFICE
    )
    tier = models.CharField(_("for whom"), max_length=8, choices=Tier.choices, default=Tier.MEMBERS)
    person = models.CharField(_("person or function"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    hours = models.CharField(_("hours"), max_length=250, blank=True)
    languages = LanguagesField(_("languages"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("tier", help_text=_WHO_SEES_IT),
        FieldPanel("person", help_text=_("No names and no mobile numbers in a public contact.")),
        FieldPanel("phone"),
        FieldPanel("email"),
        FieldPanel("hours"),
        FieldPanel("languages"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        """Names shown to editors."""

        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def allowed_findings(self, field: str) -> frozenset[str]:
        """Let members and editors be told whom to call; in public, a person's name or mobile is a finding."""
        if self.tier == Tier.PUBLIC or field not in ("person", "phone", "email"):
            return frozenset()
        return frozenset(
            {FindingKind.PERSON_NAME, FindingKind.PERSONAL_EMAIL, FindingKind.MOBILE_NUMBER}
        )
