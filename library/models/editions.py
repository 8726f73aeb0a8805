"""Language editions of a work."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from library.models.documents import LibraryDocument


class Edition(Orderable):
    """A work in one language: its file, a link to it, or both."""

    page = ParentalKey("library.LibraryRecord", on_delete=models.CASCADE, related_name="editions")
    language = models.CharField(_("language"), max_length=8, blank=True)
    title = models.CharField(_("title in this language"), max_length=500, blank=True)
    # Revisions name the document by its key: django-modelcluster restores one whose target is gone
    # with SET_NULL and CASCADE alone, and a deleted file must not take its edition with it.
    document = models.ForeignKey(
        LibraryDocument,
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="editions",
    )
    address = models.URLField(_("link"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    rights = models.CharField(_("rights note"), max_length=250, blank=True)

    panels = [
        FieldPanel("language"),
        FieldPanel("title"),
        FieldPanel("document"),
        FieldPanel("address"),
        FieldPanel("licence"),
        FieldPanel("rights"),
    ]

    class Meta(Orderable.Meta):
        """Names shown to editors."""

        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def clean(self) -> None:
        """Ask for a file or a link: an edition without either leads nowhere."""
        super().clean()
        if not self.address and not self.document_id:
            raise ValidationError({"address": _now("Give a link, or choose a file.")})
