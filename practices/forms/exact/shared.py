"""Cells that both forms have: the source of a record, the keys of organisations, a choice of one."""

from collections.abc import Mapping
from typing import Any

from practices.forms.exact import lines, words
from practices.forms.exact.cells import Cell, from_lines, to_lines
from practices.forms.exact.names import Names, NotExact

Record = dict[str, Any]


def read_one(names: Names, cell: Cell) -> str | None:
    """Return the slug of the one label in a cell."""
    found = names.read_all(to_lines(cell))
    if len(found) > 1:
        raise NotExact(str(found))
    return found[0] if found else None


def read_keys(cell: Cell) -> dict[str, str]:
    """Return the slugs of organisations by their printed names."""
    return dict(lines.read_barred(line, 2) for line in to_lines(cell))


def write_source(source: Mapping[str, Any], language: str) -> Cell:
    """Write where a record comes from, one part a line; a note can have several lines."""
    return from_lines(
        f"{words.SOURCE_PARTS.write(part, language)}: {value}"
        for part, value in source.items()
        if value is not None
    )


def read_source(cell: Cell, parts: tuple[str, ...]) -> Record:
    """Read where a record comes from."""
    source: Record = dict.fromkeys(parts)
    for block in cell:
        head, _colon, text = block.text.partition(": ")
        part = words.SOURCE_PARTS.read(head)
        if part not in source or not text:
            raise NotExact(block.text)
        source[part] = read_whole(text) if part in ("year", "chart", "case") else text
    return source


def read_whole(text: str) -> int:
    """Return a whole number; raises NotExact for anything else."""
    if not text.isascii() or not text.isdigit():
        raise NotExact(text)
    return int(text)
