"""What is kept of searches: how many there were on a day, and words that found nothing and were common enough.

No row is about one search: there is no time but the day, no address, no person, no query.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountKind(models.TextChoices):
    """What a count is of; `name` and `value` of the row say which one."""

    ASKED = "asked", _("searches")
    ANSWER = "answer", _("answers")
    FACET = "facet", _("filters")


class SearchCount(models.Model):
    """How often something was asked on a day.

    Of searches `name` is words or browsing, of answers found, nothing or refused, of filters the facet. A row of a
    facet without `value` counts the searches that it narrowed, one with `value` those narrowed to that value.
    """

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=CountKind.choices)
    name = models.CharField(_("name"), max_length=40)
    value = models.CharField(_("value"), max_length=120, blank=True)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        """Each counted once a day."""

        ordering = ["day", "kind", "name", "value"]
        verbose_name = _("count of searches")
        verbose_name_plural = _("counts of searches")
        default_permissions = ("view",)
        permissions = [("explain_search", "Can see how the search comes to its results")]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "name", "value"], name="count_once_a_day"
            )
        ]

    def __str__(self) -> str:
        """Return what was counted."""
        return f"{self.day} {self.kind} {self.name} {self.value}: {self.count}"


class UnansweredWord(models.Model):
    """A single word that found nothing at least five times on a day; rarer ones are never written down."""

    day = models.DateField(_("day"))
    word = models.CharField(_("word"), max_length=40)
    count = models.PositiveIntegerField(_("count"))

    class Meta:
        """Each word once a day."""

        ordering = ["day", "word"]
        verbose_name = _("word without an answer")
        verbose_name_plural = _("words without an answer")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "word"], name="word_once_a_day")]

    def __str__(self) -> str:
        """Return the word."""
        return self.word
