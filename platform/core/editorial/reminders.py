"""Which reminders of a review date were sent, so that none is sent twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderStage(models.TextChoices):
    """When the reminder was due."""

    BEFORE = "before", _("Before the date")
    AFTER = "after", _("After the date")


class ReviewReminder(models.Model):
    """One reminder for one date of a page; a new date is reminded of anew."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="review_reminders"
    )
    due_on = models.DateField()
    stage = models.CharField(max_length=6, choices=ReminderStage.choices)
    sent_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """Once a stage of a date."""

        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page", "due_on", "stage"], name="review_reminder_once")
        ]

    def __str__(self) -> str:
        """Return page and date."""
        return f"{self.stage} {self.due_on} of page {self.page_id}"
