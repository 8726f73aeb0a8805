"""A page of a PDF as a picture, with the place of every word on it; runs in the child process."""

import base64
import io
import re
from collections.abc import Iterator
from ctypes import c_int
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from core.files.pdf_pages import open_pdf

#: pixels of a page; it is shown at about half of that
WIDTH, MOST_HEIGHT = 1100, 2400
#: places are told in parts of the page's width and height
PARTS = 10_000
MOST_CHARACTERS = 40_000
#: of a page whose words are to be recognised: dots an inch, fewer where a side would get longer than so many pixels
_SCAN_DOTS, _SCAN_SIDE = 300, 3508
_POINTS = 72
_COLOURS = 64
_LARGE_PNG = 600_000
_HYPHENS = (0x02, 0xFFFE)
_LINE_ENDS = "\r\n"
_WORD = re.compile(r"[^\W_]+")

Box = tuple[int, int, int, int]


def drawn_page(path: Path, number: int) -> Iterator[dict[str, Any]]:
    """Yield the words of a page (counted from 1) with their places, then its picture, PNG or JPEG in base 64.

    `words` holds start and end in `text`, left, top, width and height. A word that goes on in the next line has
    an entry for each of its parts.
    """
    document = open_pdf(path)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), MOST_HEIGHT / max(height, 1))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        text, words = _words(page)
        page.close()
    finally:
        document.close()
    yield {"text": text, "words": words, "size": picture.size}
    stream = io.BytesIO()
    picture.quantize(_COLOURS).save(stream, "PNG", optimize=True)
    if stream.tell() > _LARGE_PNG:  # a photograph or a scan
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=80)
    yield {"picture": base64.b64encode(stream.getvalue()).decode()}


def scanned_page(path: Path, number: int) -> bytes:
    """Return a page (counted from 1) as grey JPEG, as large as text recognition needs it."""
    document = open_pdf(path)
    try:
        page = document[number - 1]
        scale = min(_SCAN_DOTS / _POINTS, _SCAN_SIDE / max(*page.get_size(), 1))
        picture = page.render(scale=scale, may_draw_forms=False, grayscale=True).to_pil()
        page.close()
    finally:
        document.close()
    stream = io.BytesIO()
    picture.convert("L").save(stream, "JPEG", quality=90)
    return stream.getvalue()


def _words(page: pypdfium2.PdfPage) -> tuple[str, list[list[int]]]:
    textpage = page.get_textpage()
    letters: list[str] = []
    boxes: list[Box] = []
    breaks: list[int] = []
    is_joining = False
    for index in range(min(textpage.count_chars(), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _HYPHENS:
            is_joining = True
            breaks.append(len(letters))
            continue
        letter = _letter(code)
        if is_joining and letter in _LINE_ENDS:
            continue
        is_joining = False
        letters.append(letter)
        boxes.append(_place(page, textpage.get_charbox(index, loose=True)))
    textpage.close()
    text = "".join(letters)
    return text, list(_pieces(text, boxes, breaks))


def _letter(code: int) -> str:
    if code == 0 or code > 0x10FFFF:
        return " "
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _place(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> Box:
    """Return left, top, right and bottom of a box as the page is shown, turned and cut as it may be."""
    left, bottom, right, top = box
    corners = [_on_screen(page, x, y) for x, y in ((left, top), (right, bottom))]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _on_screen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, PARTS, PARTS, 0, x, y, across, down)
    return tuple(min(max(one.value, 0), PARTS) for one in (across, down))  # type: ignore[return-value]


def _pieces(text: str, boxes: list[Box], breaks: list[int]) -> Iterator[list[int]]:
    for word in _WORD.finditer(text):
        start, end = word.span()
        ends = [place for place in breaks if start < place < end]
        for first, last in pairwise([start, *ends, end]):
            lefts, tops, rights, bottoms = zip(*boxes[first:last], strict=True)
            left, top = min(lefts), min(tops)
            yield [first, last, left, top, max(rights) - left, max(bottoms) - top]
