"""Reads JSON, CSV and Excel files into records; what cannot be read gets one sentence and the rest goes on."""

import csv
import io
import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from core.exchange.columns import Column, RecordTable, column_name
from core.files.limits import MEGABYTE, readable_size
from core.files.package import Package
from core.files.problems import ZIP_ERRORS, UnreadableFile

MAX_FILE_BYTES = 50 * MEGABYTE
MAX_ROWS = 100_000
_SEPARATORS = ",;\t"
#: Where programs put the list, when a file has more than the list in it.
_LISTS = ("results", "records")


@dataclass(frozen=True)
class ReadRecord:
    """A record as a file has it: `place` says where in the file it stands, `remarks` what of it is not read."""

    source: str
    place: str
    record: dict[str, Any]
    remarks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return file and place."""
        return f"{self.source} ({self.place})" if self.place else self.source


Read = ReadRecord | UnreadableFile
Reader = Callable[[Path], Iterator[Read]]


def read_records(
    path: Path, table: RecordTable, readers: Mapping[str, Reader] | None = None
) -> Iterator[Read]:
    """Read the records of a file one after the other; a file or row that cannot be read is given as its error.

    `readers` read further formats, by the ending of the file's name. Of two records with one slug the second is
    refused.
    """
    reader = (readers or {}).get(path.suffix.lower().removeprefix("."))
    try:
        yield from _each_slug_once(reader(path) if reader else _read(path, table))
    except UnreadableFile as error:
        yield error


def _each_slug_once(reads: Iterator[Read]) -> Iterator[Read]:
    first: dict[str, str] = {}
    for read in reads:
        slug = read.record.get("slug") if isinstance(read, ReadRecord) else None
        if isinstance(read, UnreadableFile) or not isinstance(slug, str) or not slug:
            yield read
        elif slug in first:
            sentence = _(
                "the slug “%(slug)s” stands in this file already (%(place)s); keep one of them."
            )
            yield UnreadableFile(read.name, sentence % {"slug": slug, "place": first[slug]})
        else:
            first[slug] = read.place
            yield read


def read_text(path: Path) -> str:
    """Return the text of a file within the limits of size; raises UnreadableFile."""
    return _decoded(_bytes(path), path.name)


def _read(path: Path, table: RecordTable) -> Iterator[ReadRecord | UnreadableFile]:
    data = _bytes(path)
    if data[:2] == b"PK":
        yield from _read_workbook(data, path.name, table)
        return
    text = _decoded(data, path.name)
    if text.lstrip()[:1] in ("[", "{"):
        yield from read_json(text, path.name)
    elif path.suffix.lower() in (".csv", ".tsv", ".txt"):
        yield from _read_csv(text, path.name, table)
    else:
        raise UnreadableFile(path.name, _("it is no JSON, CSV or Excel file (.xlsx)."))


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableFile(
                path.name,
                _("the file has %(size)s, more than the limit of %(limit)s; send it in parts.")
                % {"size": readable_size(size), "limit": readable_size(MAX_FILE_BYTES)},
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _("its name is not valid")
        sentence = _("the file cannot be opened (%(reason)s); check the path.")
        raise UnreadableFile(path.name, sentence % {"reason": reason}) from error
    if not data.strip():
        raise UnreadableFile(path.name, _("the file is empty."))
    return data


def _decoded(data: bytes, name: str) -> str:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(name, _("it is no JSON, CSV or Excel file (.xlsx)."))


def read_json(text: str, name: str) -> Iterator[Read]:
    """Yield the records of a JSON text; raises UnreadableFile."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        sentence = _("the JSON is not valid (%(place)s); check brackets and commas there.")
        raise UnreadableFile(name, sentence % {"place": place or _("nested too deeply")}) from error
    if isinstance(content, dict):
        lists = [content[key] for key in _LISTS if isinstance(content.get(key), list)]
        content = lists[0] if lists else [content]
    for number, record in enumerate(content, start=1):
        place = f"record {number}"
        if isinstance(record, dict):
            yield ReadRecord(name, place, record)
        else:
            yield UnreadableFile(f"{name} ({place})", _("an object with the keys is expected."))


