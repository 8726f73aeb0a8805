"""How an organisation belongs to the network: its status today and the periods of the register."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

YEAR_LIMITS = [MinValueValidator(1900), MaxValueValidator(2100)]


class MembershipStatus(models.TextChoices):
    """How an organisation belongs to the network."""

    FOUNDER = "founder", _("Founder")
    MEMBER = "member", _("Member")
    PARTNER = "partner", _("Partner")
    OBSERVER = "observer", _("Observer")
    FORMER = "former", _("Former member")
    LISTED = "listed", _("Listed")


class MembershipPeriod(models.Model):
    """One line of the membership register: a status from a year, to a year or until today.

    The register is the editors'; it is no part of a page's revisions, so that no draft can change it.
    """

    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="membership_periods",
    )
    status = models.CharField(_("status"), max_length=10, choices=MembershipStatus.choices)
    since = models.PositiveSmallIntegerField(
        _("from year"), null=True, blank=True, validators=YEAR_LIMITS
    )
    until = models.PositiveSmallIntegerField(
        _("to year"), null=True, blank=True, validators=YEAR_LIMITS
    )
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        """In the order of time; an organisation has one open period at most."""

        ordering = ["organisation", models.F("since").asc(nulls_first=True), "pk"]
        verbose_name = _("membership period")
        verbose_name_plural = _("membership periods")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(until=None),
                name="membership_one_open_period",
                violation_error_message=_("The organisation has an open period already."),
            )
        ]

    def __str__(self) -> str:
        """Return status and years."""
        return f"{self.get_status_display()} {self.since or ''}–{self.until or ''}"

    def clean(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The last year is before the first year.")})
