"""What an import did, so that it can be taken back."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class ImportRun(models.Model):
    """One import by command: known by its id, taken back by it."""

    kind = models.CharField(_("kind"), max_length=40)
    sources = models.TextField(_("files"), blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        """Return the id and the kind."""
        return f"{self.pk} ({self.kind})"


class ImportedRecord(models.Model):
    """What an import made or revised: how it was before, and the revision that the import left.

    A record that is a row and no page has no revisions: `after` is how the import left it.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="records")
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    is_new = models.BooleanField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    draft_before = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    live_before = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    was_live = models.BooleanField(default=False)
    revision_after = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        """In the order of the import."""

        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the import and the page."""
        return f"{self.run_id}: {self.page_id}"
