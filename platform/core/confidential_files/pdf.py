"""PDF files: pages, notes on them, forms, bookmarks, attachments, properties and the pictures inside."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdfium2
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from core.anonymity import FindingKind
from core.confidential_files.content import Content, Place
from core.confidential_files.named_fields import add_maker, names_somebody
from core.confidential_files.picture import read_embedded_picture, read_xmp
from core.confidential_files.properties import readable_link
from core.files.pdf_pages import pages_of
from core.files.problems import FAULTS, UnreadableFile

MAX_PAGES = 5_000
# It tells of every fault that it mends by itself, among the sentences for the person.
logging.getLogger("pypdf").setLevel(logging.ERROR)
_DAMAGED = "the PDF is damaged and cannot be opened; open it in its program and save it again."
LOCKED = "the PDF is locked with a password; save it without one and send it again."
#: what the two libraries raise on PDFs that are none
PDF_ERRORS = (PyPdfError, pypdfium2.PdfiumError, *FAULTS)
#: a line as long as this goes on in the next one; a shorter one is an entry of a list or a table
_FULL_LINE = 40


def read_pdf(data: bytes, name: str, content: Content) -> None:
    """Read a PDF; its pages are called “page 1”, “page 2”, …."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(name, LOCKED)
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise UnreadableFile(
                name,
                f"the PDF has {count:,} pages, more than the limit of {MAX_PAGES:,}; split it.",
            )
        _read_pages(data, content)
        _read_properties(reader, content)
        _read_outline(reader, content)
        for page in reader.pages:
            _read_annotations(page, content)
        _read_objects(reader, content)
    except PDF_ERRORS as error:
        raise UnreadableFile(name, _DAMAGED) from error


def _read_pages(data: bytes, content: Content) -> None:
    for page in pages_of(data):
        content.add(_with_lines_joined(page.text), f"page {page.number}")
        if page.is_picture:
            content.notes.append(
                f"page {page.number} is a picture: the words in it cannot be read here."
            )


def _with_lines_joined(text: str) -> str:
    """Return a text whose sentences are not parted by the ends of lines."""
    pieces: list[str] = []
    length_above = 0
    for line in text.split("\n"):
        if pieces:
            pieces.append(" " if length_above >= _FULL_LINE and line[:1].isalnum() else "\n")
        pieces.append(line.rstrip())
        length_above = len(line)
    return "".join(pieces)


def _read_properties(reader: pypdf.PdfReader, content: Content) -> None:
    for key, value in (reader.metadata or {}).items():
        text = str(value or "").strip()
        if key == "/Author":
            add_maker(content, text)
        elif key not in ("/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"):
            if key.lower().strip("/") in ("manager", "owner", "lastmodifiedby", "sourcemodified"):
                add_maker(content, text)
            else:
                content.add(text, Place.METADATA)
    packet = reader.root_object.get("/Metadata")
    if packet is not None:
        read_xmp(packet.get_object().get_data(), content)


def _read_outline(reader: pypdf.PdfReader, content: Content) -> None:
    content.add("\n".join(_titles(reader.outline)), Place.METADATA)


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        if isinstance(item, list):
            yield from _titles(item)
        else:
            yield str(item.title or "")


def _read_annotations(page: Any, content: Content) -> None:
    """Read notes and their authors, what was typed into a form, and the targets of links."""
    annotations = page.get("/Annots")
    found = annotations.get_object() if annotations is not None else None
    for reference in found if isinstance(found, ArrayObject) else ():
        note = reference.get_object()
        if not isinstance(note, DictionaryObject):
            continue
        if note.get("/Subtype") == "/Widget":
            content.add(_string(note.get("/V")), Place.BODY)
            continue
        action = note.get("/A")
        target = action.get_object().get("/URI") if action is not None else None
        content.add(readable_link(_string(target)), Place.LINK)
        if note.get("/Subtype") != "/Link":
            content.add(_string(note.get("/Contents")), Place.COMMENT)
            author = _string(note.get("/T")).strip()
            if names_somebody(author):
                content.add_fact(FindingKind.DOCUMENT_METADATA, author, Place.COMMENT)


def _string(value: Any) -> str:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def all_objects(reader: pypdf.PdfReader) -> Iterator[tuple[int, Any]]:
    """Give every object of a file with its number, also those that no page leads to."""
    numbers = {*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)}
    for number in sorted(numbers):
        try:
            yield number, reader.get_object(number)
        except PyPdfError:
            # An object that nothing leads to may be broken without anybody noticing.
            continue


def _read_objects(reader: pypdf.PdfReader, content: Content) -> None:
    """Read pictures in JPEG, which keep what the camera wrote, and the names of attached files."""
    for number, thing in all_objects(reader):
        if isinstance(thing, StreamObject) and thing.get("/Subtype") == "/Image":
            filters = thing.get("/Filter")
            if filters in ("/DCTDecode", ["/DCTDecode"]):
                read_embedded_picture(thing._data, f"no. {number}", content)
        elif isinstance(thing, DictionaryObject) and thing.get("/Type") == "/Filespec":
            content.add(_string(thing.get("/UF") or thing.get("/F")), Place.ATTACHMENT)
            content.add(_string(thing.get("/Desc")), Place.ATTACHMENT)
