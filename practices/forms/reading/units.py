"""The steps in which a form is read: settled rows, and lines of the flow whose part is decided later."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from practices.forms.reading.blocks import Line

#: words of a hint below a label
HINT_WORDS = re.compile(
    r"^[(\[]|\b(?:please|max|maximum|e\.\s?g|i\.\s?e|describe|indicate|specify|explain|guidelines?|if any|veuillez|"
    r"précise[rz]|décri\w+|p\.\s?ex|indicare|specificare|descrivere|ad es|bitte|z\.\s?b|beschreib\w+|indicar|"
    r"especificar|describ\w+|p\.\s?ej)\b|\?\s*$",
    re.IGNORECASE,
)


@dataclass
class ItemRow:
    """Hold what stands beside one label; `key` is None where no item was recognised."""

    key: str | None
    label: str
    lines: list[Line]
    place: str
    pictures: int = 0
    #: the lines before their bullets were made the same, where a further row may add to them
    raw: list[Line] = field(default_factory=list)
    #: lines below the label that explain it, or are the answer if no other follows
    hints: list[Line] = field(default_factory=list)
    #: it stands in the flow of the text, not in a row of a table
    in_flow: bool = False


@dataclass
class Unit:
    """Hold one step of reading: a row that is settled, or a line of the flow whose part is decided later."""

    place: str
    row: ItemRow | None = None
    line: Line | None = None
    #: the line stands in a cell of a table that runs over its whole width
    in_table: bool = False
    #: lines that belong to the item before them
    more: list[Line] = field(default_factory=list)


def has_answer_below(lines: list[Line]) -> bool:
    """Tell whether a bold label is followed by plain lines that explain nothing: somebody wrote below it."""
    return (
        len(lines) > 1
        and lines[0].bold
        and not any(line.bold or HINT_WORDS.search(line.text) for line in lines[1:])
    )
