"""The outbox of the search: which pages have changed since the index was last written."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """A page whose document must be written anew or taken away; written in the transaction of the change itself."""

    page_id = models.PositiveBigIntegerField(_("page"))
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    retry_at = models.DateTimeField(_("not before"), default=timezone.now)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        """Oldest first."""

        ordering = ["id"]
        verbose_name = _("outbox entry of the search")
        verbose_name_plural = _("outbox entries of the search")
        indexes = [models.Index(fields=["retry_at", "id"], name="search_outbox_due")]

    def __str__(self) -> str:
        """Return the page's id."""
        return f"page {self.page_id}"
