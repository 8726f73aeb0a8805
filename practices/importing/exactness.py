"""What a file says exactly, where the site wrote it: JSON records, and forms that it filled in itself."""

from practices.forms.exact.case import CaseCells
from practices.forms.exact.cells import Cell
from practices.forms.exact.layout import CASE_LAYOUT, PRACTICE_LAYOUT, Layout
from practices.forms.exact.practice import PracticeCells
from practices.forms.exact.sheet import read_sheets
from practices.forms.exact.word import read_cells
from practices.forms.exact.words import OWN_TEXTS
from practices.importing.json_sources import record_at
from practices.importing.kinds import Form, Record

#: What a reader of forms tells about a file, whoever wrote it.
_OF_THE_FILE = frozenset(
    {"tracked_changes", "comments", "hidden_text", "footnote", "unknown_label", "formula"}
)


class ExactReader:
    """Reads the site's own forms of one kind; keeps the labels of terms for a whole batch."""

    def __init__(self, layout: Layout, cells: PracticeCells | CaseCells) -> None:
        """Take the layout of the form and how its cells are read."""
        self.layout = layout
        self.cells = cells

    def improve(self, form: Form, record: Record, data: bytes) -> Record:
        """Return the record with what the file says exactly; noise about the form's own words goes."""
        if (given := record_at(data, form.place)) is not None:
            # What is wrong with such a record is told when it is saved, key by key.
            form.warnings, form.unrecognised = [], []
            return dict(given)
        cells = self._cells(form, data)
        if not cells:
            return record
        form.warnings = [one for one in form.warnings if one.code in _OF_THE_FILE]
        form.unrecognised = [row for row in form.unrecognised if row.value not in OWN_TEXTS]
        rows = [row.to_json() for row in form.unrecognised]
        return {**self.cells.read(cells, record), "unrecognised_rows": rows}

    def _cells(self, form: Form, data: bytes) -> dict[str, Cell]:
        if not data.startswith(b"PK"):
            return {}
        if form.place:
            return read_sheets(data, self.layout).get(form.place, {})
        return read_cells(data, form.source, self.layout)


def practice_reader() -> ExactReader:
    """Return a reader of practice forms."""
    return ExactReader(PRACTICE_LAYOUT, PracticeCells())


def case_reader() -> ExactReader:
    """Return a reader of case study forms."""
    return ExactReader(CASE_LAYOUT, CaseCells())
