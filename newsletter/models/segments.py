"""Saved audiences: rules that are applied anew whenever an issue is queued."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Segment(models.Model):
    """Readers who meet every rule that is set; inside a rule one value is enough. An empty rule asks nothing.

    Rules narrow an audience and are no lists to leave: whoever leaves, leaves the newsletter.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    interests = models.JSONField(
        _("interests"),
        default=list,
        blank=True,
        help_text=_("Facet and value each, as in an address of the search: topic=advocacy"),
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    roles = models.JSONField(_("roles"), default=list, blank=True)
    organisation_types = models.JSONField(_("types of organisation"), default=list, blank=True)
    members_only = models.BooleanField(_("people of member organisations alone"), default=False)
    joined_since = models.DateField(_("confirmed since"), null=True, blank=True)

    class Meta:
        """Names shown to editors."""

        ordering = ["name"]
        verbose_name = _("segment")
        verbose_name_plural = _("segments")

    def __str__(self) -> str:
        """Return the name."""
        return self.name