def _read_csv(text: str, name: str, table: RecordTable) -> Iterator[ReadRecord | UnreadableFile]:
    first_line = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first_line.count)
    csv.field_size_limit(MAX_FILE_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from _rows(enumerate(rows, start=1), name, _("line"), table.columns, table)
    except csv.Error as error:
        sentence = _("the CSV is damaged near line %(line)d; save it again as CSV (UTF-8).")
        raise UnreadableFile(name, sentence % {"line": rows.line_num}) from error


def _rows(
    rows: Iterable[tuple[int, Any]],
    name: str,
    unit: str,
    columns: tuple[Column, ...],
    table: RecordTable,
) -> Iterator[ReadRecord | UnreadableFile]:
    """Read rows below their heads; a row with more cells than there are heads is told of and not guessed at."""
    heads: list[str] = []
    known = {column.name for column in columns}
    for number, row in rows:
        cells = list(row)
        if not any(cell not in (None, "") for cell in cells):
            continue
        if not heads:
            heads = [column_name(cell) for cell in cells]
            _check_heads([head for head in heads if head], known, name)
            continue
        if number > MAX_ROWS:
            sentence = _("there are more than %(limit)d rows; send the file in parts.")
            raise UnreadableFile(name, sentence % {"limit": MAX_ROWS})
        place = f"{unit} {number}"
        if any(cell not in (None, "") for cell in cells[len(heads) :]):
            yield UnreadableFile(
                f"{name} ({place})",
                _("the row has more cells than there are column heads; check its separators."),
            )
            continue
        cells += [""] * (len(heads) - len(cells))
        filled = {
            head: cell
            for head, cell in zip(heads, cells, strict=False)
            if head and (head in known or cell not in (None, ""))
        }
        yield ReadRecord(name, place, table.record(filled))


def _check_heads(heads: list[str], known: set[str], name: str) -> None:
    if not known & set(heads):
        raise UnreadableFile(
            name,
            _("no column is known; the first row names the columns: %(columns)s.")
            % {"columns": ", ".join(sorted(known))},
        )
    twice = sorted({head for head in heads if heads.count(head) > 1})
    if twice:
        sentence = _("the column “%(column)s” is there twice; keep one of them.")
        raise UnreadableFile(name, sentence % {"column": twice[0]})


def _read_workbook(
    data: bytes, name: str, table: RecordTable
) -> Iterator[ReadRecord | UnreadableFile]:
    package = Package(data, name)
    if not (package.main_part() or "").startswith("xl/"):
        raise UnreadableFile(name, _("it is no JSON, CSV or Excel file (.xlsx)."))
    for part in package.entries:
        if part.endswith((".xml", ".rels")):
            package.xml(part)  # refuses DTDs and entities before another parser sees them
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that it does not know; no text is in them.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            yield from _sheets(book, name, table)
    except ZIP_ERRORS as error:
        raise UnreadableFile(
            name, _("the workbook is damaged; open it in Excel and save it again.")
        ) from error


def _sheets(book: Any, name: str, table: RecordTable) -> Iterator[ReadRecord | UnreadableFile]:
    main, nested = book.worksheets[0], {}
    for column in table.nested:
        if column.name in book.sheetnames and book[column.name] is not main:
            rows, problems = _nested(book[column.name], name, column, table.columns[0])
            nested[column.name] = rows
            yield from problems
    keys: set[str] = set()
    for read in _rows(_cells(main), name, _("row"), table.flat, table):
        if isinstance(read, ReadRecord):
            key = str(read.record.get(table.columns[0].name) or "")
            keys.add(key)
            for column_key, rows in nested.items():
                read.record[column_key] = rows.get(key, [])
        yield read
    for column_key, rows in nested.items():
        for key in sorted(rows.keys() - keys):
            sentence = _("“%(key)s” is not in the first sheet, so its rows were not read.")
            yield UnreadableFile(f"{name} (sheet {column_key})", sentence % {"key": key})


def _nested(
    sheet: Any, name: str, column: Column, key: Column
) -> tuple[dict[str, list[dict[str, Any]]], list[UnreadableFile]]:
    """Return the rows of a sheet by the key of the record they belong to, and what could not be read."""
    table = RecordTable((key, *column.columns))
    rows: dict[str, list[dict[str, Any]]] = {}
    problems: list[UnreadableFile] = []
    where = f"{name} (sheet {column.name})"
    for read in _rows(_cells(sheet), where, _("row"), table.columns, table):
        if isinstance(read, UnreadableFile):
            problems.append(read)
            continue
        owner = str(read.record.pop(key.name, None) or "")
        rows.setdefault(owner, []).append(read.record)
    return rows, problems


def _cells(sheet: Any) -> Iterator[tuple[int, Any]]:
    # A sheet may claim a million rows; read-only mode gives those that are there.
    sheet.reset_dimensions()
    yield from enumerate(sheet.iter_rows(values_only=True), start=1)
