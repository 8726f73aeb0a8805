"""The text of Word files by page, as far as the file knows its pages."""

import io
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from core.files.limits import MAX_PART_BYTES
from core.files.package import Package

#: a page that Word laid out, and one that the writer began
_LAID_OUT, _BEGUN = "\x1e", "\x0c"
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "tc": "\t", "p": "\n", "tr": "\n"}
#: text that the page does not show
_SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "delText"}
_NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}


def word_pages(path: Path) -> Iterator[str]:
    """Yield the pages; where the file knows of none, its whole text is one.

    Word notes where pages began when it saved the file; then breaks that the writer made are among those.
    """
    package = Package(path, path.name)
    main = package.main_part() or "word/document.xml"
    notes = {tag: _notes(package, part) for tag, part in _NOTES.items()}
    text = "".join(_pieces(package, main, notes))
    sign = _LAID_OUT if _LAID_OUT in text else _BEGUN
    other = _BEGUN if sign == _LAID_OUT else _LAID_OUT
    yield from text.replace(other, "").split(sign)


def _notes(package: Package, part: str) -> dict[str, str]:
    """Return the texts of notes by their numbers."""
    if not package.has(part):
        return {}
    found: dict[str, str] = {}
    number = ""
    pieces: list[str] = []
    for event, element in _events(package, part):
        name = etree.QName(element).localname
        if name in ("footnote", "endnote"):
            if event == "end":
                found[number] = "".join(pieces).strip()
                element.clear()
            number, pieces = _value(element, "id"), []
        elif event == "end":
            pieces.append(_text_of(element, name))
    return found


def _pieces(package: Package, part: str, notes: dict[str, dict[str, str]]) -> Iterator[str]:
    skipped = 0
    waiting: list[str] = []
    for event, element in _events(package, part):
        name = etree.QName(element).localname
        if name in _SKIPPED:
            skipped += 1 if event == "start" else -1
        if skipped:
            continue
        if event == "start":
            if name == "lastRenderedPageBreak" or _begins_page(element, name):
                yield from (f"\n{note}" for note in waiting)
                waiting = []
                yield _LAID_OUT if name == "lastRenderedPageBreak" else _BEGUN
            continue
        if name in notes and (note := notes[name].get(_value(element, "id"))):
            waiting.append(note)
        yield _text_of(element, name)
        if name in ("p", "tbl"):
            element.clear()
    yield from (f"\n{note}" for note in waiting)


def _text_of(element: etree._Element, name: str) -> str:
    if name == "t":
        return (element.text or "").translate({ord(_LAID_OUT): None, ord(_BEGUN): None})
    if name == "br":
        return "" if _value(element, "type") == "page" else "\n"
    if name == "tab" and _parent(element) != "r":
        return ""  # a stop of a ruler
    return _SIGNS.get(name, "")


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else etree.QName(parent).localname


def _begins_page(element: etree._Element, name: str) -> bool:
    if name == "br":
        return _value(element, "type") == "page"
    return name == "pageBreakBefore" and _value(element, "val") not in ("0", "false", "off")


def _value(element: etree._Element, name: str) -> str:
    """Return an attribute whatever its namespace: files in the strict form of Office have another."""
    return next(
        (value for key, value in element.attrib.items() if etree.QName(key).localname == name), ""
    )


def _events(package: Package, part: str) -> Iterator[tuple[str, etree._Element]]:
    stream = io.BytesIO(package.read(part, most=MAX_PART_BYTES))
    yield from etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
