"""Opening zip packages (docx, xlsx, archives of files) within the limits.

XML parts without DTDs or entities.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

from core.files import limits
from core.files.limits import readable_size
from core.files.problems import ZIP_ERRORS, UnreadableFile

STRICT = b"http://purl.oclc.org/ooxml/"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ENCODED_DOCTYPE = re.compile("<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xml(data: bytes, name: str, part: str) -> etree._Element:
    """Parse one XML part; a DTD or an entity, which no Office file needs, is refused before the parser sees it."""
    if len(data) > limits.MAX_PART_BYTES:
        raise UnreadableFile(
            name,
            f"the part {part} is larger than {readable_size(limits.MAX_PART_BYTES)}; send it in"
            " smaller files.",
        )
    if DOCTYPE.search(data) or (
        data[:2] in (b"\xff\xfe", b"\xfe\xff")
        and ENCODED_DOCTYPE.search(data.decode("utf-16", "replace"))
    ):
        raise UnreadableFile(
            name,
            f"the part {part} declares a DTD or entities, which no such file needs and which can do"
            " harm; save it anew from Word or Excel.",
        )
    data = _without_strict_names(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            name,
            f"the part {part} is damaged ({_brief(error)}); open the file in Word or Excel and save"
            " it again.",
        ) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise UnreadableFile(
            name,
            f"the part {part} is damaged or declares a DTD; save the file anew from Word or Excel.",
        )
    return root


def _without_strict_names(data: bytes) -> bytes:
    """Give "Strict Open XML" files the names of the usual ("transitional") ones."""
    if STRICT not in data:
        return data
    data = data.replace(
        STRICT + b"wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    )
    return re.sub(
        rb"http://purl\.oclc\.org/ooxml/([\w/]+?)(/main|/relationships)?(?=[\"'/])",
        _transitional,
        data,
    )


def _transitional(found: re.Match[bytes]) -> bytes:
    return (
        b"http://schemas.openxmlformats.org/" + found.group(1) + b"/2006" + (found.group(2) or b"")
    )


def _brief(error: Exception) -> str:
    return re.sub(r"\s+", " ", str(error))[:80] or type(error).__name__


class Package:
    """Read members of a zip file; nothing is unpacked to disk and nothing outside the file is opened."""

    def __init__(self, content: bytes | Path, name: str, *, is_archive: bool = False) -> None:
        """Check the directory of the file against the limits before anything is unpacked."""
        self.name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(
                content if isinstance(content, Path) else io.BytesIO(content)
            )
            self.entries = {entry.filename: entry for entry in self._zip.infolist()}
            names = [entry.filename for entry in self._zip.infolist()]
            count = len(names)
        except ZIP_ERRORS as error:
            raise UnreadableFile(
                name,
                "the file is damaged: its zip container cannot be opened; ask for it to be sent"
                " again.",
            ) from error
        #: names that several entries have, of which `entries` knows the last
        self.repeated = [name for name, times in Counter(names).items() if times > 1]
        most = limits.MAX_ARCHIVE_ENTRIES if is_archive else limits.MAX_ENTRIES
        if count > most:
            raise UnreadableFile(
                name,
                f"the file holds {count:,} entries, more than the limit of {most:,}; send smaller"
                " batches.",
            )
        if not is_archive:
            self._check_sizes()

    def _check_sizes(self) -> None:
        total = sum(entry.file_size for entry in self.entries.values())
        if total > limits.MAX_UNPACKED_BYTES:
            raise UnreadableFile(
                self.name,
                f"unpacked, the file would take {readable_size(total)}, more than the limit of"
                f" {readable_size(limits.MAX_UNPACKED_BYTES)}; it was not opened (a zip bomb?).",
            )
        for entry in self.entries.values():
            self.check_entry(entry, self.name)

    def check_entry(
        self, entry: zipfile.ZipInfo, name: str, *, most: int = limits.MAX_UNPACKED_BYTES
    ) -> None:
        """Refuse an entry that is encrypted, too large, or packed so tightly that it must be a bomb."""
        if entry.flag_bits & 0x1:
            raise UnreadableFile(
                name, f"the entry {entry.filename} is encrypted; send it without a password."
            )
        if entry.file_size > most:
            raise UnreadableFile(
                name,
                f"the entry {entry.filename} has {readable_size(entry.file_size)}, more than the"
                f" limit of {readable_size(most)}.",
            )
        if entry.file_size > limits.RATIO_FREE_BYTES and entry.file_size > limits.MAX_RATIO * max(
            entry.compress_size, 1
        ):
            raise UnreadableFile(
                name,
                f"the entry {entry.filename} unpacks to more than {limits.MAX_RATIO} times its size"
                " (a zip bomb?); it was not opened.",
            )

    def read(self, part: str, *, most: int = limits.MAX_UNPACKED_BYTES) -> bytes:
        """Give the bytes of a part; the sizes that the zip directory claims are not believed."""
        entry = self.entries[part]
        self.check_entry(entry, self.name, most=most)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(most + 1)
        except ZIP_ERRORS as error:
            raise UnreadableFile(
                self.name,
                f"the part {part} is damaged and cannot be unpacked; open the file in its program"
                " and save it again.",
            ) from error
        self._unpacked += len(data)
        if len(data) > most or self._unpacked > max(
            limits.MAX_UNPACKED_BYTES, limits.MAX_ARCHIVE_BYTES * 10
        ):
            raise UnreadableFile(
                self.name,
                f"unpacked, the part {part} is larger than {readable_size(most)}; it was not"
                " read on (a zip bomb?).",
            )
        return data

    def xml(self, part: str) -> etree._Element:
        """Parse a part."""
        return parse_xml(self.read(part), self.name, part)

    def has(self, part: str) -> bool:
        """Tell whether the package has a part."""
        return part in self.entries

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Give the relations of a part by id.

        Kind (last word of its type), target, whether it points outside the file.
        """
        folder, leaf = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{leaf}.rels")
        if not self.has(rels):
            return {}
        found = {}
        for relation in self.xml(rels).iter(RELATIONSHIPS):
            target, is_outside = (
                relation.get("Target", ""),
                relation.get("TargetMode") == "External",
            )
            if not is_outside:
                target = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.normpath(posixpath.join(folder, target))
                )
            found[relation.get("Id", "")] = (
                relation.get("Type", "").rsplit("/", 1)[-1],
                target,
                is_outside,
            )
        return found

    def main_part(self) -> str | None:
        """Find the main part of an Office file."""
        for kind, target, is_outside in self.relations("").values():
            if kind == "officeDocument" and not is_outside and self.has(target):
                return target
        return next(
            (part for part in ("word/document.xml", "xl/workbook.xml") if self.has(part)), None
        )

    def with_usual_names(self) -> bytes | None:
        """Pack the file anew with transitional names, for programs that know no others; None if it has them."""
        main = self.main_part()
        if main is None or STRICT not in self.read(main):
            return None
        parts = {part: self.read(part) for part in self.entries}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for part, content in parts.items():
                is_text = part.endswith((".xml", ".rels"))
                archive.writestr(part, _without_strict_names(content) if is_text else content)
        return packed.getvalue()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
