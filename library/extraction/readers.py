"""From a file to the text of its pages, by the ending of its name; runs in the child process."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree, html

from core.files.decoding import decoded
from core.files.limits import MAX_PART_BYTES
from core.files.pdf_pages import PdfiumError, open_pdf, page_of
from core.files.problems import FAULTS, UnreadableFile
from library.extraction.limits import Fault, Note, ReadingLimits, Unreadable
from library.extraction.open_document_pages import open_document_pages
from library.extraction.word_pages import word_pages

_SILENT = ("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head")
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "div",
        "section",
        "article",
        "blockquote",
        "br",
        "dt",
        "dd",
        "pre",
        "table",
        "ul",
        "ol",
    ]
)
_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b")
_LOOKED_AT = 100_000
#: what the first bytes of a file must be, whatever its name says
_STARTS = {"pdf": (b"%PDF-",), "docx": (b"PK",), "odt": (b"PK",)}


def pages_of(path: Path, ending: str, limits: ReadingLimits) -> Iterator[str | Note]:
    """Yield the text of each page, and in between notes on what is left out; raises Unreadable."""
    reader = _READERS.get(ending)
    if reader is None or not _begins_as(path, ending):
        raise Unreadable(Fault.OTHER_KIND)
    try:
        yield from _within(reader(path), limits)
    except MemoryError as error:
        raise Unreadable(Fault.TOO_LARGE) from error
    except UnreadableFile as error:
        raise Unreadable(_fault_of(error)) from error
    except (*FAULTS, etree.LxmlError, zipfile.BadZipFile, PdfiumError, RecursionError) as error:
        raise Unreadable(Fault.DAMAGED) from error


def _within(pages: Iterator[str | None], limits: ReadingLimits) -> Iterator[str | Note]:
    left = limits.characters
    for number, text in enumerate(pages, start=1):
        if number > limits.pages:
            yield Note.MORE_PAGES
            return
        if text is None:
            yield Note.DAMAGED_PAGES
            text = ""
        most = min(limits.page_characters, left)
        if len(text) > most:
            yield Note.MORE_TEXT
        yield text[:most]
        left -= len(text[:most])


def _fault_of(error: UnreadableFile) -> Fault:
    sentence = error.sentence.casefold()
    if "encrypted" in sentence or "password" in sentence:
        return Fault.ENCRYPTED
    return Fault.TOO_LARGE if "limit" in sentence or "bomb" in sentence else Fault.DAMAGED


def _begins_as(path: Path, ending: str) -> bool:
    starts = _STARTS.get(ending)
    with path.open("rb") as file:
        head = file.read(1024)
    return starts is None or any(start in head for start in starts)


def _pdf_pages(path: Path) -> Iterator[str | None]:
    try:
        document = open_pdf(path)
    except PdfiumError as error:
        raise Unreadable(_pdf_fault(path)) from error
    try:
        if not len(document):
            raise Unreadable(Fault.NO_PAGES)
        for number in range(len(document)):
            try:
                yield page_of(document, number).text
            except PdfiumError:
                yield None
    finally:
        document.close()


def _pdf_fault(path: Path) -> Fault:
    """Tell why a PDF does not open; PDFium repeats the reason of an earlier file where it has none."""
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
        file.seek(max(0, path.stat().st_size - _LOOKED_AT))
        ends = start + file.read()
    if b"/Encrypt" in ends:
        return Fault.ENCRYPTED
    return Fault.NO_PAGES if _NO_PAGES.search(ends) else Fault.DAMAGED


def _text_pages(path: Path) -> Iterator[str]:
    yield from decoded(path.read_bytes(), path.name).replace("\r\n", "\n").split("\x0c")


def _web_pages(path: Path) -> Iterator[str]:
    if path.stat().st_size > MAX_PART_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    text = decoded(path.read_bytes(), path.name)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    etree.strip_elements(root, etree.Comment, *_SILENT, with_tail=False)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            pieces.append(element.text or "")
            continue
        pieces += ["\n" if element.tag in _BLOCKS else "", element.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(pieces).splitlines())
    yield "\n".join(line for line in lines if line)


_READERS: dict[str, Callable[[Path], Iterator[str | None]]] = {
    "pdf": _pdf_pages,
    "docx": word_pages,
    "odt": open_document_pages,
    "txt": _text_pages,
    "html": _web_pages,
    "htm": _web_pages,
}
