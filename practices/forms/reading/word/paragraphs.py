"""One Word paragraph read into lines: runs, fields, links, boxes, tracked changes, hidden text, soft breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from practices.forms.reading.blocks import EMPTY_BOX, TICKED_BOX, Line
from practices.forms.reading.word.signs import BOXES, in_font, sign
from practices.forms.reading.word.story import MC, W14, Field, R, Story, chosen
from practices.forms.reading.word.styles import W, is_on, number

MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
TEXT_BOX = W + "txbxContent"
#: elements that only wrap runs
WRAPPERS = {
    W + name
    for name in (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "bdo",
        "dir",
        "sdtContent",
        "ruby",
        "rubyBase",
        "fldSimple",
    )
}
GONE = {W + "del", W + "moveFrom"}
TARGET = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]+)"', re.IGNORECASE)


@dataclass
class Piece:
    """Hold a bit of text of one look; a line break is a piece of its own."""

    text: str
    bold: bool = False
    #: set off from what stands around it: bold, underlined or with a background
    marked: bool = False


class ParagraphReader:
    """Read the pieces of a paragraph into lines."""

    def __init__(self, story: Story) -> None:
        """Take the state that lives on between paragraphs."""
        self.story = story
        self.pieces: list[Piece] = []
        self.links: list[str] = []
        self._marked = False

    def read(self, paragraph: etree._Element) -> None:
        """Add the pieces of a paragraph to those already here (a deleted paragraph mark joins two)."""
        properties = paragraph.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        identifier = style.get(W + "val") if style is not None else None
        hidden = self.story.styles.is_hidden(identifier)
        bold = self.story.styles.is_bold(identifier)
        self._walk(paragraph, bold=bold, hidden=hidden)

    def _walk(self, parent: etree._Element, *, bold: bool, hidden: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, bold=bold, hidden=hidden)
            elif tag in GONE:
                self.story.notes.deletions += 1
            elif tag == W + "sdt":
                self._content_control(child, bold=bold, hidden=hidden)
            elif tag == MC + "AlternateContent":
                choice = chosen(child)
                if choice is not None:
                    self._walk(choice, bold=bold, hidden=hidden)
            elif tag in WRAPPERS:
                self._wrapper(child, bold=bold, hidden=hidden)
            elif tag == MATH_TEXT or (isinstance(tag, str) and tag.endswith("}oMath")):
                self._add("".join(child.itertext()), bold)

    def _wrapper(self, wrapper: etree._Element, *, bold: bool, hidden: bool) -> None:
        if wrapper.tag in (W + "ins", W + "moveTo"):
            self.story.notes.insertions += 1
        elif wrapper.tag == W + "hyperlink":
            self._link(self.story.link(wrapper.get(R + "id")))
        elif wrapper.tag == W + "fldSimple":
            found = TARGET.search(wrapper.get(W + "instr", ""))
            self._link(found.group(1) if found else "")
        self._walk(wrapper, bold=bold, hidden=hidden)

    def _link(self, target: str) -> None:
        if target and target not in self.links:
            self.links.append(target)

    def _content_control(self, control: etree._Element, *, bold: bool, hidden: bool) -> None:
        properties, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
        if is_placeholder(properties) or content is None:
            return
        box = properties.find(W14 + "checkbox") if properties is not None else None
        if box is None:
            self._walk(content, bold=bold, hidden=hidden)
            return
        checked = box.find(W14 + "checked")
        is_ticked = checked is not None and checked.get(W14 + "val", "1") in ("1", "true", "on")
        self._add(TICKED_BOX if is_ticked else EMPTY_BOX, bold)

    def _run(self, run: etree._Element, *, bold: bool, hidden: bool) -> None:
        properties = run.find(W + "rPr")
        style = properties.find(W + "rStyle") if properties is not None else None
        name = style.get(W + "val") if style is not None else None
        own_bold, own_hidden = is_on(properties, "b"), is_on(properties, "vanish")
        if own_hidden or (own_hidden is None and (hidden or self.story.styles.is_hidden(name))):
            self.story.notes.hidden.extend(filter(None, [_words(run)]))
            return
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            self.story.notes.struck.extend(filter(None, [_words(run)]))
            return
        bold = own_bold if own_bold is not None else (bold or self.story.styles.is_bold(name))
        self._marked = bold or any(is_on(properties, one) for one in ("u", "highlight"))
        fonts = properties.find(W + "rFonts") if properties is not None else None
        font = (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""
        self._run_content(run, bold=bold, font=font, hidden=hidden)

    def _run_content(self, run: etree._Element, *, bold: bool, font: str, hidden: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._add(in_font(child.text or "", font).translate(BOXES), bold)
            elif tag == W + "fldChar":
                self._field_sign(child, bold)
            elif tag == W + "instrText" and self.story.fields:
                self.story.fields[-1].instruction += child.text or ""
            elif tag in (W + "br", W + "cr"):
                if child.get(W + "type") not in ("page", "column"):
                    self._add("\n", bold)
            elif tag in (W + "tab", W + "ptab"):
                self._add("\t", bold)
            elif tag == W + "noBreakHyphen":
                self._add("-", bold)
            elif tag == W + "sym":
                self._symbol(child, bold)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                kind = "footnote" if tag == W + "footnoteReference" else "endnote"
                self.story.footnote_marks.append((kind, child.get(W + "id", "")))
            elif tag == MC + "AlternateContent":
                choice = chosen(child)
                if choice is not None:
                    self._run_content(choice, bold=bold, font=font, hidden=hidden)
            elif tag in (W + "ruby", W + "rubyBase"):
                self._walk(child, bold=bold, hidden=hidden)
            elif tag in (W + "drawing", W + "pict", W + "object"):
                self._drawing(child)

    def _drawing(self, drawing: etree._Element) -> None:
        boxes = list(text_boxes(drawing))
        self.story.boxes.extend(boxes)
        self.story.pictures += not boxes

    def _symbol(self, symbol: etree._Element, bold: bool) -> None:
        code = symbol.get(W + "char", "")
        if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
            self._add(sign(symbol.get(W + "font", ""), int(code, 16)).translate(BOXES), bold)

    def _field_sign(self, sign_element: etree._Element, bold: bool) -> None:
        kind, fields = sign_element.get(W + "fldCharType"), self.story.fields
        if kind == "begin":
            fields.append(Field(shown=_form_field(sign_element.find(W + "ffData"))))
            self._show(fields[-1], bold)
        elif kind == "separate" and fields:
            fields[-1].in_result = True
            found = TARGET.search(fields[-1].instruction)
            self._link(found.group(1) if found else "")
        elif kind == "end" and fields:
            fields.pop()

    def _show(self, field: Field, bold: bool) -> None:
        if field.shown and all(outer.in_result for outer in self.story.fields[:-1]):
            self.pieces.append(Piece(field.shown, bold))
            field.said = True

    def _add(self, text: str, bold: bool) -> None:
        fields = self.story.fields
        if text and all(one.in_result and not one.said for one in fields):
            self.pieces.append(Piece(text, bold, self._marked))

    def lines(self, paragraph: etree._Element) -> list[Line]:
        """Give the pieces as lines with the look of the paragraph, and begin anew."""
        properties = paragraph.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        identifier = style.get(W + "val") if style is not None else None
        heading = self.story.styles.is_heading(identifier)
        level = self.story.styles.list_level(properties)
        indent = properties.find(W + "ind") if properties is not None else None
        left = (
            indent.get(W + "left") or indent.get(W + "start") or "0" if indent is not None else "0"
        )
        lines = []
        for count, pieces in enumerate(_between_breaks(self.pieces)):
            text = "".join(piece.text for piece in pieces)
            if not text.strip():
                continue
            seen = [piece for piece in pieces if piece.text.strip()]
            bold = all(piece.bold for piece in seen)
            lines.append(
                Line(
                    text,
                    level=None if heading else level,
                    bold=bold,
                    heading=heading,
                    lead="" if bold else _bold_lead(pieces),
                    marked=_marked(pieces),
                    indent=int(left) if re.fullmatch(r"-?\d{1,6}", left) else 0,
                    soft=count > 0,
                )
            )
        if self.links and lines:
            lines[-1] = replace(lines[-1], links=tuple(self.links))
        self.pieces, self.links = [], []
        return lines


def is_placeholder(properties: etree._Element | None) -> bool:
    """Tell whether a content control shows "Click here to enter text"."""
    return properties is not None and bool(is_on(properties, "showingPlcHdr"))


def text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """Find the text boxes of a drawing, each once, whichever renderings of it the file holds."""
    for child in drawing:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag == MC + "AlternateContent":
            choice = chosen(child)
            if choice is not None:
                yield from text_boxes(choice)
        else:
            yield from text_boxes(child)


def _between_breaks(pieces: list[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        parts = piece.text.split("\n")
        groups[-1].append(replace(piece, text=parts[0]))
        groups.extend([replace(piece, text=part)] for part in parts[1:])
    return groups


def _words(run: etree._Element) -> str:
    return "".join(one.text or "" for one in run.iter(W + "t")).strip()


def _marked(pieces: list[Piece]) -> tuple[str, ...]:
    """Give the words that are set off, those that stand side by side as one."""
    runs = [
        "".join(piece.text for piece in group)
        for is_marked, group in groupby(pieces, key=lambda piece: piece.marked)
        if is_marked
    ]
    return tuple(words for words in map(str.strip, runs) if words)


def _bold_lead(pieces: list[Piece]) -> str:
    lead = ""
    for piece in pieces:
        if not piece.bold and piece.text.strip():
            break
        lead += piece.text
    return lead.strip()


def _form_field(data: etree._Element | None) -> str:
    """Give what a legacy form field shows, if it is a box or a list; a text field shows its result."""
    if data is None:
        return ""
    box, choices = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        state = is_on(box, "checked")
        return TICKED_BOX if (state if state is not None else is_on(box, "default")) else EMPTY_BOX
    if choices is not None:
        entries = [entry.get(W + "val", "") for entry in choices.iter(W + "listEntry")]
        index = number(choices.find(W + "result"), number(choices.find(W + "default"), 0)) or 0
        return entries[index] if 0 <= index < len(entries) else ""
    return ""
