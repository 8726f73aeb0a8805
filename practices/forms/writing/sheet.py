"""Puts cells into a workbook: the items as heads of the columns, one record a row."""

import io
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from practices.forms.exact.cells import Cell
from practices.forms.exact.layout import Layout
from practices.forms.exact.sheet import rich_rows, write_cell

#: What one cell of Excel holds; longer texts would be cut off without a word.
MOST_CHARACTERS = 32_767
_HEAD = PatternFill("solid", fgColor="E4E9EC")
_TOP = Alignment(wrap_text=True, vertical="top")


class TooLongForExcel(ValueError):
    """A text does not fit into a cell; Word and JSON have no such limit."""


def workbook(
    layout: Layout, records: Iterable[Mapping[str, Cell]], language: str, details: bool = True
) -> bytes:
    """Return a workbook with one row a record; `details` adds the columns beyond the paper form."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.language = layout.title[language], language
    book.properties.creator = ""
    rows = (*layout.standard, *layout.details) if details else layout.standard
    # The title of a sheet must not have signs that Excel uses in formulas.
    sheet = book.create_sheet(layout.title[language].replace(":", " –")[:31])
    sheet.freeze_panes = "B2"
    for number, row in enumerate(rows, start=1):
        width = 60 if row in rich_rows(layout) else 28
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_head(sheet, layout.label(row, language)) for row in rows])
    try:
        for cells in records:
            sheet.append([_value(sheet, row, cells, layout) for row in rows])
    except TooLongForExcel:
        # A sheet that is written as a stream must be closed, or it complains when it is thrown away.
        sheet.close()
        raise
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(sheet: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _TOP
    return cell


def _value(sheet: object, row: str, cells: Mapping[str, Cell], layout: Layout) -> WriteOnlyCell:
    text = write_cell(row, cells.get(row, []), layout)
    if len(text) > MOST_CHARACTERS:
        raise TooLongForExcel(
            _("The text of “%(item)s” has %(count)d characters, more than a cell of Excel holds.")
            % {"item": layout.label(row, "en"), "count": len(text)}
        )
    cell = WriteOnlyCell(sheet, value=text or None)
    cell.alignment = _TOP
    return cell
