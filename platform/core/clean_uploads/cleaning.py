"""From an uploaded file to one that tells nothing of its makers, by what kind of file it is."""

from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from core.clean_uploads.office import clean_office
from core.clean_uploads.open_document import clean_open_document
from core.clean_uploads.pdf import clean_pdf
from core.clean_uploads.pictures import clean_picture
from core.clean_uploads.refusal import RefusedFile
from core.clean_uploads.virus_scan import refuse_infected
from core.clean_uploads.web_page import clean_web_page, is_web_page
from core.files.decoding import decoded
from core.files.kinds import FileKind, kind_of
from core.files.limits import MEGABYTE
from core.files.problems import FAULTS, UnreadableFile

#: what a file with this ending must be; everything else is not taken
ACCEPTED = {
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "png": FileKind.PNG,
    "gif": FileKind.GIF,
    "webp": FileKind.WEBP,
    "avif": FileKind.AVIF,
    "pdf": FileKind.PDF,
    "docx": FileKind.WORD,
    "xlsx": FileKind.EXCEL,
    "pptx": FileKind.POWERPOINT,
    "odt": FileKind.OPEN_DOCUMENT,
    "ods": FileKind.OPEN_DOCUMENT,
    "odp": FileKind.OPEN_DOCUMENT,
    "txt": FileKind.TEXT,
    "csv": FileKind.TEXT,
    "json": FileKind.TEXT,
    "html": FileKind.WEB_PAGE,
    "htm": FileKind.WEB_PAGE,
}
_OFFICE = (FileKind.WORD, FileKind.EXCEL, FileKind.POWERPOINT)


def cleaned(data: bytes, name: str) -> bytes:
    """Return a file without what it says of its makers; raise RefusedFile when that cannot be done."""
    leaf = PurePosixPath(name.replace("\\", "/")).name
    kind = _checked_kind(data, leaf)
    refuse_infected(data, leaf)
    try:
        if kind.is_picture:
            return clean_picture(data, leaf)
        if kind == FileKind.PDF:
            return clean_pdf(data, leaf)
        if kind in _OFFICE:
            return clean_office(data, leaf)
        if kind == FileKind.OPEN_DOCUMENT:
            return clean_open_document(data, leaf)
        if kind == FileKind.WEB_PAGE:
            return clean_web_page(data, leaf)
        decoded(data, leaf)
        return data
    except UnreadableFile as error:
        raise _refusal(error) from error
    except FAULTS as error:
        raise RefusedFile(
            _("%(name)s: the file is damaged; open it in its program, save it again and retry.")
            % {"name": leaf},
            code="damaged",
        ) from error


def _checked_kind(data: bytes, name: str) -> FileKind:
    """Return the kind, if the ending of the name says the same and the size is within the limit."""
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    expected = ACCEPTED.get(ending)
    if expected is None:
        raise RefusedFile(
            _("%(name)s: files of this kind are not taken. Save it as %(kinds)s.")
            % {"name": name, "kinds": ", ".join(sorted(ACCEPTED))},
            code="kind",
        )
    if not data:
        raise RefusedFile(_("%(name)s: the file is empty.") % {"name": name}, code="empty")
    _check_size(len(data), expected, name)
    if expected == FileKind.WEB_PAGE and is_web_page(data):
        return expected
    try:
        kind = kind_of(data, name)
    except UnreadableFile as error:
        raise _refusal(error) from error
    if kind != expected:
        raise RefusedFile(
            _(
                "%(name)s: it is %(kind)s, whatever its name says. Save it in the kind it is named for."
            )
            % {"name": name, "kind": kind.label},
            code="kind",
        )
    return kind


def _check_size(size: int, kind: FileKind, name: str) -> None:
    most = (
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        if kind.is_picture
        else settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    )
    if size > most:
        raise RefusedFile(
            _(
                "%(name)s: the file has %(size).0f MB, more than the limit of %(most).0f MB. Make it smaller."
            )
            % {"name": name, "size": size / MEGABYTE, "most": most / MEGABYTE},
            code="size",
        )


def _refusal(error: UnreadableFile) -> RefusedFile:
    return RefusedFile(str(error), code="unreadable")
