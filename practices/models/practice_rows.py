"""The ordered rows of a practice chart: people, goods, funding, figures, links, contacts, organisations."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from core.access import Tier
from core.anonymity import FindingKind

PAGE = "practices.PracticePage"


class PracticeOrganisation(Orderable):
    """Item 2: an organisation behind the practice, with its name as the form printed it."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="organisation_rows")
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation of the directory"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="practice_rows",
    )
    printed_name = models.CharField(
        _("name as printed"),
        max_length=300,
        blank=True,
        help_text=_("For an organisation that is not in the directory, or another spelling."),
    )
    panels = [FieldPanel("organisation"), FieldPanel("printed_name")]

    @property
    def name(self) -> str:
        """Return the name in the directory, else the name as printed."""
        return self.organisation.title if self.organisation else self.printed_name


class HumanResource(Orderable):
    """Item 13: people by role; the number is empty when the form gives none."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="human_resources")
    role = models.CharField(_("role"), max_length=500)
    count = models.DecimalField(
        _("number"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    panels = [FieldPanel("role"), FieldPanel("count")]


class InKindResource(Orderable):
    """Item 13: goods and premises; the number is empty when the form gives none."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="in_kind_resources")
    item = models.CharField(_("item"), max_length=500)
    count = models.DecimalField(
        _("number"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    panels = [FieldPanel("item"), FieldPanel("count")]


class FundingSource(Orderable):
    """Item 13: who pays, with the share in per cent where it is known."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="funding_sources")
    source = models.CharField(_("source"), max_length=500)
    percent = models.DecimalField(
        _("per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    panels = [FieldPanel("source"), FieldPanel("percent")]


class ResultFigure(Orderable):
    """Item 14: a result in figures."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="result_figures")
    label = models.CharField(_("what was counted"), max_length=300)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    panels = [FieldPanel("label"), FieldPanel("value"), FieldPanel("unit")]


class PracticeLink(Orderable):
    """Item 18: a reference on the web."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=500)
    panels = [FieldPanel("title"), FieldPanel("url")]

    def allowed_findings(self, field: str) -> frozenset[str]:
        """Let the authors of a work be named in its title."""
        return frozenset({FindingKind.PERSON_NAME} if field == "title" else ())


class ContactPoint(Orderable):
    """Item 18: a way to reach the organisation. Members only unless an editor opens it."""

    class Kind(models.TextChoices):
        """What the value is."""

        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Telephone")
        FAX = "fax", _("Fax")
        ADDRESS = "address", _("Address")

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    value = models.TextField(_("value"))
    tier = models.CharField(
        _("who may see it"), max_length=8, choices=Tier.choices, default=Tier.MEMBERS
    )
    panels = [FieldPanel("kind"), FieldPanel("value"), FieldPanel("tier")]

    def allowed_findings(self, field: str) -> frozenset[str]:
        """Let members be told whom to reach, and everybody where the office is."""
        if self.tier == Tier.PUBLIC:
            if self.kind != self.Kind.ADDRESS:
                return frozenset()
            # Streets bear the names of people.
            return frozenset({FindingKind.STREET_ADDRESS, FindingKind.PERSON_NAME})
        return frozenset(
            {
                FindingKind.PERSON_NAME,
                FindingKind.PERSONAL_EMAIL,
                FindingKind.MOBILE_NUMBER,
                FindingKind.STREET_ADDRESS,
            }
        )


class PracticeTag(ItemBase):
    """A free tag on a chart."""

    tag = models.ForeignKey("taggit.Tag", on_delete=models.CASCADE, related_name="tagged_practices")
    content_object = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        # The order in which they were given; PostgreSQL promises none of its own.
        ordering = ["pk"]
