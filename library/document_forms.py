"""The form by which the admin takes documents: a file that is there already is offered, a replaced one is kept."""

import hashlib
from typing import Any

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clean_uploads.forms import CleanDocumentForm
from core.clean_uploads.storage import CleanFile
from library.models import LibraryDocument
from library.services.documents import (
    address_name,
    find_same,
    put_aside,
    refuse_other_kind,
)


class LibraryDocumentForm(CleanDocumentForm):
    """A document of the library. `keep_both` stores a file a second time, against the offer of the first."""

    keep_both = forms.BooleanField(
        label=gettext_lazy("Store it all the same"), required=False, widget=forms.HiddenInput
    )
    instance: LibraryDocument

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Know who replaces a file."""
        super().__init__(*args, **kwargs)
        self._person = kwargs.get("user")
        if "tier" in self.fields:
            # Forms that send many files at once ask for it afterwards; until then the default holds.
            self.fields["tier"].required = False
        self._before = self.instance.file.name if self.instance.pk else ""

    def clean_tier(self) -> str:
        """Keep the tier where none is sent."""
        return self.cleaned_data["tier"] or self.instance.tier

    def clean_file(self) -> Any:
        """Clean the file; refuse one of another kind in the place of a document's."""
        file = super().clean_file()
        if isinstance(file, CleanFile) and self._before:
            refuse_other_kind(self.instance, file.name or "")
        return file

    def clean(self) -> dict[str, Any]:
        """Offer the document that has the same file already."""
        cleaned: dict[str, Any] = super().clean()
        file = cleaned.get("file")
        if isinstance(file, CleanFile) and not cleaned.get("keep_both"):
            file.seek(0)
            same = find_same(hashlib.file_digest(file, "sha256").hexdigest())
            if same is not None and same.pk != self.instance.pk:
                self._offer(same)
        return cleaned

    def _offer(self, same: LibraryDocument) -> None:
        policy = self.permission_policy
        self.fields["keep_both"].widget = forms.CheckboxInput()
        if policy.user_has_permission_for_instance(self._person, "choose", same):
            sentence = format_html(
                _(
                    "This file is in the library already, as <a href='{}'>{}</a>: choose that one, or tick “Store it"
                    " all the same”."
                ),
                reverse("wagtaildocs:edit", args=[same.pk]),
                same.title,
            )
        else:
            # Whether somebody else keeps the same paper is nobody's business.
            return
        self.add_error("file", sentence)

    def save(self, commit: bool = True) -> LibraryDocument:
        """Keep the file that was there before under the history of the document."""
        is_replaced = bool(self._before) and "file" in self.changed_data
        with transaction.atomic():
            if is_replaced:
                put_aside(self.instance, self._before, self._person)
                self.original_file = None
            if not self.instance.name:
                self.instance.name = address_name(self.instance.file.name)
            document: LibraryDocument = super().save(commit=commit)
        return document
