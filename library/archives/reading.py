"""Reads a ZIP of records and files. Nothing is unpacked to disk, and what the ZIP says of itself is not believed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.access import Tier
from core.exchange import ReadRecord
from core.exchange.reading import Read, read_json
from core.files.limits import MEGABYTE, readable_size
from core.files.package import Package
from core.files.problems import UnreadableFile
from library.models import LibraryDocument
from library.services.documents import KINDS

RECORDS = "records.json"
MAX_ZIP_BYTES = 1024 * MEGABYTE
_KEYS = {"path", "language", "tier"}
#: What operating systems add to a ZIP by themselves.
_CHAFF = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass
class ArchivedFile:
    """A file of a ZIP that a record names; `document` is what it became, as long as its record is kept."""

    path: str
    language: str
    tier: Tier
    package: Package
    entry: str
    document: LibraryDocument | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """Return the name of the file without its folders."""
        return PurePosixPath(self.path).name

    def read(self) -> bytes:
        """Return the bytes; raises UnreadableFile."""
        return self.package.read(self.entry, most=settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)


def read_zip(path: Path) -> Iterator[Read]:
    """Yield the records of a ZIP, their `files` as ArchivedFile; then a sentence for each file that none names."""
    package = _opened(path)
    try:
        folder = _folder(package)
        named: set[str] = set()
        text = _text(package, f"{folder}{RECORDS}")
        for read in read_json(text, f"{path.name}/{RECORDS}"):
            if isinstance(read, ReadRecord):
                named |= _named(read.record, folder)
                read = _with_files(read, package, folder)
            yield read
        for entry in package.entries:
            if entry not in named and entry != f"{folder}{RECORDS}" and not _is_chaff(entry):
                yield UnreadableFile(
                    f"{path.name}/{entry}", _("no record names this file; it was not taken over.")
                )
    finally:
        package.close()


def _opened(path: Path) -> Package:
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise UnreadableFile(path.name, _("the file cannot be opened; check the path.")) from error
    if size > MAX_ZIP_BYTES:
        sentence = _("the file has %(size)s, more than the limit of %(limit)s; send it in parts.")
        sizes = {"size": readable_size(size), "limit": readable_size(MAX_ZIP_BYTES)}
        raise UnreadableFile(path.name, sentence % sizes)
    package = Package(path, path.name, is_archive=True)
    if package.repeated:
        package.close()
        sentence = _("the entry %(entry)s is in the ZIP twice; pack it anew.")
        raise UnreadableFile(path.name, sentence % {"entry": package.repeated[0]})
    return package


def _folder(package: Package) -> str:
    """Return the folder in which the records stand: programs pack a folder as well as its files."""
    found = [
        entry.removesuffix(RECORDS)
        for entry in package.entries
        if PurePosixPath(entry).name == RECORDS and not _is_chaff(entry)
    ]
    if len(found) == 1 or "" in found:
        return min(found, key=len)
    sentence = _("there is no %(records)s in the ZIP; it says what the files are.")
    raise UnreadableFile(package.name, sentence % {"records": RECORDS})


def _text(package: Package, entry: str) -> str:
    try:
        return package.read(entry).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{package.name}/{entry}", _("the text is not UTF-8.")) from error


def _named(record: dict[str, Any], folder: str) -> set[str]:
    files = record.get("files")
    rows = files if isinstance(files, list) else []
    return {f"{folder}{row.get('path')}" for row in rows if isinstance(row, dict)}


def _with_files(read: ReadRecord, package: Package, folder: str) -> Read:
    """Give a record its files; one that is wrong refuses the whole record, which says so."""
    files = read.record.get("files") or []
    try:
        if not isinstance(files, list):
            raise UnreadableFile(read.name, _("files: a list of objects is expected."))
        found = [_file(row, read.name, package, folder) for row in files]
    except UnreadableFile as error:
        return UnreadableFile(read.name, error.sentence)
    return replace(read, record={**read.record, "files": found})


def _file(row: object, name: str, package: Package, folder: str) -> ArchivedFile:
    if not isinstance(row, dict) or not isinstance(row.get("path"), str):
        raise UnreadableFile(name, _("files: each is an object with path, language and tier."))
    unknown = sorted(str(key) for key in set(row) - _KEYS)
    if unknown:
        sentence = _("files: the key “%(key)s” is not known.")
        raise UnreadableFile(name, sentence % {"key": unknown[0]})
    path, language, tier = row["path"], row.get("language") or "", row.get("tier") or Tier.PUBLIC
    _check_path(path, name, package, folder)
    if tier not in Tier.values:
        sentence = _("files: “%(tier)s” is not one of %(tiers)s.")
        raise UnreadableFile(name, sentence % {"tier": tier, "tiers": ", ".join(Tier.values)})
    if not isinstance(language, str) or len(language) > 8:
        raise UnreadableFile(name, _("files: the language is a code such as fr."))
    return ArchivedFile(path, language, Tier(tier), package, f"{folder}{path}")


def _check_path(path: str, name: str, package: Package, folder: str) -> None:
    values = {"path": json.dumps(path, ensure_ascii=False)[1:-1], "kinds": ", ".join(KINDS)}
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or "\\" in path or ":" in path.split("/")[0]:
        sentence = _("files: %(path)s leads out of the ZIP; name a file inside it.")
        raise UnreadableFile(name, sentence % values)
    if not package.has(f"{folder}{path}"):
        sentence = _("files: %(path)s is not in the ZIP; the record was not taken over.")
        raise UnreadableFile(name, sentence % values)
    if PurePosixPath(path).suffix.lower().removeprefix(".") not in KINDS:
        sentence = _("files: %(path)s is of a kind that is not kept here; send %(kinds)s.")
        raise UnreadableFile(name, sentence % values)
    entry = package.entries[f"{folder}{path}"]
    package.check_entry(entry, name, most=settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)


def _is_chaff(entry: str) -> bool:
    return entry.endswith("/") or entry.startswith(_CHAFF[0]) or entry.endswith(_CHAFF[1:])
