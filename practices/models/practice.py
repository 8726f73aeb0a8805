"""The practice chart: the eighteen items of the standard form."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Page

from core.models import Country, ResourcePageMixin, TermedPageMixin, Vocabulary
from practices.models.choices import AreaScope, Category, EvidenceLevel, Licence
from practices.models.practice_rows import PracticeTag
from practices.page_forms import PracticePageForm
from practices.panels import practice_edit_handler
from practices.publication import (
    PRACTICE_FIELDS,
    PublicationRules,
    missing_from_practice,
)

YEAR_LIMITS = [MinValueValidator(1900), MaxValueValidator(2100)]
# Addresses under /practices/ that are no charts.
RESERVED_SLUGS = frozenset({"compare", "form"})
ITEM_FEATURES = ["bold", "italic", "h3", "ul", "ol", "link"]


def item_field(label: str | Promise) -> RichTextField:
    """Return the field of an item that is answered in running text."""
    return RichTextField(label, blank=True, features=ITEM_FEATURES)


class PracticePage(PublicationRules, TermedPageMixin, ResourcePageMixin, Page):
    """A chart of the standard form; the page title is the name of the practice (item 3).

    `terms` holds typologies (item 5), target groups (item 9), forms of exploitation, services and topics.
    """

    number = models.PositiveIntegerField(_("chart number"), null=True, blank=True)
    countries = ParentalManyToManyField(
        Country, verbose_name=_("countries"), blank=True, related_name="+"
    )
    name_original = models.CharField(_("name in the original language"), max_length=500, blank=True)
    category = models.CharField(_("category"), max_length=1, choices=Category.choices, blank=True)
    typology_text = models.TextField(_("typology as printed"), blank=True)
    period_start = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, validators=YEAR_LIMITS
    )
    period_end = models.PositiveSmallIntegerField(
        _("last year"),
        null=True,
        blank=True,
        validators=YEAR_LIMITS,
        help_text=_("Leave empty while the practice goes on."),
    )
    area_scope = models.CharField(
        _("geographical area"), max_length=13, choices=AreaScope.choices, blank=True
    )
    area = models.TextField(_("area in words"), blank=True)
    background = item_field(_("background"))
    target_group_note = models.TextField(_("target groups in words"), blank=True)
    objectives = item_field(_("objectives"))
    activities = item_field(_("activities"))
    methods = item_field(_("methods"))
    tools = item_field(_("tools"))
    resources_note = models.TextField(_("remark on the resources"), blank=True)
    results = item_field(_("results"))
    strengths = item_field(_("strengths"))
    innovation = item_field(_("innovation"))
    challenges = item_field(_("challenges"))
    learning = item_field(_("learning, where the form does not separate its parts"))
    transferability = item_field(_("transferability"))
    mainstreaming = item_field(_("mainstreaming"))
    evidence_level = models.CharField(
        _("evidence"),
        max_length=13,
        choices=EvidenceLevel.choices,
        default=EvidenceLevel.NONE_STATED,
    )
    adapted_from = models.ForeignKey(
        "self",
        verbose_name=_("adapted from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adaptations",
    )
    adopted_by = ParentalManyToManyField(
        "directory.OrganisationPage",
        verbose_name=_("adopted by"),
        blank=True,
        related_name="adopted_practices",
    )
    review_by = models.DateField(_("review by"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=12, choices=Licence.choices, blank=True)
    source_title = models.CharField(_("source"), max_length=250, blank=True)
    source_year = models.PositiveSmallIntegerField(
        _("year of the source"), null=True, blank=True, validators=YEAR_LIMITS
    )
    source_number = models.PositiveIntegerField(
        _("chart number in the source"), null=True, blank=True
    )
    source_note = models.TextField(_("remark on the source"), blank=True)
    unrecognised_rows = models.JSONField(
        _("rows of the form that are no items"), default=list, blank=True, editable=False
    )
    tags = ClusterTaggableManager(through=PracticeTag, blank=True, verbose_name=_("tags"))

    base_form_class = PracticePageForm
    edit_handler = practice_edit_handler
    publication_fields = PRACTICE_FIELDS
    missing_for_publication = staticmethod(missing_from_practice)
    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: list[str] = []
    template = "practices/practice_page.html"

    class Meta:
        """Names shown to editors."""

        verbose_name = _("practice chart")
        verbose_name_plural = _("practice charts")

    def clean(self) -> None:
        """Refuse a period that ends before it begins and an address that is taken by a tool."""
        super().clean()
        errors = {}
        if self.period_start and self.period_end and self.period_end < self.period_start:
            errors["period_end"] = _("The last year is before the first year.")
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("This address belongs to a tool of the site; choose another slug.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_ongoing(self) -> bool:
        """Tell whether the practice has begun and no end is known."""
        return self.period_start is not None and self.period_end is None

    @property
    def years(self) -> tuple[int, int] | None:
        """Return first and last year of the period; an open end reaches until today."""
        start = self.period_start or self.period_end
        if start is None:
            return None
        return start, max(start, self.period_end or timezone.localdate().year)

    @property
    def typologies(self) -> list:
        """Return the typologies of intervention (item 5)."""
        return self.terms_of(Vocabulary.TYPOLOGIES)

    @property
    def target_groups(self) -> list:
        """Return the target groups (item 9)."""
        return self.terms_of(Vocabulary.TARGET_GROUPS)
