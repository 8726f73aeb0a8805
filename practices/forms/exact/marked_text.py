"""Rich text in the cells of a workbook: plain text with a few signs, written and read back without loss.

A bullet begins with "• " (four blanks before it for each level), a numbered item with "1. ", a heading with
"### "; `**strong**`, `*emphasis*`, `[words](address)`. A backslash before a sign makes it a mere letter; at
the end of a line it joins the next line to the paragraph.
"""

import re
from collections.abc import Iterable, Iterator

from practices.forms.exact.cells import Cell
from practices.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run

_HEADS = {"h3": "### ", "h4": "#### "}
_START = re.compile(r"( *)(• |\d+\. |#{3,4} )")
_SIGN = re.compile(r"[\\*\[\]]")
_LEVEL = "    "
#: A character, and whether a backslash made it a letter.
Sign = tuple[str, bool]


def write_marked(cell: Iterable[Block]) -> str:
    """Write rich text, one line a block."""
    lines, number = [], 0
    for block in cell:
        number = number + 1 if block.kind == NUMBER else 0
        body = "".join(_write_runs(block.runs))
        if block.is_item:
            sign = "•" if block.kind == BULLET else f"{number}."
            lines.append(f"{_LEVEL * block.level}{sign} {body}")
        elif block.kind in _HEADS:
            lines.append(f"{_HEADS[block.kind]}{body}")
        else:
            lines.append(f"\\{body}" if _START.match(body) else body)
    return "\n".join(lines)


def _write_runs(runs: Iterable[Run]) -> Iterator[str]:
    """Write runs: stars where the look changes, brackets where a link begins and ends."""
    before = Run("")
    for run in (*runs, Run("")):
        stars = "*" * (2 * (run.strong != before.strong) + (run.emphasis != before.emphasis))
        if run.href == before.href:
            yield stars
        else:
            yield f"]({_address(before.href)})" if before.href else ""
            yield stars
            yield "[" if run.href else ""
        yield _SIGN.sub(r"\\\g<0>", run.text).replace("\n", "\\\n")
        before = run


def _address(href: str) -> str:
    return re.sub(r"[\\()]", lambda found: "\\" + found.group(), href)


def read_marked(text: str) -> Cell:
    """Read rich text that `write_marked` wrote, or that a person wrote with its signs."""
    blocks = []
    for line in _lines(text):
        shown = "".join("\x00" if is_letter else sign for sign, is_letter in line)
        found = _START.match(shown)
        kind = _kind(found.group(2)) if found else PARAGRAPH
        level = len(found.group(1)) // len(_LEVEL) if found and kind in (BULLET, NUMBER) else 0
        runs = tuple(_read_runs(line[found.end() if found else 0 :]))
        blocks.append(Block(kind, runs, level))
    return blocks


def _kind(sign: str) -> str:
    if sign.startswith("#"):
        return "h4" if sign.startswith("####") else "h3"
    return BULLET if sign.startswith("•") else NUMBER


def _lines(text: str) -> Iterator[list[Sign]]:
    line: list[Sign] = []
    signs = iter(text)
    for sign in signs:
        if sign == "\n":
            yield line
            line = []
        elif sign == "\\":
            line.append((next(signs, "\\"), True))
        else:
            line.append((sign, False))
    yield line


def _read_runs(line: list[Sign]) -> Iterator[Run]:
    """Read the runs of one line; brackets that are no link stay brackets."""
    strong = emphasis = False
    text, href, at, ends_at = "", "", 0, -1
    while at < len(line):
        sign, is_letter = line[at]
        stars = 0
        while (
            not is_letter
            and stars < 3
            and at + stars < len(line)
            and line[at + stars] == ("*", False)
        ):
            stars += 1
        link = _link(line, at) if (sign, is_letter) == ("[", False) and ends_at < 0 else None
        if stars or link or at == ends_at:
            yield Run(text, strong, emphasis, href)
            text = ""
        if stars:
            strong, emphasis = strong ^ (stars >= 2), emphasis ^ (stars != 2)
            at += stars
        elif link:
            href, ends_at = link
            at += 1
        elif at == ends_at:
            at = _after(line, at)
            href, ends_at = "", -1
        else:
            text += sign
            at += 1
    yield Run(text, strong, emphasis, href)


def _link(line: list[Sign], at: int) -> tuple[str, int] | None:
    """Return address and end of the words of the link that begins at `at`."""
    for end in range(at + 1, len(line) - 1):
        if line[end] == ("]", False):
            if line[end + 1] != ("(", False):
                return None
            after = _after(line, end)
            if line[after - 1] != (")", False):
                return None
            return "".join(sign for sign, _letter in line[end + 2 : after - 1]), end
    return None


def _after(line: list[Sign], end: int) -> int:
    """Return the place behind the address of the link whose words end at `end`."""
    close = (")", False)
    return line.index(close, end) + 1 if close in line[end:] else len(line)
