"""Bringing charts and case studies in: from forms and JSON to drafts, new or revised.

`plan_import(sources, kind)` reads files one record at a time (a source is a path or a name with bytes)
and gives, in their order, either a `PlannedRecord` or a `FormError` for what could not be read. It
writes nothing. A planned record tells its `record` (keys of data/demo), its `form` (what the paper said,
with the original `rows`), its `warnings` and its `match` (the page that it is a new version of, or None).

`preview(planned)` tries the import and takes it back, so that it shows the real outcome: problems, the
organisations that would be created, and the `differences` to the page field by field.

`apply_planned(planned, choice, options)` carries one out: `Choice.NEW` makes a page, `Choice.UPDATE`
revises the match, `Choice.SKIP` does nothing, `Choice.AUTO` makes a page unless there is a match. It
never raises for what is wrong with a record: the `Outcome` says so, and then nothing of it is stored.
"""

from practices.forms.reading import FormError
from practices.importing.applying import apply_planned, preview
from practices.importing.outcomes import Choice, FieldDifference, ImportOptions, Outcome, Status
from practices.importing.planning import CASE_STUDIES, PRACTICES, PlannedRecord, plan_import

__all__ = [
    "CASE_STUDIES",
    "PRACTICES",
    "Choice",
    "FieldDifference",
    "FormError",
    "ImportOptions",
    "Outcome",
    "PlannedRecord",
    "Status",
    "apply_planned",
    "plan_import",
    "preview",
]
