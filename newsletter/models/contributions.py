"""Notes from the countries: editors ask, organisations answer in a short form."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SlotState(models.TextChoices):
    """Where a request for a note stands."""

    OPEN = "open", _("asked")
    GIVEN = "given", _("note received")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    CLOSED = "closed", _("nothing came")


class ContributionSlot(models.Model):
    """A place in an issue that waits for a note from a country.

    The mail to the asked organisation holds a secret link; its hash finds the row. An issue goes out without the
    slots that nobody filled.
    """

    issue = models.ForeignKey(
        "newsletter.IssuePage",
        verbose_name=_("issue"),
        on_delete=models.CASCADE,
        related_name="contribution_slots",
    )
    country = models.ForeignKey(
        "core.Country", verbose_name=_("country"), on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_address = models.EmailField(
        _("asked by mail"), blank=True, help_text=_("An address of the organisation.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    question = models.CharField(_("what is asked for"), max_length=250, blank=True)
    deadline = models.DateField(_("until"))
    link_hash = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(
        _("state"), max_length=10, choices=SlotState.choices, default=SlotState.OPEN
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    link = models.URLField(_("link"), blank=True)
    given_by = models.CharField(_("signed"), max_length=150, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One request an issue, country and organisation."""

        ordering = ["deadline", "pk"]
        verbose_name = _("contribution from a country")
        verbose_name_plural = _("contributions from countries")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "country", "organisation"], name="contribution_once"
            )
        ]

    def __str__(self) -> str:
        """Return country and state."""
        return f"{self.country_id} {self.state}"
