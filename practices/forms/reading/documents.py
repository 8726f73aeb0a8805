"""From the blocks of a document to its forms.

Rows, flow, and the point where one form ends and the next begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from practices.forms.reading.blocks import Document, Table
from practices.forms.reading.bullets import tidy
from practices.forms.reading.case_builder import CaseBuilder
from practices.forms.reading.flow import rows_of
from practices.forms.reading.limits import FormError
from practices.forms.reading.practice_builder import PracticeBuilder
from practices.forms.reading.recogniser import Recogniser, case_recogniser, practice_recogniser
from practices.forms.reading.rows import RowReader
from practices.forms.reading.sheets import Sheet
from practices.forms.reading.units import ItemRow
from practices.forms.records import CaseForm, PracticeForm
from practices.forms.vocabulary import FormVocabulary

#: fewer recognised items than this are no form
LEAST_ITEMS = 4
#: so many items in the first row of a table are column heads
HEADS = 6
#: so many items lie before the point where a second form may begin
WHOLE_FORM = 8
FIRST_ITEMS = frozenset(
    {"chart_no", "chart_country", "countries", "organisations", "organisation", "country", "number"}
)


class Kind:
    """Name one of the two forms with its recogniser and its builder."""

    def __init__(self, name: str, command: str) -> None:
        """Take the words for messages."""
        self.name, self.command = name, command

    @property
    def is_case(self) -> bool:
        """Tell whether it is the case form."""
        return self.name == "case study form"

    @property
    def recogniser(self) -> Recogniser:
        """Give the recogniser of the form."""
        return case_recogniser() if self.is_case else practice_recogniser()

    @property
    def other(self) -> Kind:
        """Give the other form."""
        return PRACTICE_FORM if self.is_case else CASE_FORM

    def build(
        self, source: str, sheet: Sheet, vocabulary: FormVocabulary
    ) -> PracticeForm | CaseForm:
        """Build the record of a sheet."""
        return (
            CaseBuilder(source, sheet, vocabulary).build()
            if self.is_case
            else PracticeBuilder(source, sheet, vocabulary).build()
        )


PRACTICE_FORM = Kind("practice form", "import_practices")
CASE_FORM = Kind("case study form", "import_case_studies")


def sheets_of(document: Document, kind: Kind) -> list[Sheet]:
    """Read the rows of a document and part them where a second form begins."""
    across = _read_across(document, kind)
    if across:
        return across
    units = RowReader(kind.recogniser).read(document)
    rows, outside, preamble = rows_of(units, kind.recogniser)
    parts = _parted(rows)
    sheets = [Sheet(part) for part in parts]
    sheets[0].outside, sheets[0].preamble, sheets[0].notes = outside, preamble, document.notes
    return sheets


def _read_across(document: Document, kind: Kind) -> list[Sheet]:
    """Read tables that have the items as column heads and one form a row."""
    sheets: list[Sheet] = []
    for block in document.blocks:
        if not isinstance(block, Table) or len(block.rows) < 2:
            continue
        heads = [kind.recogniser.sure(cell.text()) for cell in block.rows[0]]
        below = [kind.recogniser.sure(cell.text()) for cell in block.rows[1]]
        if sum(head is not None for head in heads) < HEADS or any(below[:2]):
            continue
        for number, row in enumerate(block.rows[1:], start=2):
            items = [
                ItemRow(
                    head.key if head else None,
                    label.text(),
                    tidy(cell.lines()),
                    f"row {number}, column {column}",
                )
                for column, (head, label, cell) in enumerate(
                    zip(heads, block.rows[0], row, strict=False), start=1
                )
            ]
            if any(item.lines for item in items):
                sheets.append(Sheet(items))
    if sheets:
        sheets[0].notes = document.notes
    return sheets


def _parted(rows: list[ItemRow]) -> list[list[ItemRow]]:
    parts: list[list[ItemRow]] = [[]]
    for at, row in enumerate(rows):
        seen = {one.key for one in parts[-1] if one.key}
        ahead = {one.key for one in rows[at:] if one.key}
        if (
            row.key in FIRST_ITEMS
            and row.key in seen
            and len(seen) >= WHOLE_FORM
            and len(ahead) >= WHOLE_FORM
            # A head that is printed again on the second page begins no second form.
            and len(seen & ahead) >= WHOLE_FORM - 2
        ):
            parts.append([])
        parts[-1].append(row)
    return parts


def forms_of(
    document: Document, name: str, kind: Kind, vocabulary: FormVocabulary
) -> Iterator[PracticeForm | CaseForm]:
    """Give the forms of a document; a FormError says why there is none."""
    sheets = sheets_of(document, kind)
    check_kind(sheets[0].keys, document, name, kind)
    if not any(row.lines for sheet in sheets for row in sheet.rows if row.key):
        raise FormError(
            name, f"the {kind.name} is blank: none of its items is filled in. Fill it in first."
        )
    for number, sheet in enumerate(sheets, start=1):
        if len(sheets) > 1:
            sheet.place = f"form {number} of {len(sheets)}"
        yield kind.build(name, sheet, vocabulary)


def check_kind(keys: set[str], document: Document, name: str, kind: Kind) -> None:
    """Refuse a document that is no form, an empty form, or the other form."""
    if len(keys) >= 10:
        return
    units = RowReader(kind.other.recogniser).read(document)
    others = {row.key for row in rows_of(units, kind.other.recogniser)[0] if row.key}
    if len(others) >= 8 and len(others) > len(keys) + 2:
        raise FormError(
            name,
            f"it is a {kind.other.name}, not a {kind.name}; import it with {kind.other.command}.",
        )
    if len(keys) < LEAST_ITEMS:
        raise FormError(
            name,
            f"no {kind.name} was found in it: fewer than {LEAST_ITEMS} of the form's items were"
            " recognised. Fill in the blank form and send that.",
        )
