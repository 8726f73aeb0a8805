"""Rich text as blocks: the one shape between HTML, the texts of JSON records and the cells of forms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser

from core.sanitise import sanitise

PARAGRAPH, BULLET, NUMBER = "p", "ul", "ol"
HEADINGS = ("h3", "h4")
DEEPEST = 8
BLANKS = re.compile(r"[ \t\r\f]+")
AROUND_BREAK = re.compile(r" *\n *")
# What makes a text HTML and not plain words: a tag that the gate knows or takes out.
_TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|strong|b|em|i|h[1-6]|a|div|span|script|style|iframe|img|table)\b[^<>]*>",
    re.I,
)
_BULLET_LINE = re.compile(r"^((?:  )*)- (?=\S)")


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look; a newline in it is a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""

    def like(self, other: "Run") -> bool:
        """Tell whether both look the same."""
        return replace(self, text="") == replace(other, text="")


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or an item of a list; `level` counts from 0 and matters for items alone."""

    kind: str
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def is_item(self) -> bool:
        """Tell whether the block is an item of a list."""
        return self.kind in (BULLET, NUMBER)

    @property
    def text(self) -> str:
        """Return the words without their look."""
        return "".join(run.text for run in self.runs)

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing but words is in it: no emphasis, no link, no line break."""
        return "\n" not in self.text and all(run.like(Run("")) for run in self.runs)


def from_html(html: str) -> list[Block]:
    """Read HTML; what is neither paragraph, list, emphasis nor link leaves its words alone behind."""
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    return normal(reader.finish())


def to_html(blocks: Iterable[Block]) -> str:
    """Write blocks as HTML; the same blocks always give the same text."""
    parts: list[str] = []
    open_lists: list[str] = []
    for block in normal(blocks):
        _close_lists(parts, open_lists, block)
        if not block.is_item:
            parts.append(f"<{block.kind}>{_inline(block.runs)}</{block.kind}>")
            continue
        if len(open_lists) == block.level + 1:
            parts.append("</li>")
        else:
            parts.append(f"<{block.kind}>")
            open_lists.append(block.kind)
        parts.append(f"<li>{_inline(block.runs)}")
    while open_lists:
        parts.append(f"</li></{open_lists.pop()}>")
    return "".join(parts)


def _close_lists(parts: list[str], open_lists: list[str], block: Block) -> None:
    keep = block.level + 1 if block.is_item else 0
    while len(open_lists) > keep or (
        len(open_lists) == keep and keep and open_lists[-1] != block.kind
    ):
        parts.append(f"</li></{open_lists.pop()}>")


def _inline(runs: Sequence[Run]) -> str:
    parts = []
    for run in runs:
        text = escape(run.text, quote=False).replace("\n", "<br>")
        text = f"<em>{text}</em>" if run.emphasis else text
        text = f"<strong>{text}</strong>" if run.strong else text
        parts.append(f'<a href="{escape(run.href)}">{text}</a>' if run.href else text)
    return "".join(parts)


def normal(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks as HTML can hold them: no blank ones, single blanks, no level skipped."""
    result: list[Block] = []
    for block in blocks:
        runs = _normal_runs(block.runs)
        if not any(run.text.strip() for run in runs):
            # Nothing, or a hard blank that editors leave for an empty line.
            continue
        above = result[-1].level + 1 if result and result[-1].is_item else 0
        level = min(block.level, above, DEEPEST) if block.is_item else 0
        result.append(Block(block.kind, runs, level))
    return result


def _normal_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        text = BLANKS.sub(" ", run.text)
        if merged and (merged[-1].text.endswith((" ", "\n")) and text.startswith(" ")):
            text = text[1:]
        if not text:
            continue
        if merged and merged[-1].text.endswith(" ") and text.startswith("\n"):
            merged[-1] = replace(merged[-1], text=merged[-1].text[:-1])
        if merged and merged[-1].like(run):
            merged[-1] = replace(merged[-1], text=merged[-1].text + text)
        else:
            merged.append(replace(run, text=text))
        merged[-1] = replace(merged[-1], text=AROUND_BREAK.sub("\n", merged[-1].text))
    return _trimmed([run for run in merged if run.text])


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    edge = " \n"
    while runs and not runs[0].text.strip(edge):
        runs.pop(0)
    while runs and not runs[-1].text.strip(edge):
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip(edge))
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(edge))
    return tuple(runs)


