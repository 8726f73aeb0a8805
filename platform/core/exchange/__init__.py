"""Records in and out as JSON, CSV and Excel, the same way for every kind of record.

An app describes its kind once (`RecordKind`: the columns, how a record is saved and given); the commands,
the reader of files, the preview, the differences and the undo are the same for all. Forms in Word belong
to `practices.forms`, which ends in the same dicts.
"""

from core.exchange.applying import apply_record, preview_record
from core.exchange.columns import Cell, Column, RecordTable
from core.exchange.kinds import RecordKind
from core.exchange.outcomes import Choice, FieldDifference, Outcome, Status, differences
from core.exchange.reading import ReadRecord, read_records
from core.exchange.rows import RowKind

__all__ = [
    "Cell",
    "Choice",
    "Column",
    "FieldDifference",
    "Outcome",
    "ReadRecord",
    "RecordKind",
    "RecordTable",
    "RowKind",
    "Status",
    "apply_record",
    "differences",
    "preview_record",
    "read_records",
]
