"""Controlled vocabularies: one row a concept, with its labels and search words in every language.

A concept is one row and not one row a language: a record points to the concept, and facets count it
once whatever language the reader uses (the way SKOS has one concept with many labels).
"""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    """The lists that a term can belong to; values are the names used in JSON and in addresses."""

    PRACTICE_CATEGORIES = "practice_categories", _("Practice categories")
    TYPOLOGIES = "typologies", _("Typologies of intervention")
    EXPLOITATION_FORMS = "exploitation_forms", _("Forms of exploitation")
    TARGET_GROUPS = "target_groups", _("Target groups")
    SERVICES = "services", _("Services")
    ORGANISATION_TYPES = "organisation_types", _("Organisation types")
    TOPICS = "topics", _("Topics")
    DOCUMENT_TYPES = "document_types", _("Document types")
    REFERRAL_STAGES = "referral_stages", _("Referral stages")
    FOUR_PS = "four_ps", _("Four Ps")
    REGIONS = "regions", _("Named regions")
    LANGUAGES = "languages", _("Languages")
    MEMBERSHIP_STATUSES = "membership_statuses", _("Membership statuses")
    AREA_SCOPES = "area_scopes", _("Geographical areas")
    POLICY_LEVELS = "policy_levels", _("Policy levels")
    POLICY_STATUSES = "policy_statuses", _("Policy statuses")
    RECRUITMENT_CHANNELS = "recruitment_channels", _("Recruitment channels")
    RECRUITMENT_OFFERS = "recruitment_offers", _("Recruitment offers")
    CONTACT_CHANNELS = "contact_channels", _("Channels of first contact")
    AGE_GROUPS = "age_groups", _("Age groups")
    GENDERS = "genders", _("Genders")
    CASE_NEEDS = "case_needs", _("Needs in a case")
    LESSON_TAGS = "lesson_tags", _("Lessons")
    NEWS_KINDS = "news_kinds", _("News kinds")
    MECHANISM_KINDS = "mechanism_kinds", _("Mechanism kinds")


class TermQuerySet(models.QuerySet):
    """Terms, read list by list."""

    def of(self, vocabulary: str) -> Self:
        """Keep the terms of one vocabulary, in the order of that list."""
        return self.filter(vocabulary=vocabulary)


class Term(models.Model):
    """A concept of a vocabulary with a stable slug, known to JSON, addresses and the search index."""

    vocabulary = models.CharField(_("vocabulary"), max_length=32, choices=Vocabulary.choices)
    slug = models.SlugField(_("slug"), max_length=80)
    label = models.CharField(_("label"), max_length=200)
    labels = models.JSONField(
        _("labels in other languages"),
        default=dict,
        blank=True,
        help_text=_('By language code: {"fr": "…", "de": "…"}'),
    )
    scope_note = models.TextField(_("scope note"), blank=True)
    synonyms = models.JSONField(
        _("synonyms"), default=list, blank=True, help_text=_("Words that readers type instead.")
    )
    synonyms_by_language = models.JSONField(
        _("synonyms in other languages"), default=dict, blank=True
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("broader term"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="narrower",
    )
    code = models.CharField(
        _("code"), max_length=8, blank=True, help_text=_("The letter of a practice category.")
    )
    category = models.CharField(
        _("category"), max_length=1, blank=True, help_text=_("The category a typology belongs to.")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        """A slug is unique within its list."""

        ordering = ["vocabulary", "sort_order", "label"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "slug"],
                name="term_slug_unique_in_vocabulary",
                violation_error_message=_("This vocabulary has a term with this slug already."),
            )
        ]

    def __str__(self) -> str:
        """Return the label in the active language."""
        return self.name

    @property
    def name(self) -> str:
        """Return the label in the active language, else the English one."""
        language = (get_language() or "en").split("-")[0]
        return self.labels.get(language) or self.label
