"""The case study: twelve questions about cooperation across borders, and never a person's data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page

from core.models import Country, ResourcePageMixin, TermedPageMixin
from practices.case_panels import case_study_edit_handler
from practices.models.choices import AgeGroup, Gender
from practices.models.practice import YEAR_LIMITS, item_field
from practices.page_forms import CaseStudyPageForm
from practices.publication import (
    CASE_STUDY_FIELDS,
    PublicationRules,
    missing_from_case_study,
)


class CaseStudyPage(PublicationRules, TermedPageMixin, ResourcePageMixin, Page):
    """A case of transnational cooperation.

    `terms` holds forms of exploitation, recruitment channels and offers (question 2), the channel of
    first contact (question 3), needs (question 1) and lessons. Gender and age group are tick lists:
    no field takes an age, a name, a date or a place of a person.
    """

    number = models.PositiveIntegerField(_("case number"), null=True, blank=True)
    countries = ParentalManyToManyField(
        Country,
        verbose_name=_("countries involved"),
        blank=True,
        related_name="+",
        help_text=_("Only countries whose mention does not narrow a person down."),
    )
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="case_studies",
    )
    printed_organisation = models.CharField(
        _("organisation as printed"), max_length=300, blank=True
    )
    need = item_field(_("involvement and specific need"))
    gender = models.CharField(_("gender"), max_length=11, choices=Gender.choices, blank=True)
    age_group = models.CharField(
        _("adult or child"), max_length=5, choices=AgeGroup.choices, blank=True
    )
    background = item_field(_("background in general words"))
    first_contact = item_field(_("how contact was made"))
    obstacles = item_field(_("problems and obstacles"))
    steps = item_field(_("how obstacles were dealt with"))
    collaboration = item_field(_("how the organisations worked together"))
    assessment_of_wishes = item_field(_("how conditions and wishes were assessed"))
    privacy_measures = item_field(_("privacy procedures"))
    worked = item_field(_("what worked"))
    did_not_work = item_field(_("what did not work"))
    experience = item_field(_("what worked and did not, where the answer does not separate them"))
    tools = item_field(_("tools"))
    recommendations = item_field(_("recommendations"))
    generalised_fields = models.JSONField(_("what was made more general"), default=list, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    source_title = models.CharField(_("source"), max_length=250, blank=True)
    source_year = models.PositiveSmallIntegerField(
        _("year of the source"), null=True, blank=True, validators=YEAR_LIMITS
    )
    source_number = models.PositiveIntegerField(
        _("case number in the source"), null=True, blank=True
    )
    source_collected = models.CharField(_("collected"), max_length=120, blank=True)
    source_note = models.TextField(_("remark on the source"), blank=True)
    unrecognised_rows = models.JSONField(
        _("rows of the form that are no questions"), default=list, blank=True, editable=False
    )

    base_form_class = CaseStudyPageForm
    edit_handler = case_study_edit_handler
    publication_fields = CASE_STUDY_FIELDS
    missing_for_publication = staticmethod(missing_from_case_study)
    parent_page_types = ["practices.CaseStudyIndexPage"]
    subpage_types: list[str] = []
    template = "practices/case_study_page.html"

    class Meta:
        """Names shown to editors."""

        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    @property
    def organisation_name(self) -> str:
        """Return the name in the directory, else the name as printed."""
        return self.organisation.title if self.organisation else self.printed_organisation
