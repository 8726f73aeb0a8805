"""The permission matrix as data, and as the tables of docs/permissions.md.

`python -m tests.permissions.matrix` writes the tables into the page.
"""

import tomllib
from functools import cache
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
DOCUMENT = DOCS / "permissions.md"
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"


@cache
def everything():
    return tomllib.loads((DOCS / "permissions.toml").read_text(encoding="utf-8"))


def columns():
    return everything()["columns"]


def tables_of(data):
    """Return the tables as Markdown, one a kind of object."""
    names = data["columns"]
    lines = []
    for kind in data["objects"]:
        lines += [f"### {kind['title']}", "", f"| | {' | '.join(names)} |"]
        lines.append(f"|---|{'---|' * len(names)}")
        for action, roles in kind["actions"].items():
            cells = ["yes" if name in roles or "everybody" in roles else "–" for name in names]
            lines.append(f"| {action} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines).strip()


def tables_in(text):
    """Return what stands between the marks of the page."""
    return text.split(BEGIN)[1].split(END)[0].strip()


def write():
    """Put the tables into the page."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page = f"{before}{BEGIN}\n\n{tables_of(everything())}\n\n{END}{after}"
    DOCUMENT.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write()
