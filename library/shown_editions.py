"""The editions of a work as one reader may see them: links, and files with what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from core.access import Tier
from library.document_access import Person, access_to
from library.models import Edition, LibraryDocument, LibraryRecord, TextState


@dataclass(frozen=True)
class ShownFile:
    """A file that the reader may open. `note` says why its text is not there or not to be relied on."""

    url: str
    reader_url: str
    cover_url: str
    kind: str
    size: int | None
    pages: int | None
    note: str


@dataclass(frozen=True)
class ShownEdition:
    """An edition; `tier` is set where not everybody may read its file, and `file` is None for those who may not."""

    title: str
    language: str
    language_name: str
    address: str
    remarks: tuple[str, ...]
    tier: Tier | None
    file: ShownFile | None


def shown_editions(work: LibraryRecord, user: Person) -> list[ShownEdition]:
    """Return the editions of a work that are anything to this reader.

    A file for editors is not named to others unless its edition has a link as well.
    """
    editions = _with_documents(work)
    access = access_to({each.document.pk for each in editions if each.document})
    shown = []
    for edition in editions:
        document, file, tier = edition.document, None, None
        if document is not None:
            own = access[document.pk]
            tier = None if own.effective_tier == Tier.PUBLIC else own.effective_tier
            file = _file(document) if own.admits(user) else None
        if file is None and not edition.address and tier in (None, Tier.EDITORS):
            continue
        shown.append(_shown(edition, file, tier))
    return shown


def _with_documents(work: LibraryRecord) -> Sequence[Edition]:
    """Return the editions with their documents read at once; those of a draft are no rows yet."""
    editions: Sequence[Edition] = list(work.editions.all())
    keys = {edition.document_id for edition in editions if edition.document_id}
    documents = LibraryDocument.objects.in_bulk(keys) if keys else {}
    for edition in editions:
        edition.document = documents.get(edition.document_id) if edition.document_id else None
    return editions


def _shown(edition: Edition, file: ShownFile | None, tier: Tier | None) -> ShownEdition:
    document = edition.document
    language = edition.language or (document.language if document and file else "")
    return ShownEdition(
        title=edition.title
        or (document.title if document and file else edition.address)
        or _("A file for members"),
        language=language,
        language_name=language_name(language),
        address=edition.address,
        remarks=tuple(remark for remark in (edition.licence, edition.rights) if remark),
        tier=tier,
        file=file,
    )


def _file(document: LibraryDocument) -> ShownFile:
    return ShownFile(
        url=document.url,
        reader_url=reverse("library_reader", args=[document.pk])
        if document.text_state == TextState.EXTRACTED
        else "",
        cover_url=document.cover_url,
        kind=document.file_extension.upper(),
        size=document.file_size,
        pages=document.page_count,
        note=_text_note(document),
    )


def _text_note(document: LibraryDocument) -> str:
    if document.is_recognised:
        return _("text read by machine from a scan; may have errors")
    return _("no text layer") if document.text_state == TextState.NO_TEXT else ""


def language_name(code: str) -> str:
    """Return the name of a language; one that Django does not know stands as its code."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code.upper()
