"""Documents of the libraries: a file with its tier, its text by page, and the files that it replaced."""

import hashlib
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from core.access import Tier
from library.extraction.limits import Fault
from library.extraction.pool import ExtractorPool


def cover_storage() -> Storage:
    """Return where covers lie: pictures that the site draws itself, under no public address."""
    return storages["renditions"]


#: kinds that the confined process reads
_TASTED = ("pdf", "docx", "odt", "txt", "html", "htm")
_HARMFUL = (Fault.CRASHED, Fault.TOO_LARGE, Fault.TOO_LONG)


class TextState(models.TextChoices):
    """How far the text of a document has been read."""

    WAITING = "waiting", _("Waiting to be read")
    EXTRACTED = "extracted", _("Text read")
    NO_TEXT = "no_text", _("No text layer")
    FAILED = "failed", _("Could not be read")


class LibraryDocument(AbstractDocument):
    """A file of the library; who may read it is told by `library.document_access` alone.

    `name` is the file's name in its address. It stays when the file is replaced, so that citations hold.
    `text_problem` is one sentence for editors, empty where all went well.
    """

    tier = models.CharField(
        _("who may read it"), max_length=7, choices=Tier.choices, default=Tier.PUBLIC
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        help_text=_("Code of two letters; left empty, it is told from the text."),
    )
    name = models.CharField(max_length=100, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    text_state = models.CharField(
        _("text"),
        max_length=9,
        choices=TextState.choices,
        default=TextState.WAITING,
        editable=False,
        db_index=True,
    )
    text_problem = models.CharField(max_length=500, blank=True, editable=False)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    #: pages of a scan that a machine has read so far
    pages_recognised = models.PositiveIntegerField(default=0, editable=False)
    thumbnail = models.FileField(
        storage=cover_storage, upload_to="documents/covers", blank=True, editable=False
    )
    source_url = models.URLField(_("taken over from"), max_length=500, blank=True, editable=False)
    fetched_at = models.DateTimeField(null=True, blank=True, editable=False)

    #: What goes with a document when it is deleted.
    OWN_PARTS = ("page_texts", "versions")

    admin_form_fields = ("title", "file", "tier", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        """Names shown to editors."""

        abstract = False

    @property
    def filename(self) -> str:
        """Return the name in the address, which a replaced file keeps."""
        return self.name or PurePosixPath(self.file.name).name

    @property
    def url(self) -> str:
        """Return the stable address of the file."""
        return reverse("library_document", args=[self.pk, self.filename])

    @property
    def cover_url(self) -> str:
        """Return the address of the picture of the first page, or nothing where there is none."""
        return reverse("library_thumbnail", args=[self.pk]) if self.thumbnail else ""

    @property
    def is_recognised(self) -> bool:
        """Tell whether the text was read by machine from a scan, and so may have errors."""
        return self.text_state == TextState.EXTRACTED and self.pages_recognised > 0

    def why_not_opened(self) -> str:
        """Return why this file must not be opened while somebody waits, or nothing when it does no harm.

        What the confined process could not read would harm the site's own; a file that waits is tasted there.
        """
        if self.text_state == TextState.FAILED and self.file_extension in _TASTED:
            return self.text_problem
        is_new_pdf = self.text_state == TextState.WAITING and self.file_extension == "pdf"
        if is_new_pdf and self.is_stored_locally():
            with ExtractorPool() as pool:
                if pool.read(Path(self.file.path), "pdf").fault in _HARMFUL:
                    return str(_("Reading the file takes more memory or time than is allowed."))
        return ""

    def _set_document_file_metadata(self) -> None:
        # Wagtail calls this wherever a form brings a new file.
        super()._set_document_file_metadata()
        self.set_checksum()
        self.text_state, self.text_problem = TextState.WAITING, ""

    def set_checksum(self) -> None:
        """Note the SHA-256 of the file as it is kept, cleaned."""
        with self.open_file() as file:
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()


class DocumentPageText(models.Model):
    """The text of one page, counted from 1; of a PDF, the page as it is printed."""

    document = models.ForeignKey(
        LibraryDocument, on_delete=models.CASCADE, related_name="page_texts"
    )
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        """One row a page."""

        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_text_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}:{self.number}"


class DocumentVersion(models.Model):
    """A file that was replaced: kept as it was, for editors."""

    document = models.ForeignKey(LibraryDocument, on_delete=models.CASCADE, related_name="versions")
    # The file stays where it lay: a replacement moves no bytes.
    file = models.FileField(upload_to="documents")
    sha256 = models.CharField(max_length=64, blank=True)
    replaced_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        """The newest first."""

        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return str(self.file.name)
