"""From a path or bytes to a report: what kind of file it is, all its places, and its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from core.anonymity import Finding, FindingKind, find_in_text
from core.confidential_files.content import Content, Place
from core.confidential_files.other_office import read_open_document, read_presentation
from core.confidential_files.pdf import read_pdf
from core.confidential_files.picture import read_picture
from core.confidential_files.plain_text import read_plain_text
from core.confidential_files.word import read_word
from core.confidential_files.workbook import read_workbook
from core.files.kinds import FileKind, kind_of
from core.files.limits import MEGABYTE, readable_size
from core.files.package import Package
from core.files.problems import FAULTS, UnreadableFile

MAX_FILE_BYTES = 100 * MEGABYTE
_DAMAGED = "the file is damaged; open it in its program, save it again and retry."
_EMBEDDED = re.compile(r"(?:word|xl|ppt)/embeddings/")
READABLE = "Send txt, docx, xlsx, pdf, jpeg or png."


@dataclass(frozen=True, slots=True)
class FileReport:
    """Hold what was found in one file; `notes` say what could not be looked into."""

    source: str
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: the texts by place, for showing a finding in its sentence
    texts: dict[str, list[str]] = field(default_factory=dict)


def check_path(path: Path, source: str = "") -> FileReport:
    """Check a file on disk; raise UnreadableFile when it cannot be read."""
    name = source or path.name
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableFile(name, _too_large(size))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise UnreadableFile(
            name, f"the file cannot be opened ({reason}); check the path."
        ) from error
    return check_content(data, path.name, source=name)


def check_content(data: bytes, name: str, *, source: str = "") -> FileReport:
    """Check the bytes of a file and its name; raise UnreadableFile when they cannot be read."""
    shown = source or PurePosixPath(name.replace("\\", "/")).name
    content = Content()
    _read(data, shown, content, is_inner=False)
    texts: dict[str, list[str]] = {}
    for text in content.texts:
        for place in {text.place, *(one.place for one in text.stretches)}:
            texts.setdefault(place, []).append(text.text)
    findings = [*content.findings(), *findings_in_file_name(name)]
    return FileReport(shown, findings, content.notes, texts)


def findings_in_file_name(name: str) -> Iterator[Finding]:
    """Search the name of a file: underlines and hyphens part its words as blanks do."""
    leaf = PurePosixPath(name.replace("\\", "/")).name
    stem = PurePosixPath(leaf).stem
    spaced = re.sub(r"[_+]|(?<=[^\W\d]{3})[-.](?=[^\W\d]{3})", " ", stem)
    found: set[tuple[str, int]] = set()
    for text in dict.fromkeys((stem, spaced)):
        for one in find_in_text(text, place=Place.FILE_NAME):
            if (one.kind, one.start) not in found:
                found.add((one.kind, one.start))
                yield _in_name(leaf, one)
    if spaced.islower():
        # Names of files are often written small throughout; one such word alone says too little.
        for one in find_in_text(spaced.title(), place=Place.FILE_NAME):
            if one.kind == FindingKind.PERSON_NAME and " " in one.text:
                yield _in_name(leaf, one)


def _in_name(leaf: str, one: Finding) -> Finding:
    return Finding(one.kind, leaf[one.start : one.end], one.start, one.end, Place.FILE_NAME)


def _too_large(size: int) -> str:
    return (
        f"the file has {readable_size(size)}, more than the limit of"
        f" {readable_size(MAX_FILE_BYTES)}; make its pictures smaller or send it in parts."
    )


def _read(data: bytes, name: str, content: Content, *, is_inner: bool) -> None:
    if not data:
        raise UnreadableFile(name, f"the file is empty. {READABLE}")
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFile(name, _too_large(len(data)))
    kind = kind_of(data, name)
    try:
        if kind.is_picture:
            read_picture(data, name, content)
        elif kind == FileKind.PDF:
            read_pdf(data, name, content)
        elif kind == FileKind.TEXT:
            read_plain_text(data, name, content)
        else:
            _read_office(data, name, kind, content, is_inner=is_inner)
    except UnreadableFile:
        raise
    except RecursionError as error:
        raise UnreadableFile(
            name, "the file nests its text too deeply; save it as plain text and check that."
        ) from error
    except FAULTS as error:
        raise UnreadableFile(name, _DAMAGED) from error


def _read_office(
    data: bytes, name: str, kind: FileKind, content: Content, *, is_inner: bool
) -> None:
    package = Package(data, name)
    if kind == FileKind.WORD:
        read_word(package, content)
    elif kind == FileKind.EXCEL:
        read_workbook(package, content)
    elif kind == FileKind.POWERPOINT:
        read_presentation(package, content)
    elif kind == FileKind.OPEN_DOCUMENT:
        read_open_document(package, content)
    else:
        raise UnreadableFile(name, f"it is {kind.label}, which cannot be checked. {READABLE}")
    for part in package.entries:
        if _EMBEDDED.match(part):
            _read_embedded(package.read(part), PurePosixPath(part).name, content, is_inner)


def _read_embedded(data: bytes, name: str, content: Content, is_inner: bool) -> None:
    """Read a file inside an Office file; a file inside that one is named, not opened."""
    inner = Content()
    try:
        if is_inner:
            raise UnreadableFile(name, "it lies inside a file that is itself embedded.")
        _read(data, name, inner, is_inner=True)
    except UnreadableFile as error:
        content.notes.append(f"the embedded file {name} was not checked: {error.sentence}")
    content.include(inner, Place.ATTACHMENT)
