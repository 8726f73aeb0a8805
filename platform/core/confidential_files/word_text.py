"""The text of one story of a Word file, as it reads now and as it read before changes were tracked."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from core.confidential_files.content import Place, Stretch
from core.confidential_files.tables import heads_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
#: what ends a block; a cell's end takes the place of its last paragraph's, a row's of its last cell's
_ENDS = {W + "p": "\n", W + "tc": "\t", W + "tr": "\n"}
_DELETED = {W + "del", W + "moveFrom"}
_INSERTED = {W + "ins", W + "moveTo"}
_OFF = {"0", "false", "off", "none"}


@dataclass
class _Writer:
    """Write a text piece by piece and keep where its stretches lie."""

    hidden_styles: frozenset[str] = frozenset()
    is_original: bool = False
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    stretches: list[Stretch] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    def write(self, text: str, place: str = "") -> None:
        """Append a text; a place marks it as a stretch, joined to one that ends where it begins."""
        if not text:
            return
        self.pieces.append(text)
        start, self.length = self.length, self.length + len(text)
        if not place:
            return
        last = self.stretches[-1] if self.stretches else None
        if last and last.place == place and last.end == start:
            self.stretches[-1] = Stretch(last.start, self.length, place)
        else:
            self.stretches.append(Stretch(start, self.length, place))

    def end(self, block: str) -> None:
        """End a paragraph, cell or row."""
        sign = _ENDS.get(block, "")
        if sign and block != W + "p" and self.pieces and self.pieces[-1] in ("\n", "\t"):
            self.pieces[-1] = sign
        else:
            self.write(sign)

    def text(self) -> str:
        """Return what was written."""
        return "".join(self.pieces)


def hidden_styles(styles: etree._Element) -> frozenset[str]:
    """Return the styles whose words cannot be seen."""
    return frozenset(
        style.get(W + "styleId", "")
        for style in styles.iter(W + "style")
        if _hides(style.find(W + "rPr"))
    )


def story_text(
    root: etree._Element, hidden: frozenset[str] = frozenset()
) -> tuple[str, list[Stretch], list[str]]:
    """Return the text as it reads now, its hidden and inserted stretches, and its text boxes."""
    writer = _Writer(hidden)
    _walk(root, writer, "")
    return writer.text(), writer.stretches, writer.boxes


def original_paragraphs(root: etree._Element) -> Iterator[tuple[str, tuple[Stretch, ...]]]:
    """Give each paragraph from which something was deleted, as it read before, and what was."""
    for paragraph in root.iter(W + "p"):
        if next(paragraph.iter(W + "delText"), None) is not None:
            writer = _Writer(is_original=True)
            _walk(paragraph, writer, "")
            yield writer.text(), tuple(writer.stretches)


def tables_with_heads(root: etree._Element) -> Iterator[str]:
    """Tell tables that have a row of heads again, each cell as a line with its head."""
    for table in root.iter(W + "tbl"):
        rows = [
            {
                column: text
                for column, cell in enumerate(row.iter(W + "tc"))
                if (text := story_text(cell)[0].strip())
            }
            for row in table.iter(W + "tr")
        ]
        head_row, heads = heads_of(rows)
        if heads:
            yield "\n".join(
                f"{heads[column]}: {text}"
                for row in rows[head_row + 1 :]
                for column, text in row.items()
                if column in heads
            )


def _walk(element: etree._Element, writer: _Writer, place: str) -> None:
    for child in element:
        tag = child.tag
        if tag == W + "r":
            _run(child, writer, place)
        elif tag in _DELETED:
            if writer.is_original:
                _walk(child, writer, Place.TRACKED_CHANGE)
        elif tag in _INSERTED:
            if not writer.is_original:
                _walk(child, writer, Place.TRACKED_CHANGE)
        elif tag in (W + "pPr", W + "sectPr", W + "tblPr", MC + "Fallback"):
            continue
        elif isinstance(tag, str):
            _walk(child, writer, place)
            writer.end(tag)


def _run(run: etree._Element, writer: _Writer, place: str) -> None:
    is_hidden = _is_hidden(run, writer.hidden_styles) and not writer.is_original
    where = Place.HIDDEN if is_hidden else place
    for child in run:
        if child.tag in (W + "t", W + "delText"):
            writer.write(child.text or "", where)
        elif child.tag in _BREAKS:
            writer.write(_BREAKS[child.tag])
        elif child.tag == W + "sym":
            writer.write(" ")
        elif child.tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
            writer.boxes.extend(_box_texts(child))


def _is_hidden(run: etree._Element, styles: frozenset[str]) -> bool:
    """Tell whether a run cannot be seen, by its own properties or its style."""
    properties = run.find(W + "rPr")
    if properties is None:
        return False
    style = properties.find(W + "rStyle")
    return _hides(properties) or (style is not None and style.get(W + "val") in styles)


def _hides(properties: etree._Element | None) -> bool:
    """Tell whether words are hidden, or white on what is taken to be white paper."""
    if properties is None:
        return False
    for name in ("vanish", "specVanish"):
        mark = properties.find(W + name)
        if mark is not None and mark.get(W + "val", "1") not in _OFF:
            return True
    colour, background = properties.find(W + "color"), properties.find(W + "shd")
    is_white = colour is not None and colour.get(W + "val", "").upper() == "FFFFFF"
    return is_white and background is None


def _box_texts(drawing: etree._Element) -> Iterator[str]:
    """Give the texts of boxes; of a box that stands there twice, for old programs, the first."""
    seen: set[str] = set()
    for box in drawing.iter(W + "txbxContent"):
        text, _, inner = story_text(box)
        for one in (text, *inner):
            if one.strip() and one not in seen:
                seen.add(one)
                yield one
    words = [
        node.text
        for node in drawing.iter()
        if str(node.tag).endswith("/main}t") and node.tag != W + "t"
    ]
    if any(words):
        yield "\n".join(word for word in words if word)
