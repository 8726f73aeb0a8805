"""The text of OpenDocument texts by page, as far as the file knows its pages."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from core.files.limits import MAX_PART_BYTES
from core.files.package import Package, parse_xml

_PAGE = "\x0c"
_SKIPPED = {"annotation", "tracked-changes", "hidden-text", "hidden-paragraph"}
_LINES = {"p", "h"}
_BLANKS = {"tab": "\t", "line-break": "\n", "s": " "}


def open_document_pages(path: Path) -> Iterator[str]:
    """Yield the pages: they begin where the program noted that they do, and where a style says so."""
    package = Package(path, path.name)
    root = parse_xml(package.read("content.xml", most=MAX_PART_BYTES), path.name, "content.xml")
    before, after = _styles(root)
    body = next((part for part in root if _name(part) == "body"), root)
    text = "".join(_pieces(body, before, after))
    yield from text.removeprefix(_PAGE).removesuffix(_PAGE).split(_PAGE)


def _styles(root: etree._Element) -> tuple[set[str], set[str]]:
    """Return the styles whose paragraphs begin a page, and those after which one begins."""
    before, after = set(), set()
    for style in root.iter("{*}style"):
        for properties in style.iter("{*}paragraph-properties"):
            if _value(properties, "break-before") == "page":
                before.add(_value(style, "name"))
            if _value(properties, "break-after") == "page":
                after.add(_value(style, "name"))
    return before, after


def _pieces(body: etree._Element, before: set[str], after: set[str]) -> Iterator[str]:
    skipped = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name, is_start = _name(element), event == "start"
        if name in _SKIPPED:
            skipped += 1 if is_start else -1
        elif not skipped and is_start:
            style = _value(element, "style-name") if name in _LINES else ""
            yield _PAGE if name == "soft-page-break" or style in before else ""
            yield _BLANKS.get(name, "") + _words(element.text)
        elif not skipped:
            yield "\n" if name in _LINES else "\t" if name == "table-cell" else ""
            yield _PAGE if name in _LINES and _value(element, "style-name") in after else ""
        if not is_start and not skipped:
            yield _words(element.tail)


def _words(text: str | None) -> str:
    # Files that were laid out for reading have line feeds and blanks between their elements.
    return (text or "").replace("\n", " ").replace(_PAGE, "")


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _value(element: etree._Element, name: str) -> str:
    return next(
        (value for key, value in element.attrib.items() if etree.QName(key).localname == name), ""
    )
