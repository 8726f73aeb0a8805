"""Records of JSON files, imports and forms on their way into pages: read with types, checked, stored whole."""

from core.records.problems import RecordError, RecordProblem, problems_of
from core.records.reader import RecordReader, clean_text
from core.records.saving import (
    check_fields,
    check_rows,
    choose_slug,
    editable_copy,
    set_rows,
    store,
)

__all__ = [
    "RecordError",
    "RecordProblem",
    "RecordReader",
    "check_fields",
    "check_rows",
    "choose_slug",
    "clean_text",
    "editable_copy",
    "problems_of",
    "set_rows",
    "store",
]
