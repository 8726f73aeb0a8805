"""RIS: the syntax, by rispy; what stands where is told in `entries`.

The format: https://en.wikipedia.org/wiki/RIS_(file_format). It has no field for much of a record: that stands in
notes, one line each, such as `N1  - in_force: 2008`, and comes back from them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import rispy
from django.utils.translation import gettext as _

from core.exchange import ReadRecord
from core.exchange.reading import Read
from core.exchange.writing import TextStream
from core.files.problems import UnreadableFile
from library.bibliography.entries import Entry, Field, entry_of, record_of
from library.bibliography.words import Words

_TAGS = {
    "title": "TI", "author": "AU", "year": "PY", "publisher": "PB", "doi": "DO", "isbn": "SN", "type": "M3",
    "url": "UR", "abstract": "AB", "language": "LA", "keywords": "KW", "shorttitle": "ST", "number": "M1",
    "slug": "ID",
}  # fmt: skip
_NAMES = {tag: name for name, tag in _TAGS.items()} | {
    "T1": "title", "CT": "title", "A1": "author", "Y1": "year", "DA": "date", "N2": "abstract", "T2": "booktitle",
    "JO": "journal", "JF": "journal", "BT": "title", "IS": "issue", "N1": "note", "L1": "file", "L2": "file",
}  # fmt: skip
_LINE = re.compile(r"[A-Z][A-Z0-9]  -")
_OWN_NOTE = re.compile(r"([a-z_]+): (.*)", re.DOTALL)
_OWN_NAMES = {
    "record", "level", "in_force", "monitoring_body", "status", "supersedes", "amends", "implements", "endorsed_by",
    "licence", "rights", "source", "editions",
}  # fmt: skip
_TYPES = {"legislation": "LEGAL", "book": "BOOK", "report": "RPRT"}


def write_ris(
    records: Iterable[dict[str, Any]], stream: TextStream, words: Words | None = None
) -> int:
    """Write records as RIS; return their number."""
    words, number = words or Words(), 0
    for record in records:
        number += 1
        entry = entry_of(record, words)
        rows = [("TY", _TYPES[entry.type]), *chain.from_iterable(map(_rows, entry.fields))]
        stream.write("".join(f"{tag}  - {value}\r\n" for tag, value in [*rows, ("ER", "")]))
    return number


def _rows(field: Field) -> Iterator[tuple[str, str]]:
    name, value = field
    if name == "abstract":
        # A line of the text is a line of the file: readers put them together again.
        yield from (("AB", line) for line in value.split("\n"))
        return
    value = " ".join(value.split())
    if name == "author" and value.startswith("{"):
        # By a comma at its end a name says that it is a body and no person.
        yield "AU", f"{value[1:-1]},"
    elif name in _TAGS:
        yield _TAGS[name], value
    else:
        yield "N1", f"{name}: {value}"


def read_ris(text: str, name: str, words: Words | None = None) -> Iterator[Read]:
    """Read the records of a file; one that is damaged gets a sentence with its line, and the others go on."""
    words, parser = words or Words(), _Parser(delimiter_tags_mapping={}, enforce_list_tags=False)
    for line, lines in _blocks(text):
        place = f"{name} ({_('line %d') % line})"
        if not lines[0].startswith("TY  -"):
            yield UnreadableFile(place, _("this text stands in no record; records begin with TY."))
        elif not lines[-1].startswith("ER  -"):
            yield UnreadableFile(
                place, _("the record that begins here is not closed with ER; it may be cut off.")
            )
        else:
            entry = _entry(parser, lines)
            record, remarks = record_of(entry, words)
            yield ReadRecord(name, _("line %d") % line, record, tuple(remarks))


class _Parser(rispy.RisParser):
    """Knows the tags by themselves: what they mean is told in `_NAMES`."""

    DEFAULT_MAPPING = {**{tag: tag for tag in rispy.TAG_KEY_MAPPING}, "UK": "UK"}


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records with the number of their first line; lines that go on are joined to their tag."""
    block: list[str] = []
    first = 0
    for number, line in enumerate(text.splitlines(), start=1):
        is_start = line.startswith("TY  -")
        if block and (is_start or block[-1].startswith("ER  -")):
            yield first, block
            block = []
        if not line.strip():
            continue
        if not block:
            first = number
        if block and not _LINE.match(line):
            block[-1] += f" {line.strip()}"
        else:
            block.append(line)
    if block:
        yield first, block


def _entry(parser: rispy.RisParser, lines: list[str]) -> Entry:
    [parsed] = parser.parse("\n".join(lines))
    unknown = parsed.pop("UK", {})
    entry = Entry(str(parsed.pop("TY", "")).lower())
    for tag, values in (*parsed.items(), *unknown.items()):
        values = values if isinstance(values, list) else [values]
        if tag in ("AB", "N2"):
            values = ["\n".join(values)]
        entry.fields += (_field(tag, value) for value in values)
    return entry


def _field(tag: str, value: str) -> Field:
    name = _NAMES.get(tag, tag)
    note = _OWN_NOTE.fullmatch(value) if name == "note" else None
    if note and note[1] in _OWN_NAMES:
        return note[1], note[2]
    if name == "author" and value.endswith(","):
        return name, f"{{{value[:-1]}}}"
    return name, value
