"""Who speaks for an organisation: users belong to organisations, for a time and in a role."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AffiliationRole(models.TextChoices):
    """What a person may do for the organisation."""

    READER = "reader", _("Reader")
    CONTRIBUTOR = "contributor", _("Contributor")
    MANAGER = "manager", _("Organisation manager")


class AffiliationQuerySet(models.QuerySet):
    """Affiliations, read by time."""

    def current(self) -> Self:
        """Keep those that hold today."""
        today = timezone.localdate()
        return self.filter(since__lte=today).exclude(until__lte=today)

    def managers(self) -> Self:
        """Keep those of managers who can sign in."""
        return self.filter(role=AffiliationRole.MANAGER, user__is_active=True)

    def to_close(self) -> Self:
        """Keep those whose last day has passed and whose end has not taken effect yet."""
        return self.filter(until__lte=timezone.localdate(), closed_at=None)


class Affiliation(models.Model):
    """A person belongs to an organisation from a day on, until a day or until further notice.

    A hand-over is a change of one row: pages belong to the organisation and never to a person. `until` is
    the first day on which the affiliation no longer holds.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="affiliations",
    )
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="affiliations",
    )
    role = models.CharField(
        _("role"),
        max_length=12,
        choices=AffiliationRole.choices,
        default=AffiliationRole.CONTRIBUTOR,
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    closed_at = models.DateTimeField(
        _("closed"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When its end took effect: roles and alerts followed then, and only once."),
    )

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        """One open affiliation a person and organisation."""

        ordering = ["organisation", "user", "since"]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(until=None),
                name="affiliation_one_open",
                violation_error_message=_("This person belongs to the organisation already."),
            )
        ]

    def __str__(self) -> str:
        """Return role and keys: names of people do not belong in logs."""
        return f"{self.role} {self.user_id} of {self.organisation_id}"

    def clean(self) -> None:
        """Refuse an affiliation that ends before it begins."""
        if self.until and self.until < self.since:
            raise ValidationError({"until": _("The last day is before the first day.")})
