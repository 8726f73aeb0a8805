"""The three tiers of access that records, contacts, locations and documents can have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """Who may see a thing: everybody, signed-in members, or editors alone."""

    PUBLIC = "public", _("Public")
    MEMBERS = "members", _("Members")
    EDITORS = "editors", _("Editors")

    def includes(self, tier: "Tier | str") -> bool:
        """Tell whether a viewer of this tier may see a thing of `tier`."""
        return _PLACES[Tier(tier)] <= _PLACES[self]


# Asked for every contact of every entry of a download, so the order is looked up and not sought.
_PLACES = {tier: place for place, tier in enumerate(Tier)}
