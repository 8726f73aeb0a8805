"""The outbox of the search, and what harvesters have to be told of records that are no longer public."""

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


class Withdrawal(models.Model):
    """When a record ceased to be public, or became so again without being published anew.

    Harvesters have copies of it: they are told. Of a page that no longer exists nothing else is kept.
    """

    page_id = models.PositiveBigIntegerField(_("page"), primary_key=True)
    set_spec = models.CharField(_("set"), max_length=40)
    changed_at = models.DateTimeField(_("changed"), db_index=True)
    is_deleted = models.BooleanField(_("withdrawn"))

    class Meta:
        """Oldest first."""

        ordering = ["changed_at", "page_id"]
        verbose_name = _("withdrawn record")
        verbose_name_plural = _("withdrawn records")

    def __str__(self) -> str:
        """Return the page's id."""
        return f"page {self.page_id}"


class IndexTicket(models.Model):
    """The last of the numbers under which changes were written to an index; one row, which only ever grows."""

    last = models.PositiveBigIntegerField(_("last number"), default=0)

    class Meta:
        """Counted, never listed."""

        verbose_name = _("number of index changes")
        verbose_name_plural = _("numbers of index changes")

    def __str__(self) -> str:
        """Return the number."""
        return str(self.last)
