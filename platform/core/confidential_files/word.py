"""Word files: text, margins, notes, comments, tracked changes, hidden words, boxes and properties."""

from core.anonymity import FindingKind
from core.confidential_files.content import Content, Place, PlacedText
from core.confidential_files.named_fields import names_somebody
from core.confidential_files.properties import local_name, read_properties, readable_link
from core.confidential_files.word_text import (
    W,
    hidden_styles,
    original_paragraphs,
    story_text,
    tables_with_heads,
)
from core.files.package import Package

#: place by the beginning of the part's name
_STORIES = (
    ("word/document", Place.BODY),
    ("word/header", Place.HEADER),
    ("word/footer", Place.FOOTER),
    ("word/footnotes", Place.FOOTNOTE),
    ("word/endnotes", Place.ENDNOTE),
    ("word/comments.xml", Place.COMMENT),
    ("word/glossary/document", Place.HIDDEN),
)
_COMMENTS = {"comment", "person"}


def read_word(package: Package, content: Content) -> None:
    """Read all stories of a Word file, then what it says of its makers."""
    styles = "word/styles.xml"
    hidden = hidden_styles(package.xml(styles)) if package.has(styles) else frozenset()
    for part in package.entries:
        place = next((place for start, place in _STORIES if part.startswith(start)), None)
        if place is not None and part.endswith(".xml"):
            _read_story(package, part, place, hidden, content)
        elif part.startswith("word/") and part.endswith("people.xml"):
            _authors(package, part, content)
        elif part.startswith(("word/charts/", "word/diagrams/")) and part.endswith(".xml"):
            content.add("\n".join(_words(package, part)), Place.TEXT_BOX)
    read_properties(package, content)


def _read_story(
    package: Package, part: str, place: str, hidden: frozenset[str], content: Content
) -> None:
    root = package.xml(part)
    containers = [root]
    if place in (Place.COMMENT, Place.FOOTNOTE, Place.ENDNOTE):
        containers = [child for child in root if isinstance(child.tag, str)]
    for container in containers:
        text, stretches, boxes = story_text(container, hidden)
        content.texts.append(PlacedText(text, place, tuple(stretches)))
        for box in boxes:
            content.add(box, Place.TEXT_BOX)
        for paragraph, deleted in original_paragraphs(container):
            content.texts.append(PlacedText(paragraph, place, deleted, only_stretches=True))
    content.texts.extend(
        PlacedText(text, place, is_retold=True) for text in tables_with_heads(root)
    )
    for element in root.iter():
        for name in ("descr", "title"):
            if local_name(element) in ("docPr", "cNvPr", "shape"):
                content.add(element.get(name), Place.ALT_TEXT)
        if local_name(element) == "instrText":
            content.add(readable_link(element.text or ""), Place.LINK)
    _authors(package, part, content)


def _authors(package: Package, part: str, content: Content) -> None:
    """Report who commented or changed, once for each kind."""
    for element in package.xml(part).iter():
        author = (element.get(W + "author") or "").strip()
        name = local_name(element)
        if not author and name == "person":
            author = next((v for k, v in element.attrib.items() if str(k).endswith("author")), "")
        if names_somebody(author):
            place = Place.COMMENT if name in _COMMENTS else Place.TRACKED_CHANGE
            content.add_fact(FindingKind.DOCUMENT_METADATA, author, place)


def _words(package: Package, part: str) -> list[str]:
    return [
        element.text
        for element in package.xml(part).iter()
        if local_name(element) in ("t", "v") and element.text
    ]
