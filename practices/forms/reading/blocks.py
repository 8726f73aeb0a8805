"""What a document is made of once its file format is forgotten.

Lines of text, and tables of cells that hold lines and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

EMPTY_BOX, TICKED_BOX = "☐", "☒"
#: no-break and thin blanks are blanks; soft hyphens and zero-width signs are nothing
BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
NOTHING = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean(text: str) -> str:
    """Make blanks plain and single, drop signs that cannot be seen."""
    return BLANKS.sub(" ", NOTHING.sub("", text.replace("\u2011", "-"))).strip()


@dataclass(frozen=True)
class Line:
    """Hold one paragraph, bullet or part of a paragraph between soft breaks."""

    text: str
    #: None for a paragraph, 0 for a bullet, 1 for a bullet below a bullet
    level: int | None = None
    #: all of it stands in bold type
    bold: bool = False
    #: its style is a heading
    heading: bool = False
    #: the bold words that it begins with, if the rest is not bold
    lead: str = ""
    #: targets of its links
    links: tuple[str, ...] = ()
    #: left indent in twentieths of a point, and blanks typed before the text
    indent: int = 0
    #: a caption beside these lines in the form, not text of the answer
    caption: bool = False
    #: it begins after a soft break inside a paragraph
    soft: bool = False
    #: words in it that are set off (bold, underlined, with a background)
    marked: tuple[str, ...] = ()

    def printed(self) -> str:
        """Give the line with the sign of its bullet."""
        return self.text if self.level is None else f"{'  ' * self.level}- {self.text}"

    def with_text(self, text: str) -> Line:
        """Give the same line with other words."""
        return replace(self, text=text)


@dataclass
class Cell:
    """Hold one cell.

    `column` is its first grid column, `continues` is True for the lower part of a merged cell.
    """

    blocks: list[Line | Table] = field(default_factory=list)
    column: int = 0
    span: int = 1
    continues: bool = False
    pictures: int = 0

    def lines(self) -> list[Line]:
        """Give all lines, those of tables inside the cell included."""
        return [
            line
            for block in self.blocks
            for line in ([block] if isinstance(block, Line) else block.lines())
        ]

    def text(self) -> str:
        """Give the text in one line."""
        return clean(" ".join(line.text for line in self.lines()))

    def tables(self) -> list[Table]:
        """Give the tables inside the cell."""
        return [block for block in self.blocks if isinstance(block, Table)]


@dataclass
class Table:
    """Hold the rows of a table."""

    rows: list[list[Cell]] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        """Give all cells, row by row."""
        for row in self.rows:
            yield from row

    def lines(self) -> list[Line]:
        """Give the lines row by row; a table of numbers keeps the cells of a row together, parted by tabs."""
        if self._is_list_of_numbers():
            texts = ["\t".join(cell.text() for cell in row if cell.text()) for row in self.rows]
            return [Line(text) for text in texts if text]
        return [
            line for row in self.rows for cell in row if not cell.continues for line in cell.lines()
        ]

    def _is_list_of_numbers(self) -> bool:
        """Tell whether each row is a short name with a number.

        People and their count, funders and their share.
        """
        body = [row for row in self.rows if sum(bool(cell.text()) for cell in row) >= 2]
        if len(body) < 1 or any(
            len(cell.lines()) > 1 or EMPTY_BOX in cell.text() for cell in self.cells()
        ):
            return False
        numbers = [
            row
            for row in body
            if any(re.fullmatch(r"[\d.,\s]+\s*(?:%|x)?|[-–—]", cell.text()) for cell in row)
        ]
        return len(numbers) >= max(1, (len(body) - 1) / 2)


@dataclass
class Notes:
    """Count what a reader must be told about a document beside its text."""

    insertions: int = 0
    deletions: int = 0
    comments: list[str] = field(default_factory=list)
    #: (mark, text) of footnotes and endnotes that the text refers to
    footnotes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    #: words that are crossed out
    struck: list[str] = field(default_factory=list)
    #: lines of running headers and footers
    running: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@dataclass
class Document:
    """Hold the blocks of one document in reading order, and what is to be told about it."""

    blocks: list[Line | Table] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
