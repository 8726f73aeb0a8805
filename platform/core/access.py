"""The three tiers of access that records, contacts, locations and documents can have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """Who may see a thing: everybody, signed-in members, or editors alone."""

    PUBLIC = "public", _("Public")
    MEMBERS = "members", _("Members")
    EDITORS = "editors", _("Editors")
