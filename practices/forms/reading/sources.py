"""What kind of file was sent, and the forms in it.

One file, a workbook of many, or an archive of files, read one at a time.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from core.files.kinds import refuse_old_office
from core.files.package import Package
from practices.forms.reading import limits
from practices.forms.reading.documents import Kind, forms_of
from practices.forms.reading.json_forms import read_json
from practices.forms.reading.limits import FormError, readable_size
from practices.forms.reading.word.document import read_document
from practices.forms.reading.workbook import read_workbook
from practices.forms.records import CaseForm, PracticeForm
from practices.forms.vocabulary import FormVocabulary

Source = Path | tuple[str, bytes]
Form = PracticeForm | CaseForm
Result = Form | FormError

logger = logging.getLogger(__name__)

FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"<!DOCTYPE html", "a web page"),
    (b"<html", "a web page"),
)
#: what programs leave in archives, and what nobody sent
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
READABLE = "Send a Word file (.docx), an Excel file (.xlsx), JSON, or a zip of these."


def read(source: Source, kind: Kind, vocabulary: FormVocabulary) -> Iterator[Result]:
    """Give the forms of a source one at a time; what cannot be read is given as a FormError in its place."""
    name = (
        source.name
        if isinstance(source, Path)
        else PurePosixPath(source[0].replace("\\", "/")).name or source[0]
    )
    yield from _guarded(name, lambda: _read_source(source, name, kind, vocabulary))


def _guarded(name: str, forms: Callable[[], Iterator[Result]]) -> Iterator[Result]:
    """Turn whatever goes wrong with one file into a FormError, so that the others go on."""
    try:
        yield from forms()
    except FormError as error:
        yield error
    except RecursionError:
        yield FormError(
            name,
            "the file nests tables or text too deeply to be a form; send the blank form filled in.",
        )
    except MemoryError:
        yield FormError(name, "the file needs more memory than there is; send it in smaller parts.")
    except Exception:
        logger.exception("A form could not be read: %s", name)
        yield FormError(
            name,
            "the file could not be read because of an unforeseen fault in it; open it in its"
            " program, save it again and retry.",
        )


def _read_source(
    source: Source, name: str, kind: Kind, vocabulary: FormVocabulary
) -> Iterator[Result]:
    if isinstance(source, Path):
        try:
            size = source.stat().st_size
            with source.open("rb") as stream:
                head = stream.read(4)
        except (OSError, ValueError) as error:
            raise FormError(
                name,
                "the file cannot be opened"
                f" ({getattr(error, 'strerror', None) or 'its name is not valid'}); check the"
                " path.",
            ) from error
        is_archive = head[:2] == b"PK" and source.suffix.lower() == ".zip"
    else:
        size, is_archive = len(source[1]), source[1][:2] == b"PK" and not _is_office(source[1])
    if is_archive:
        content = source if isinstance(source, Path) else source[1]
        _check_size(size, limits.MAX_ARCHIVE_BYTES, name)
        yield from _read_archive(content, name, kind, vocabulary)
        return
    _check_size(size, limits.MAX_FILE_BYTES, name)
    data = source.read_bytes() if isinstance(source, Path) else source[1]
    if data[:2] == b"PK" and not _is_office(data):
        yield from _read_archive(data, name, kind, vocabulary)
        return
    yield from _read_file(data, name, kind, vocabulary)


def _check_size(size: int, most: int, name: str) -> None:
    if size == 0:
        raise FormError(name, f"the file is empty. {READABLE}")
    if size > most:
        raise FormError(
            name,
            f"the file has {readable_size(size)}, more than the limit of {readable_size(most)};"
            " make pictures smaller or send fewer forms at a time.",
        )


def _is_office(data: bytes) -> bool:
    """Tell an Office file from an archive of files, also when its zip directory is damaged."""
    return (
        b"[Content_Types].xml" in data[:4096]
        or b"[Content_Types].xml" in data[-65536:]
        or b"mimetypeapplication/" in data[:200]
        or any(part in data[-65536:] for part in (b"word/document.xml", b"xl/workbook.xml"))
    )


def _read_file(data: bytes, name: str, kind: Kind, vocabulary: FormVocabulary) -> Iterator[Result]:
    if data[:2] == b"PK":
        yield from _read_office(data, name, kind, vocabulary)
        return
    refuse_old_office(data, name)
    for start, what in FOREIGN:
        if data[:64].lstrip().lower().startswith(start.lower()):
            raise FormError(name, f"it is {what}, whatever its name says. {READABLE}")
    text = _decoded(data)
    if text is not None and text.lstrip()[:1] in ("{", "["):
        yield from read_json(text, name, kind, vocabulary)
        return
    what = "a text file" if text is not None else "no file of a kind that can be read"
    raise FormError(name, f"it is {what}. {READABLE}")


def _decoded(data: bytes) -> str | None:
    for encoding in (
        ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    return None


def _read_office(
    data: bytes, name: str, kind: Kind, vocabulary: FormVocabulary
) -> Iterator[Result]:
    package = Package(data, name)
    if package.has("mimetype"):
        raise FormError(name, f"it is an OpenDocument file (.odt or .ods). {READABLE}")
    main = package.main_part()
    if main is None:
        raise FormError(name, f"the file is damaged: it has no main part. {READABLE}")
    if main.startswith("xl/"):
        yield from read_workbook(data, package, name, kind, vocabulary)
    elif main.startswith("word/"):
        yield from forms_of(read_document(package), name, kind, vocabulary)
    else:
        raise FormError(name, f"it is an Office file of another kind (a presentation?). {READABLE}")


def _read_archive(
    content: bytes | Path, name: str, kind: Kind, vocabulary: FormVocabulary
) -> Iterator[Result]:
    archive = Package(content, name, is_archive=True)
    total = 0
    names = [
        entry
        for entry in archive.entries.values()
        if not entry.is_dir() and not _is_litter(entry.filename)
    ]
    if not names:
        raise FormError(name, f"the zip file holds no files. {READABLE}")
    for entry in names:
        total += entry.file_size
        if total > limits.MAX_ARCHIVE_BYTES * 5:
            raise FormError(
                name,
                "unpacked, the files of the zip come to more than"
                f" {readable_size(limits.MAX_ARCHIVE_BYTES * 5)} (a zip bomb?); the rest was not"
                " read.",
            )
        yield from _guarded(entry.filename, partial(_read_member, archive, entry, kind, vocabulary))
    archive.close()


def _is_litter(name: str) -> bool:
    leaf = name.rsplit("/", 1)[-1]
    return any(part in name for part in LITTER) or leaf.startswith(("~$", "._"))


def _read_member(
    archive: Package, entry: zipfile.ZipInfo, kind: Kind, vocabulary: FormVocabulary
) -> Iterator[Result]:
    name = entry.filename
    path = PurePosixPath(name.replace("\\", "/"))
    if (
        path.is_absolute()
        or ".." in path.parts
        or ":" in path.parts[0]
        or "\\" in entry.orig_filename
        or any(ord(one) < 32 for one in name)
    ):
        raise FormError(
            name,
            "its path in the zip leads outside the archive; zip the files again without folders"
            " above them.",
        )
    if entry.flag_bits & 0x1:
        raise FormError(name, "it is encrypted in the zip; zip the files again without a password.")
    archive.check_entry(entry, name, most=limits.MAX_FILE_BYTES)
    try:
        data = archive.read(name, most=limits.MAX_FILE_BYTES)
    except FormError as error:
        raise FormError(name, error.sentence) from error
    _check_size(len(data), limits.MAX_FILE_BYTES, name)
    if data[:2] == b"PK" and not _is_office(data):
        raise FormError(
            name, "it is a zip inside the zip, which is not opened; put all files into one zip."
        )
    yield from _read_file(data, name, kind, vocabulary)
