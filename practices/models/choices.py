"""The fixed choices of the standard form."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """Item 4: the four categories of the handbook. They are fixed; explanations stand on their pages."""

    A = "A", _("Prevention, training and research")
    B = "B", _("Identification, first assistance and protection")
    C = "C", _("Long-term assistance and social and labour inclusion")
    D = "D", _("Other kinds of practices: coordination and networking")


class AreaScope(models.TextChoices):
    """Item 7: how far a practice reaches."""

    LOCAL = "local", _("Local")
    NATIONAL = "national", _("National")
    TRANSNATIONAL = "transnational", _("Transnational")


class EvidenceLevel(models.TextChoices):
    """How well the results of a practice are known; from nothing stated to evaluated by others."""

    NONE_STATED = "none-stated", _("None stated")
    SELF_REPORTED = "self-reported", _("Self-reported")
    MONITORED = "monitored", _("Monitored")
    SURVEYED = "surveyed", _("Surveyed")
    EVALUATED = "evaluated", _("Externally evaluated")


class Licence(models.TextChoices):
    """Under which terms others may use the text."""

    NOT_STATED = "", _("Not stated")
    CC0 = "CC0-1.0", _("Public domain (CC0 1.0)")
    CC_BY = "CC-BY-4.0", _("Attribution (CC BY 4.0)")
    CC_BY_SA = "CC-BY-SA-4.0", _("Attribution, share alike (CC BY-SA 4.0)")
    CC_BY_NC = "CC-BY-NC-4.0", _("Attribution, not commercial (CC BY-NC 4.0)")
    ALL_RIGHTS = "all-rights", _("All rights reserved")


class Gender(models.TextChoices):
    """Question 2 of the case study form."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    TRANSGENDER = "transgender", _("Transgender")
    MIXED = "mixed", _("Persons of several genders")


class AgeGroup(models.TextChoices):
    """Question 2 of the case study form: a child is under 18. Never an exact age."""

    ADULT = "adult", _("Adult")
    MINOR = "minor", _("Child (under 18)")
    MIXED = "mixed", _("Adults and children")
