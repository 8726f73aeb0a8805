"""What policies choose from: how far they reach, whether they hold, how they stand to each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyLevel(models.TextChoices):
    """How far an instrument reaches."""

    GLOBAL = "global", _("Global")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")


class PolicyStatus(models.TextChoices):
    """Whether an instrument holds today."""

    IN_FORCE = "in-force", _("In force")
    REPLACED = "replaced", _("Replaced")
    EXPIRED = "expired", _("Expired")
    POLITICAL = "political", _("Political commitment")
    UNKNOWN = "unknown", _("Not known")


class RelationKind(models.TextChoices):
    """How one instrument stands to another."""

    SUPERSEDES = "supersedes", _("supersedes")
    AMENDS = "amends", _("amends")
    IMPLEMENTS = "implements", _("implements")
    ENDORSED_BY = "endorsed_by", _("is endorsed by")
