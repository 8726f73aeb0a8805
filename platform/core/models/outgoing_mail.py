"""Mail that is on its way out: written with the change that it tells of, removed once it is sent."""

from django.db import models
from django.utils import timezone


class OutgoingMail(models.Model):
    """One mail to one address. It may hold a link for its reader alone, so no row outlives its sending."""

    to = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    queued_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        """Return the key: addresses of people do not belong in logs."""
        return f"mail {self.pk}"
