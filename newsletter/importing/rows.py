"""Reads lists of readers row by row: this site's CSV, exports of listmonk and Mailchimp, plain lists of addresses."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from core.files.decoding import encoding_of
from core.files.problems import UnreadableFile
from core.spreadsheet_text import unescape
from newsletter.importing.statuses import status_of_file

_SEPARATORS = ",;\t"
#: Longer than any cell of a list of readers; a quote that is never closed stops here.
_LONGEST_CELL = 20_000

#: What other programs call a column, in lower case with underscores.
_NAMES = {
    "email": ("email", "e-mail", "email_address", "e-mail_address", "mail", "address"),
    "name": ("name", "full_name"),
    "first_name": ("first_name", "fname"),
    "last_name": ("last_name", "lname"),
    "language": ("language", "lang"),
    "countries": ("countries", "country"),
    "interests": ("interests",),
    "status": ("status",),
    "subscription_status": ("subscription_status",),
    "attributes": ("attributes", "attribs"),
    "unsub_time": ("unsub_time",),
    "clean_time": ("clean_time",),
}
_COLUMNS = {other: name for name, others in _NAMES.items() for other in others}


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the file has it, every cell a text; `statuses` are all that it says of one."""

    number: int
    email: str
    name: str = ""
    language: str = ""
    countries: str = ""
    interests: str = ""
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read, and why."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Head:
    """What the columns are called, and whether the file says so itself."""

    columns: list[str]
    is_written: bool


def read_rows(path: Path) -> Iterator[Row | BadRow]:
    """Yield the rows of a file without holding more than one; raises UnreadableFile."""
    try:
        encoding = encoding_of(path)
        # Old programs leave bytes undefined: one letter of a name is no reason to lose a reader.
        file = path.open(encoding=encoding, errors="replace", newline="")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _("its name is not valid")
        sentence = _("the file cannot be opened (%(reason)s); check the path.")
        raise UnreadableFile(path.name, sentence % {"reason": reason}) from error
    with file:
        first = file.readline(_LONGEST_CELL)
        if not first.strip():
            raise UnreadableFile(path.name, _("the file is empty."))
        file.seek(0)
        csv.field_size_limit(_LONGEST_CELL)
        separator = max(_SEPARATORS, key=first.count)
        yield from _rows(csv.reader(file, delimiter=separator), path.name)


def _rows(reader: Iterator[list[str]], file_name: str) -> Iterator[Row | BadRow]:
    head: _Head | None = None
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield BadRow(number, _("the row is damaged; check its quotation marks."))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if head is None:
            head = _head(cells, file_name)
            if head.is_written:
                continue
        yield _row(number, cells, head, file_name)


def _head(cells: list[str], file_name: str) -> _Head:
    """Read the first row: it names the columns, or is a row of a list of addresses already."""
    names = ["_".join(cell.strip().lstrip("\ufeff").lower().split()) for cell in cells]
    columns = [_COLUMNS.get(name, "") for name in names]
    if "email" in columns:
        for column in ("email", "status"):
            # A second column of one meaning would decide by chance.
            if columns.count(column) > 1:
                sentence = _("the column “%(column)s” is there twice; keep one of them.")
                raise UnreadableFile(file_name, sentence % {"column": column})
        return _Head(columns, is_written=True)
    for position, cell in enumerate(cells):
        if "@" in cell:
            return _Head([*[""] * position, "email"], is_written=False)
    raise UnreadableFile(
        file_name,
        _("no column holds addresses; the first row names the columns: %(columns)s.")
        % {"columns": "email, name, language, countries, interests, status"},
    )


def _row(number: int, cells: list[str], head: _Head, file_name: str) -> Row | BadRow:
    columns = head.columns
    if head.is_written and any(cell.strip() for cell in cells[len(columns) :]):
        return BadRow(
            number,
            _("the row has more cells than there are column heads; check its separators."),
        )
    found = {
        column: unescape(cell.strip())
        for column, cell in zip(columns, cells, strict=False)
        if column
    }
    name = found.get("name") or " ".join(
        part for part in (found.get("first_name"), found.get("last_name")) if part
    )
    attributes = _attributes(found.get("attributes", ""))
    return Row(
        number=number,
        email=found.get("email", ""),
        name=name,
        language=found.get("language") or attributes.get("language", ""),
        countries=found.get("countries") or attributes.get("countries", ""),
        interests=found.get("interests") or attributes.get("interests", ""),
        statuses=_statuses(found, file_name),
    )


def _statuses(found: dict[str, str], file_name: str) -> tuple[str, ...]:
    said = [
        found.get("status", ""),
        found.get("subscription_status", ""),
        status_of_file(file_name),
    ]
    said += ["unsubscribed"] if found.get("unsub_time") else []
    said += ["cleaned"] if found.get("clean_time") else []
    return tuple(status for status in said if status)


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of listmonk that are of use here; what is no JSON object has none."""
    try:
        content = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    attributes = {}
    for name in ("language", "countries", "interests"):
        value = content.get(name, content.get({"countries": "country"}.get(name, name), ""))
        values = value if isinstance(value, list) else [value]
        attributes[name] = "; ".join(str(one) for one in values if isinstance(one, str | int))
    return attributes
