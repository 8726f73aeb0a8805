"""The words of a PDF by page."""

import re
import threading
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import PdfiumError

__all__ = ["PdfPage", "PdfiumError", "open_pdf", "page_of", "pages_of"]

#: PDFium must not be entered by two threads at once: the process would crash.
_ONE_AT_A_TIME = threading.Lock()
#: what it gives for the hyphen of a word that goes on in the next line
_HYPHENS = re.compile("[\ufffe\x02]\n?")


@dataclass(frozen=True, slots=True)
class PdfPage:
    """Hold the words of a page; one without words that shows something is a picture."""

    number: int
    text: str
    is_picture: bool


def pages_of(data: bytes) -> list[PdfPage]:
    """Return the pages with lines parted by line feeds; raise PdfiumError for what is no PDF."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        try:
            return [page_of(document, number) for number in range(len(document))]
        finally:
            document.close()


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF without reading it whole, in a process where nobody else does; raise PdfiumError."""
    return pypdfium2.PdfDocument(path)


def page_of(document: pypdfium2.PdfDocument, number: int) -> PdfPage:
    """Return a page, counted from 0; raise PdfiumError for one that cannot be loaded."""
    page = document[number]
    words = page.get_textpage()
    text = _HYPHENS.sub("", words.get_text_bounded().replace("\r\n", "\n"))
    shows_something = not text.strip() and any(True for _ in page.get_objects(max_depth=2))
    words.close()
    page.close()
    return PdfPage(number + 1, text, shows_something)
