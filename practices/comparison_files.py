"""A comparison as CSV and as a Word document."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from practices.comparison import Column, Comparison

MARGIN = Mm(15)
# Characters that XML, and with it Word, cannot hold.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def heading(column: Column) -> str:
    """Return the heading of a chart's column."""
    return f"{column.number}. {column.title}" if column.number else column.title


def csv_columns(comparison: Comparison) -> list[str]:
    """Return the head line; charts of one title are told apart by their keys."""
    headings = [heading(column) for column in comparison.columns]
    return [
        _("Number"),
        _("Item"),
        _("Differs"),
        *(
            text if headings.count(text) == 1 else f"{text} ({column.pk})"
            for text, column in zip(headings, comparison.columns, strict=True)
        ),
    ]


def csv_records(comparison: Comparison) -> Iterator[dict[str, object]]:
    """Yield the rows by column."""
    columns = csv_columns(comparison)
    for row in comparison.rows:
        differs = _("yes") if row.differs else _("no")
        values = [row.number, row.label, differs, *(cell.text for cell in row.cells)]
        yield dict(zip(columns, values, strict=True))


def comparison_docx(comparison: Comparison) -> bytes:
    """Return the comparison as a table on A4 across, its head line repeated on each page."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    document.styles["Normal"].font.size = Pt(9)
    title = _("Practice charts compared")
    document.core_properties.title = title
    document.add_heading(title, level=1)
    document.add_paragraph(_("≠ marks the items to which the charts give different answers."))
    table = document.add_table(rows=1, cols=1 + len(comparison.columns), style="Table Grid")
    head = table.rows[0]
    _repeat(head)
    for cell, text in zip(head.cells, ["", *map(heading, comparison.columns)], strict=True):
        cell.paragraphs[0].add_run(text.translate(_FORBIDDEN)).bold = True
    for row in comparison.rows:
        cells = table.add_row().cells
        label = f"{row.number} {row.label}{' ≠' if row.differs else ''}"
        cells[0].paragraphs[0].add_run(label).bold = True
        for cell, value in zip(cells[1:], row.cells, strict=True):
            cell.text = (value.text or _("not stated")).translate(_FORBIDDEN)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _repeat(row: object) -> None:
    """Let Word repeat a row at the top of each page; readers of tables need it as the head."""
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
