"""Presentations and OpenDocument files: text, notes, comments with their authors, and properties."""

import re

from lxml import etree

from core.confidential_files.content import Content, Place
from core.confidential_files.named_fields import add_maker
from core.confidential_files.properties import local_name, read_properties
from core.files.package import Package

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_PRESENTATION_PLACES = (
    ("ppt/notesSlides/", Place.HIDDEN),
    ("ppt/comments/", Place.COMMENT),
    ("ppt/charts/", Place.TEXT_BOX),
    ("ppt/diagrams/", Place.TEXT_BOX),
)
_AUTHORS = ("ppt/commentAuthors.xml", "ppt/authors.xml")
#: what ends a line: a paragraph or a heading, a cell that has none, a comment without markup
_LINES = {"p", "h", "text", "v"}
#: parts of an OpenDocument text that stand elsewhere than the text around them
_ASIDE = {
    "annotation": Place.COMMENT,
    "tracked-changes": Place.TRACKED_CHANGE,
    "note": Place.FOOTNOTE,
    "hidden-text": Place.HIDDEN,
    "hidden-paragraph": Place.HIDDEN,
    "header": Place.HEADER,
    "footer": Place.FOOTER,
}
_MAKERS = {"creator", "initial-creator", "sender-initials"}


def read_presentation(package: Package, content: Content) -> None:
    """Read a presentation; its slides are called “slide 1”, “slide 2”, …."""
    for part in package.entries:
        slide = _SLIDE.fullmatch(part)
        place = next((where for start, where in _PRESENTATION_PLACES if part.startswith(start)), "")
        if part in _AUTHORS:
            for author in package.xml(part):
                add_maker(content, author.get("name"), Place.COMMENT)
        elif (slide or place) and part.endswith(".xml"):
            root = package.xml(part)
            content.add(_text(root, {}, content), f"slide {slide[1]}" if slide else place)
            for element in root.iter():
                if local_name(element) == "cNvPr":
                    content.add(element.get("descr"), Place.ALT_TEXT)
    read_properties(package, content)


def read_open_document(package: Package, content: Content) -> None:
    """Read a text, a sheet or a presentation in OpenDocument."""
    for part in ("content.xml", "styles.xml"):
        if package.has(part):
            content.add(_text(package.xml(part), _ASIDE, content), Place.BODY)
    read_properties(package, content)


def _text(root: etree._Element, aside: dict[str, str], content: Content) -> str:
    """Return the words below an element, a paragraph a line; what stands aside is added by itself."""
    pieces: list[str] = []
    _collect(root, aside, content, pieces)
    return "".join(pieces)


def _collect(
    element: etree._Element, aside: dict[str, str], content: Content, pieces: list[str]
) -> None:
    pieces.append(element.text or "")
    for child in element:
        name = local_name(child)
        if name in aside:
            content.add(_text(child, aside, content), aside[name])
        elif name in _MAKERS:
            add_maker(content, child.text, Place.COMMENT)
        elif name:
            _collect(child, aside, content, pieces)
            pieces.append("\n" if name in _LINES else "\t" if name in ("tab", "s") else "")
        pieces.append(child.tail or "")
