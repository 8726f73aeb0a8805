"""Puts cells into a Word document: paragraphs, lists, emphasis and links the way a person would set them."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from practices.forms.exact.cells import Cell
from practices.rich_text import BULLET, DEEPEST, NUMBER, Block, Run

_LABEL_WIDTH, _VALUE_WIDTH = Cm(5), Cm(12)
_STYLES = {"h3": "Heading 3", "h4": "Heading 4"}
_BULLETS = ("•", "–", "▪")


class FormDocument:
    """A form being written: a title, tables of two columns, their cells."""

    def __init__(self, title: str, language: str, subject: str = "") -> None:
        """Begin a document in `language`: `title` is its heading, `subject` what it is about."""
        self.document: WordDocument = Document()
        self.language = language
        self._boxes = 0
        self._bullets, self._numbers = _add_lists(self.document)
        properties = self.document.core_properties
        properties.title = f"{title}: {subject}"[:255] if subject else title
        properties.language, properties.author = language, ""
        properties.comments = ""
        _set_language(self.document, language)
        for section in self.document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2)
            section.top_margin = section.bottom_margin = Cm(2)
        self.document.add_paragraph(title, style="Title")

    def add_heading(self, text: str) -> None:
        """Add a heading between the tables."""
        self.document.add_heading(text, level=1)

    def add_table(self, item: str, answer: str, description: str) -> Table:
        """Add an empty table whose first row, the heads of the columns, is repeated on every page."""
        table = self.document.add_table(rows=1, cols=2, style="Table Grid")
        table.autofit = False
        for cell, text, width in zip(
            table.rows[0].cells, (item, answer), (_LABEL_WIDTH, _VALUE_WIDTH), strict=True
        ):
            cell.width = width
            cell.paragraphs[0].add_run(text).bold = True
            _shade(cell, "E4E9EC")
        header = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(header)
        _describe(table, description)
        return table

    def add_row(self, table: Table, label: str, value: Cell, hint: str = "") -> _Cell:
        """Add a row with its label left and its value right; return the cell of the value."""
        left, right = table.add_row().cells
        left.width, right.width = _LABEL_WIDTH, _VALUE_WIDTH
        left.paragraphs[0].add_run(label).bold = True
        if hint:
            _add_hint(left.add_paragraph(), hint)
        self.fill(right, value)
        return right

    def fill(self, cell: _Cell, blocks: Cell) -> None:
        """Write blocks into an empty cell."""
        paragraph = cell.paragraphs[0]
        numbers = None
        for at, block in enumerate(blocks):
            paragraph = paragraph if at == 0 else cell.add_paragraph()
            numbers = self._begin(paragraph, block, numbers)
            for run in block.runs:
                self._add_run(paragraph, run)

    def _begin(self, paragraph: Paragraph, block: Block, numbers: int | None) -> int | None:
        """Give a paragraph its place in a list or its style; return the numbered list that is open."""
        if block.kind == BULLET:
            _set_list(paragraph, self._bullets, block.level)
        elif block.kind == NUMBER:
            numbers = numbers or _restarted(self.document, self._numbers)
            _set_list(paragraph, numbers, block.level)
        else:
            if block.kind in _STYLES:
                paragraph.style = self.document.styles[_STYLES[block.kind]]
            return None
        return numbers

    def _add_run(self, paragraph: Paragraph, run: Run) -> None:
        parent = paragraph._p
        if run.href:
            relation = paragraph.part.relate_to(
                run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            parent = OxmlElement("w:hyperlink")
            parent.set(qn("r:id"), relation)
            paragraph._p.append(parent)
        element = OxmlElement("w:r")
        parent.append(element)
        word_run = WordRun(element, paragraph)
        word_run.bold, word_run.italic = run.strong or None, run.emphasis or None
        if run.href:
            word_run.font.color.rgb, word_run.font.underline = RGBColor(0x1F, 0x4E, 0x79), True
        _add_text(word_run, run.text)

    def add_boxes(self, cell: _Cell, groups: Sequence[tuple[str | None, Sequence[str]]]) -> None:
        """Write boxes to tick into a cell, under their headings."""
        is_first = True
        for heading, options in groups:
            for text in (heading, *options):
                if text is None:
                    continue
                paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
                is_first = False
                if text == heading:
                    paragraph.add_run(text).bold = True
                else:
                    self._boxes += 1
                    paragraph._p.append(_box(text, self._boxes))
                    paragraph.add_run(f" {text}")

    def add_page_break(self) -> None:
        """Begin a new page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def add_own_text(self, paragraphs: Iterable[tuple[str, bool]]) -> None:
        """Add text of the form itself, (text, is heading), marked so that no reader takes it for an answer."""
        control = _own_words()
        content = control.find(qn("w:sdtContent"))
        for text, is_heading in paragraphs:
            paragraph = self.document.add_paragraph(text, style="Heading 2" if is_heading else None)
            content.append(paragraph._p)
        body = self.document.element.body
        body.insert(len(body) - 1, control)

    def to_bytes(self, changed_at: datetime | None = None) -> bytes:
        """Return the file; the same content gives the same properties."""
        when = (changed_at or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None)
        properties = self.document.core_properties
        properties.created = properties.modified = when.replace(microsecond=0)
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def _add_text(run: WordRun, text: str) -> None:
    for at, line in enumerate(text.split("\n")):
        if at:
            run._r.append(OxmlElement("w:br"))
        element = OxmlElement("w:t")
        element.text = line
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run._r.append(element)


def _set_language(document: WordDocument, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for tag in defaults.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _describe(table: Table, description: str) -> None:
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), description)
        table._tbl.tblPr.append(element)


def _set_list(paragraph: Paragraph, list_id: int, level: int) -> None:
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = list_id


def _add_hint(paragraph: Paragraph, text: str) -> None:
    """Add the form's own words in small type, marked so that no reader takes them for an answer."""
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x55, 0x55, 0x55)
    control = _own_words()
    control.find(qn("w:sdtContent")).append(run._r)
    paragraph._p.append(control)


def _own_words() -> BaseOxmlElement:
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:lock w:val='sdtContentLocked'/>"
        "<w:showingPlcHdr/></w:sdtPr><w:sdtContent/></w:sdt>"
    )


def _box(title: str, number: int) -> BaseOxmlElement:
    """Return a box that is ticked with a click or the space bar, and says what it is for."""
    box = parse_xml(
        f'<w:sdt {nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
        f'<w:sdtPr><w:alias/><w:id w:val="{number}"/><w14:checkbox><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" '
        'w:hAnsi="MS Gothic"/></w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>'
    )
    box.find(qn("w:sdtPr")).find(qn("w:alias")).set(qn("w:val"), title)
    return box


def _add_lists(document: WordDocument) -> tuple[int, int]:
    """Define a bullet list and a numbered list of all levels; return the id of the one, and the kind of the other."""
    root = document.part.numbering_part.element
    taken = [int(one.get(qn("w:abstractNumId"))) for one in root.findall(qn("w:abstractNum"))]
    first = max(taken, default=0) + 1
    for at, (form, text) in enumerate((("bullet", ""), ("decimal", "%{}."))):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text.format(level + 1) or _BULLETS[level % 3]}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" '
            'w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(DEEPEST + 1)
        )
        definition = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{first + at}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        root.insert(len(taken) + at, definition)
    return root.add_num(first).numId, first + 1


def _restarted(document: WordDocument, kind: int) -> int:
    """Begin a numbered list anew at 1; return its id."""
    number = document.part.numbering_part.element.add_num(kind)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return number.numId
