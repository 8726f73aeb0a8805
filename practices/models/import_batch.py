"""An import of forms by way of the admin: its files, and what each record in them is to become."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Longer than any single form takes; a batch untouched for so long has lost its worker.
STALLED_AFTER = timedelta(seconds=90)
KEPT_FOR = timedelta(days=7)


class ImportBatchQuerySet(models.QuerySet):
    """Imports, asked for by where they stand."""

    def stalled(self) -> Self:
        """Keep the imports that nobody has worked on for a while although work is due."""
        return self.filter(
            state__in=ImportBatch.WORKING, touched_at__lt=timezone.now() - STALLED_AFTER
        )

    def expired(self) -> Self:
        """Keep the imports whose files have been kept long enough."""
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR, files_removed=False)


class ImportBatch(models.Model):
    """What one person sent at one time; it keeps its state, so the browser may be closed meanwhile."""

    class Kind(models.TextChoices):
        """Which form the files are."""

        PRACTICES = "practices", _("Practice charts")
        CASE_STUDIES = "case-studies", _("Case studies")

    class State(models.TextChoices):
        """Where an import stands."""

        TO_READ = "to-read", _("Waiting to be read")
        READING = "reading", _("Being read")
        REVIEW = "review", _("Ready for your decisions")
        TO_APPLY = "to-apply", _("Waiting to be saved")
        APPLYING = "applying", _("Being saved")
        DONE = "done", _("Finished")
        DISCARDED = "discarded", _("Discarded")

    WORKING = (State.TO_READ, State.READING, State.TO_APPLY, State.APPLYING)
    CLOSED = (State.DONE, State.DISCARDED)

    kind = models.CharField(_("kind of form"), max_length=12, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.TO_READ)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("sent at"), default=timezone.now)
    touched_at = models.DateTimeField(_("last worked on"), default=timezone.now)
    create_organisations = models.BooleanField(_("create missing organisations"), default=True)
    files_removed = models.BooleanField(_("files removed"), default=False)

    wagtail_reference_index_ignore = True
    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-created_at", "-pk"]
        verbose_name = _("import of forms")
        verbose_name_plural = _("imports of forms")

    def __str__(self) -> str:
        """Return kind and day."""
        day = timezone.localtime(self.created_at).strftime("%Y-%m-%d %H:%M")
        return f"{self.get_kind_display()}, {day}"

    @property
    def is_working(self) -> bool:
        """Tell whether work is due or going on without the user."""
        return self.state in self.WORKING

    @property
    def is_reading(self) -> bool:
        """Tell whether the files are not read to the end yet."""
        return self.state in (self.State.TO_READ, self.State.READING)

    @property
    def waits_for_work(self) -> bool:
        """Tell whether work is due that nobody does, because nobody began or the one who did is lost."""
        begun = self.state in (self.State.READING, self.State.APPLYING)
        is_lost = self.touched_at < timezone.now() - STALLED_AFTER
        return self.is_working and (not begun or is_lost)

    @property
    def is_open(self) -> bool:
        """Tell whether the import can still be discarded."""
        return self.state not in self.CLOSED


class ImportFile(models.Model):
    """A file of an import. The name is the sender's and is only shown; `stored_as` is our own."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=255)
    stored_as = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    is_read = models.BooleanField(_("read"), default=False)
    records_read = models.PositiveIntegerField(_("records read"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order in which they were sent."""

        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the sender's name of it."""
        return self.name


class ImportRow(models.Model):
    """A record of an import: what was read, what it would change, what somebody chose, what became of it.

    `problem` set before anything is saved means that there is no record: one sentence says why.
    """

    class Choice(models.TextChoices):
        """What to do with the record."""

        NEW = "new", _("Save as a new draft")
        UPDATE = "update", _("Update as a draft")
        SKIP = "skip", _("Leave out")

    class State(models.TextChoices):
        """What became of it."""

        UNREADABLE = "unreadable", _("Not read")
        OPEN = "open", _("Not saved yet")
        SAVED = "saved", _("Saved as a draft")
        SKIPPED = "skipped", _("Left out")
        FAILED = "failed", _("Not saved")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="rows")
    source = models.CharField(_("source"), max_length=500)
    heading = models.CharField(_("name"), max_length=300, blank=True)
    record = models.JSONField(default=dict)
    original_rows = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    organisations = models.JSONField(default=list)
    existing = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    choice = models.CharField(_("decision"), max_length=6, choices=Choice.choices, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    problem = models.TextField(_("problem"), blank=True)
    result = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    # Not what editors mean by "used in".
    wagtail_reference_index_ignore = True

    class Meta:
        """In the order of the files and of the records within them."""

        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the name of the record, else the file it comes from."""
        return self.heading or self.source