def looks_like_html(text: str) -> bool:
    """Tell whether a text is meant as HTML: it has a tag in it."""
    return bool(_TAG.search(text))


def from_text(text: str) -> list[Block]:
    """Read plain text: one line a paragraph, lines with "- " are bullets, two blanks before it a level deeper."""
    blocks = []
    for line in text.split("\n"):
        found = _BULLET_LINE.match(line)
        if found:
            blocks.append(Block(BULLET, (Run(line[found.end() :]),), len(found.group(1)) // 2))
        else:
            blocks.append(Block(PARAGRAPH, (Run(line),)))
    return normal(blocks)


def to_text(blocks: Iterable[Block]) -> str:
    """Write blocks as plain text, the way `from_text` reads it; emphasis and links leave their words."""
    lines = []
    for block in blocks:
        text = block.text.replace("\n", " ")
        lines.append(f"{'  ' * block.level}- {text}" if block.is_item else text)
    return "\n".join(lines)


def clean_html(text: str | None) -> str:
    """Return safe HTML of one fixed shape, from HTML or from plain text."""
    if not text:
        return ""
    text = text.replace("\x00", "")
    return to_html(from_html(sanitise(text)) if looks_like_html(text) else from_text(text))


@dataclass
class _HtmlReader(HTMLParser):
    """Collects blocks while the parser walks through the tags."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kind: str = PARAGRAPH
    lists: list[str] = field(default_factory=list)
    strong: int = 0
    emphasis: int = 0
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block or a look."""
        if tag == "br":
            self._add("\n")
        elif tag in ("strong", "b"):
            self.strong += 1
        elif tag in ("em", "i"):
            self.emphasis += 1
        elif tag == "a":
            self.links.append(_safe_address(dict(attrs).get("href")))
        elif tag in (BULLET, NUMBER):
            self._flush()
            self.lists.append(tag)
        elif tag == "li":
            self._flush()
            self.kind = self.lists[-1] if self.lists else BULLET
        elif tag == "p" and self.kind in (BULLET, NUMBER):
            # A second paragraph of one item stays in the item.
            self._add("\n")
        elif tag == "p" or tag in HEADINGS:
            self._flush()
            self.kind = tag

    def handle_endtag(self, tag: str) -> None:
        """Close a block or a look."""
        if tag in ("strong", "b"):
            self.strong = max(0, self.strong - 1)
        elif tag in ("em", "i"):
            self.emphasis = max(0, self.emphasis - 1)
        elif tag == "a" and self.links:
            self.links.pop()
        elif tag in (BULLET, NUMBER):
            self._flush()
            if self.lists:
                self.lists.pop()
        elif tag in (*HEADINGS, "li") or (tag == "p" and self.kind not in (BULLET, NUMBER)):
            self._flush()

    def handle_data(self, data: str) -> None:
        """Add words; a line end in the source is a blank."""
        self._add(data.replace("\n", " "))

    def _add(self, text: str) -> None:
        href = self.links[-1] if self.links else ""
        self.runs.append(Run(text, self.strong > 0, self.emphasis > 0, href))

    def _flush(self) -> None:
        if self.runs:
            self.blocks.append(Block(self.kind, tuple(self.runs), max(0, len(self.lists) - 1)))
        self.runs, self.kind = [], PARAGRAPH

    def finish(self) -> list[Block]:
        """Return all blocks."""
        self._flush()
        return self.blocks


def _safe_address(href: str | None) -> str:
    address = (href or "").strip()
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", address, re.I)
    return address if not scheme or scheme.group().lower() in _SCHEMES else ""


_SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:"})
