"""Mail that readers ordered by themselves: saved searches, and the steps of the welcome."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class AlertRhythm(models.TextChoices):
    """How often new matches are mailed."""

    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("once a week")


class SavedSearch(models.Model):
    """A query string of the site whose new matches a reader gets by mail. To follow a country is `country=FR`.

    `looked_at` is until when its matches are known; a record is reported once (`SavedSearchMatch`).
    """

    subscriber = models.ForeignKey(
        "newsletter.Subscriber", on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("search"), max_length=1000)
    rhythm = models.CharField(
        _("how often"), max_length=8, choices=AlertRhythm.choices, default=AlertRhythm.WEEKLY
    )
    created_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Saved once."""

        ordering = ["name", "pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "query"], name="saved_search_once")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class SavedSearchMatch(models.Model):
    """A record that a saved search found already."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="matches")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    class Meta:
        """Found once."""

        constraints = [models.UniqueConstraint(fields=["search", "page"], name="match_once")]

    def __str__(self) -> str:
        """Return the keys."""
        return f"{self.search_id}: {self.page_id}"


class WelcomeMail(models.Model):
    """One step of the welcome that a new reader gets after confirming.

    A step is for those whose day comes after it was written: nobody is welcomed who has long been here.
    """

    position = models.PositiveSmallIntegerField(
        _("step"), default=1, validators=[MinValueValidator(1)]
    )
    days_after = models.PositiveSmallIntegerField(
        _("days after confirming"), default=0, validators=[MaxValueValidator(365)]
    )
    language = models.CharField(
        _("language"), max_length=10, default="en", choices=settings.LANGUAGES
    )
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), help_text=_("Plain text; an empty line begins a paragraph."))
    is_on = models.BooleanField(_("is sent"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("position"), FieldPanel("language"), FieldPanel("days_after")]),
        FieldPanel("subject"),
        FieldPanel("body"),
        FieldPanel("is_on"),
    ]

    class Meta:
        """One text a step and language."""

        ordering = ["position", "language"]
        verbose_name = _("welcome mail")
        verbose_name_plural = _("welcome mails")
        constraints = [
            models.UniqueConstraint(fields=["position", "language"], name="welcome_step_once")
        ]

    def __str__(self) -> str:
        """Return step and subject."""
        return f"{self.position}. {self.subject}"
