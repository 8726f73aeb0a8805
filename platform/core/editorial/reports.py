"""What the check found in a version of a page, and how each finding was answered."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.anonymity import FindingKind

#: The kind of what no detector could read: a locked file, a scanned page, a text without end.
NOT_CHECKED = "not_checked"


class FindingState(models.TextChoices):
    """How a finding stands."""

    OPEN = "open", _("Open")
    RESOLVED = "resolved", _("Resolved by editing")
    ANSWERED = "answered", _("Answered")


class CheckReport(models.Model):
    """The check of one version. `content_at` is the version's time: autosaving writes into the same version."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="check_reports"
    )
    revision = models.OneToOneField(
        "wagtailcore.Revision",
        null=True,
        on_delete=models.SET_NULL,
        related_name="check_report",
    )
    content_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(auto_now=True)

    # A report is no use of the page that it is about.
    wagtail_reference_index_ignore = True

    class Meta:
        """The newest first."""

        ordering = ["-pk"]
        verbose_name = _("report of the do-no-harm check")
        verbose_name_plural = _("reports of the do-no-harm check")
        default_permissions = ()

    def __str__(self) -> str:
        """Return the keys of page and version."""
        return f"check of page {self.page_id}, version {self.revision_id}"


class FindingQuerySet(models.QuerySet):
    """Findings by how they stand."""

    def open(self) -> Self:
        """Keep those that nobody mended or answered."""
        return self.filter(state=FindingState.OPEN)


class FindingRow(models.Model):
    """A finding, or a group of alike ones in one field. It never holds the text: the page has that.

    `fingerprint` is a keyed hash of the words and the words around them, so that an answer holds for the
    same text at the same place and for no other.
    """

    report = models.ForeignKey(CheckReport, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=250)
    label = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=FindingState.choices, default=FindingState.OPEN)
    reason = models.TextField(_("reason"), blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """A text at a place is one finding of a kind."""

        ordering = ["pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind", "place", "fingerprint"], name="finding_once_a_report"
            )
        ]

    def __str__(self) -> str:
        """Return kind and place."""
        return f"{self.kind} in {self.place}"

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes two findings of two versions the same."""
        return self.kind, self.place, self.fingerprint

    @property
    def kind_label(self) -> str | Promise:
        """Return the kind in words."""
        return kind_label(self.kind)

    @property
    def advice(self) -> str | Promise:
        """Return why the kind is a risk and what to write instead."""
        if self.kind == NOT_CHECKED:
            return _("Nobody but a person can look into it. Read it, then say what you found.")
        return FindingKind(self.kind).help_text


def kind_label(kind: str) -> str | Promise:
    """Return a kind of finding in words."""
    return _("Could not be read") if kind == NOT_CHECKED else FindingKind(kind).label
