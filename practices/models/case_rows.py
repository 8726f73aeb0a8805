"""The ordered rows of a case study."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class CaseActor(Orderable):
    """Question 5: an authority or agency that took part, and its role."""

    class Kind(models.TextChoices):
        """What sort of body took part."""

        NGO = "ngo", _("NGO")
        SHELTER_PROVIDER = "shelter-provider", _("Shelter provider")
        NATIONAL_COORDINATOR = "national-coordinator", _("National coordination body")
        MINISTRY = "ministry", _("Ministry")
        LOCAL_AUTHORITY = "local-authority", _("Local authority")
        POLICE = "police", _("Police")
        PROSECUTION_COURT = "prosecution-court", _("Prosecution or court")
        EMBASSY_CONSULATE = "embassy-consulate", _("Embassy or consulate")
        INTERNATIONAL_ORGANISATION = "international-organisation", _("International organisation")
        HEALTH_PROVIDER = "health-provider", _("Health service")
        LEGAL_PROFESSIONAL = "legal-professional", _("Lawyer or legal service")
        DONOR = "donor", _("Donor")
        OTHER = "other", _("Other")

    page = ParentalKey("practices.CaseStudyPage", on_delete=models.CASCADE, related_name="actors")
    kind = models.CharField(_("kind"), max_length=26, choices=Kind.choices, blank=True)
    role = models.TextField(_("body and role"))
    panels = [FieldPanel("kind"), FieldPanel("role")]
