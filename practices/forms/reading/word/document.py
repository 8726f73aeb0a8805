"""A Word file read into blocks.

Body, tables with merged cells, content controls, text boxes, notes, comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from core.files.package import Package
from practices.forms.reading.blocks import Cell, Document, Line, Table, clean
from practices.forms.reading.limits import FormError
from practices.forms.reading.word.paragraphs import ParagraphReader, is_placeholder
from practices.forms.reading.word.story import MC, Story, chosen
from practices.forms.reading.word.styles import Styles, W, is_on, number

#: elements that only wrap blocks, rows or cells
WRAPPERS = {W + name for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent")}


def read_document(package: Package) -> Document:
    """Read the main part of a Word file with its notes, comments, headers and footers."""
    main = package.main_part()
    if main is None or not main.startswith("word/"):
        raise FormError(
            package.name,
            "it is no Word document (its main part is missing); save it as .docx and send it"
            " again.",
        )
    relations = package.relations(main)
    parts: dict[str, list[str]] = {}
    for kind, target, is_outside in relations.values():
        if not is_outside and package.has(target):
            parts.setdefault(kind, []).append(target)
    styles = Styles(_first(package, parts, "styles"), _first(package, parts, "numbering"))
    story = Story(styles, relations)
    body = package.xml(main).find(W + "body")
    if body is None:
        raise FormError(package.name, "it is an empty Word document; send the filled-in form.")
    document = Document(BlockReader(story).blocks(body), story.notes)
    for kind in ("footnote", "endnote"):
        root = _first(package, parts, f"{kind}s")
        story.notes.footnotes.extend(_notes(root, kind, story))
    comments = _first(package, parts, "comments")
    if comments is not None:
        story.notes.comments.extend(
            filter(None, (_text(comment, story) for comment in comments.iter(W + "comment")))
        )
    for part in (*parts.get("header", ()), *parts.get("footer", ())):
        side = Story(styles, package.relations(part))
        story.notes.running.extend(
            line for line in (clean(one.text) for one in _lines(package.xml(part), side)) if line
        )
    return document


def _first(package: Package, parts: dict[str, list[str]], kind: str) -> etree._Element | None:
    return package.xml(parts[kind][0]) if parts.get(kind) else None


def _lines(root: etree._Element, story: Story) -> list[Line]:
    return [
        line
        for block in BlockReader(story).blocks(root)
        for line in ([block] if isinstance(block, Line) else block.lines())
    ]


def _text(root: etree._Element, story: Story) -> str:
    side = Story(story.styles, {})
    return clean(" ".join(line.text for line in _lines(root, side)))


def _notes(root: etree._Element | None, kind: str, story: Story) -> Iterator[str]:
    if root is None:
        return
    texts = {note.get(W + "id"): note for note in root if note.tag == W + kind}
    for mark_kind, identifier in story.footnote_marks:
        if mark_kind == kind and identifier in texts:
            text = _text(texts[identifier], story)
            if text:
                yield text


class BlockReader:
    """Read block elements (paragraphs, tables and what wraps them) into lines and tables."""

    def __init__(self, story: Story) -> None:
        """Take the state of the part."""
        self.story = story
        self._paragraph = ParagraphReader(story)

    def blocks(self, parent: etree._Element) -> list[Line | Table]:
        """Read the children of a body, a cell, a text box or a note."""
        found: list[Line | Table] = []
        self._read(parent, found)
        if self._paragraph.pieces:
            found.extend(self._paragraph.lines(etree.Element(W + "p")))
        return found

    def _read(self, parent: etree._Element, found: list[Line | Table]) -> None:
        for child in parent:
            if child.tag == W + "p":
                self._read_paragraph(child, found)
            elif child.tag == W + "tbl":
                table = self.table(child)
                if table.rows:
                    found.append(table)
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None and not is_placeholder(child.find(W + "sdtPr")):
                    self._read(content, found)
            elif child.tag == MC + "AlternateContent":
                choice = chosen(child)
                if choice is not None:
                    self._read(choice, found)
            elif child.tag in WRAPPERS:
                self._read(child, found)
            elif child.tag in (W + "del", W + "moveFrom"):
                self.story.notes.deletions += 1

    def _read_paragraph(self, paragraph: etree._Element, found: list[Line | Table]) -> None:
        self._paragraph.read(paragraph)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and mark.find(W + "del") is not None:
            # The mark was deleted: once that is accepted the paragraph runs on into the next one.
            self.story.notes.deletions += 1
            return
        if mark is not None and mark.find(W + "ins") is not None:
            self.story.notes.insertions += 1
        found.extend(self._paragraph.lines(paragraph))
        boxes, self.story.boxes = self.story.boxes, []
        for box in boxes:
            found.extend(BlockReader(self.story).blocks(box))

    def table(self, element: etree._Element) -> Table:
        """Read a table; deleted rows and cells are left out."""
        rows = []
        for row in self._parts(element, "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self.story.notes.deletions += 1
                continue
            if properties is not None and properties.find(W + "ins") is not None:
                self.story.notes.insertions += 1
            before = number(properties.find(W + "gridBefore"), 0) if properties is not None else 0
            cells = self._row(row, max(before or 0, 0))
            if cells:
                rows.append(cells)
        return Table(rows)

    def _row(self, row: etree._Element, column: int) -> list[Cell]:
        cells: list[Cell] = []
        for element in self._parts(row, "tc"):
            properties = element.find(W + "tcPr")
            if properties is not None and properties.find(W + "cellDel") is not None:
                self.story.notes.deletions += 1
                continue
            own_span = number(properties.find(W + "gridSpan")) if properties is not None else None
            span = min(max(own_span or 1, 1), 100)
            merged = properties.find(W + "hMerge") if properties is not None else None
            pictures = self.story.pictures
            blocks = BlockReader(self.story).blocks(element)
            if merged is not None and merged.get(W + "val") != "restart" and cells:
                cells[-1].span += span
                cells[-1].blocks.extend(blocks)
            else:
                cells.append(
                    Cell(
                        blocks, column, span, _continues(properties), self.story.pictures - pictures
                    )
                )
            column += span
        return cells

    def _parts(self, parent: etree._Element, name: str) -> Iterator[etree._Element]:
        """Find rows or cells through content controls and other wrappers."""
        for child in parent:
            if child.tag == W + name:
                yield child
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    yield from self._parts(content, name)
            elif child.tag in WRAPPERS:
                yield from self._parts(child, name)
            elif child.tag == MC + "AlternateContent":
                choice = chosen(child)
                if choice is not None:
                    yield from self._parts(choice, name)


def _continues(properties: etree._Element | None) -> bool:
    merge = properties.find(W + "vMerge") if properties is not None else None
    return (
        merge is not None
        and merge.get(W + "val", "continue") != "restart"
        and is_on(properties, "vMerge") is not False
    )
