"""Cells of a form: what stands in the right column, as blocks of text."""

from collections.abc import Iterable

from practices.rich_text import PARAGRAPH, Block, Run

Cell = list[Block]


def from_lines(lines: Iterable[str]) -> Cell:
    """Return a cell with one paragraph a line."""
    return [Block(PARAGRAPH, (Run(line),)) for line in lines]


def from_plain(text: str | None) -> Cell:
    """Return a cell with a plain text, its empty lines included."""
    return from_lines(text.split("\n")) if text else []


def to_lines(cell: Cell) -> list[str]:
    """Return the words of a cell, one line a paragraph, without empty ones."""
    return [block.text.strip() for block in cell if block.text.strip()]


def to_plain(cell: Cell) -> str | None:
    """Return a plain text as `from_plain` wrote it."""
    return "\n".join(block.text for block in cell).strip() or None


def to_line(cell: Cell) -> str | None:
    """Return the words of a cell on one line."""
    return " ".join((to_plain(cell) or "").split()) or None
