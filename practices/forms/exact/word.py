"""Reads the cells of a Word form that the site filled in, with lists, emphasis and links as they stand."""

from collections.abc import Iterator

from lxml import etree

from core.files.package import Package
from practices.forms.exact.cells import Cell
from practices.forms.exact.layout import KEY_ROW, Layout
from practices.forms.reading.word.story import R
from practices.forms.reading.word.styles import Styles, W, is_on, number
from practices.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run

#: What only wraps runs, paragraphs, rows or cells.
_WRAPPERS = {
    W + name for name in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "bdo")
}
_GONE = {W + "del", W + "moveFrom"}
#: What a cell of ours never holds; whoever put it there wants another reader.
_FOREIGN = {W + name for name in ("tbl", "drawing", "pict", "object", "fldChar", "fldSimple")} | {
    W + "footnoteReference",
    W + "endnoteReference",
}
_HEADINGS = {"heading 3": "h3", "heading 4": "h4"}


def read_cells(data: bytes, name: str, layout: Layout) -> dict[str, Cell]:
    """Return the cells of a filled-in form of the site by row; nothing when it is another's form."""
    package = Package(data, name)
    main = package.main_part()
    if main is None or not main.startswith("word/"):
        return {}
    reader = _Reader(package, main)
    cells: dict[str, Cell] = {}
    for label, value in reader.rows():
        row = layout.rows_by_label.get(label)
        if row is None or value is None:
            continue
        if row in cells:
            # Somebody put a row in twice: only a reader that tells about it may take such a form.
            return {}
        cells[row] = value
    return cells if cells.get(KEY_ROW) else {}


class _Reader:
    """Walks through the tables of one document."""

    def __init__(self, package: Package, main: str) -> None:
        self.relations = package.relations(main)
        parts = {kind: target for kind, target, outside in self.relations.values() if not outside}
        numbering = package.xml(parts["numbering"]) if "numbering" in parts else None
        styles = package.xml(parts["styles"]) if "styles" in parts else None
        self.styles = Styles(styles, numbering)
        self.formats = _number_formats(numbering)
        self.body = package.xml(main).find(W + "body")

    def rows(self) -> Iterator[tuple[str, Cell | None]]:
        """Give label and value of every row of two cells; no value where the cell is not ours."""
        for table in _children(self.body, "tbl") if self.body is not None else ():
            for row in _children(table, "tr"):
                cells = list(_children(row, "tc"))
                if len(cells) == 2:
                    first = next(_children(cells[0], "p"), None)
                    label = (
                        "".join(run.text for run in self._runs(first)) if first is not None else ""
                    )
                    yield label.strip(), self._cell(cells[1])

    def _cell(self, cell: etree._Element) -> Cell | None:
        if any(element.tag in _FOREIGN for element in cell.iter()):
            return None
        blocks = [self._block(paragraph) for paragraph in _children(cell, "p")]
        while blocks and not blocks[-1].text.strip():
            blocks.pop()
        return blocks

    def _block(self, paragraph: etree._Element) -> Block:
        properties = paragraph.find(W + "pPr")
        runs = tuple(self._runs(paragraph))
        level = self.styles.list_level(properties)
        if level is not None:
            return Block(self._list_kind(properties), runs, level)
        style = properties.find(W + "pStyle") if properties is not None else None
        names = self.styles.chain(style.get(W + "val")) if style is not None else []
        kinds = [_HEADINGS[one.name.lower()] for one in names if one.name.lower() in _HEADINGS]
        return Block(kinds[0] if kinds else PARAGRAPH, runs)

    def _list_kind(self, properties: etree._Element | None) -> str:
        direct = properties.find(W + "numPr") if properties is not None else None
        if direct is not None:
            key = number(direct.find(W + "numId")), number(direct.find(W + "ilvl"), 0)
            return BULLET if self.formats.get(key, "bullet") == "bullet" else NUMBER
        style = properties.find(W + "pStyle") if properties is not None else None
        names = self.styles.chain(style.get(W + "val")) if style is not None else []
        return NUMBER if any("number" in one.name.lower() for one in names) else BULLET

    def _runs(self, parent: etree._Element, href: str = "") -> Iterator[Run]:
        for child in parent:
            if child.tag == W + "r":
                yield self._run(child, href)
            elif child.tag == W + "hyperlink":
                _kind, target, outside = self.relations.get(
                    child.get(R + "id", ""), ("", "", False)
                )
                yield from self._runs(child, target if outside else "")
            elif child.tag in _WRAPPERS:
                yield from self._runs(child, href)

    def _run(self, run: etree._Element, href: str) -> Run:
        properties = run.find(W + "rPr")
        text = ""
        for child in run:
            if child.tag == W + "t":
                text += child.text or ""
            elif child.tag == W + "tab":
                text += "\t"
            elif child.tag in (W + "br", W + "cr"):
                text += "\n"
            elif child.tag == W + "noBreakHyphen":
                text += "\u2011"
        return Run(text, bool(is_on(properties, "b")), bool(is_on(properties, "i")), href)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Find children of one name through what only wraps them; what was deleted is not there."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _number_formats(numbering: etree._Element | None) -> dict[tuple[int | None, int | None], str]:
    """Return the number format ("bullet", "decimal" …) by list and level."""
    if numbering is None:
        return {}
    abstract = {one.get(W + "abstractNumId"): one for one in numbering.iter(W + "abstractNum")}
    formats: dict[tuple[int | None, int | None], str] = {}
    for definition in numbering.iter(W + "num"):
        link = definition.find(W + "abstractNumId")
        levels = abstract.get(link.get(W + "val")) if link is not None else None
        for level in levels.iter(W + "lvl") if levels is not None else ():
            form = level.find(W + "numFmt")
            key = int(definition.get(W + "numId", "0")), int(level.get(W + "ilvl", "0"))
            formats[key] = form.get(W + "val", "") if form is not None else ""
    return formats
