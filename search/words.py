"""Owns the reader's words: a forgiving parser whose result both engines compile, and which can never raise.

The syntax is what people type: words (all must be there), "quoted phrases", -excluded, beginn*, OR or | between
alternatives, intitle:word for words of the title. Everything else (colons, brackets, slashes, tildes, backslashes) is
text: it separates words and addresses no field of any engine.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.analysis import ELISIONS, clean_text, fold, is_stop_word, words_of

MAX_WORDS = 40
MAX_TOGETHER = 100
"""Words of one phrase or compound; what follows is not asked for."""
LONGEST_BEGINNING = 60
"""Letters with which words may be asked to begin: no engine takes a pattern of any length, and no word is longer."""
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "＂": '"'})
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_PIECE = re.compile(
    r"(?:(?<!\S)(?P<minus>[-−–])?(?P<title>(?i:intitle):(?=\S))?)?"
    r'(?:"(?P<phrase>[^"]*)(?P<closed>"|$)|(?P<plain>[^\s"]+))'
)
_SEPARATORS = re.compile(r"[,;:()\[\]{}<>|=+!?^~\\]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, matched by its stem in the language of each text, or exactly when folded."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, typed as `begin*`."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together as typed, accents and case aside."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compound:
    """Words joined by a hyphen, slash or dot: they stand together, in any inflection, or as one word."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InTitle:
    """What must stand in the title of a record; no page of a document has one."""

    node: Word | Prefix | Phrase | Compound


@dataclass(frozen=True, slots=True)
class Equivalent:
    """One label or synonym of a vocabulary, in its language (`None`: an abbreviation, alike in all)."""

    language: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expanded:
    """Typed words and what the vocabularies know to mean the same: other words, and records that carry the term."""

    typed: "Node"
    equivalents: tuple[Equivalent, ...]
    terms: tuple[tuple[str, str], ...]
    """(facet, value) pairs."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must match."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part must match."""

    parts: "tuple[Node, ...]"


Simple = Word | Prefix | Phrase | Compound
Node = Simple | InTitle | Expanded | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class ParsedWords:
    """What a reader asked for: `required` must all match, none of `excluded` may."""

    required: tuple[Node, ...] = ()
    excluded: tuple[Node, ...] = ()
    unbalanced: bool = False
    too_many: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left to search for."""
        return not self.required and not self.excluded

    def of_texts(self) -> "ParsedWords":
        """Return what may be looked for where there is no title: on the pages of documents."""
        required = tuple(kept for node in self.required if (kept := _of_texts(node)) is not None)
        return replace(self, required=required)


def with_plain_quotes(text: str) -> str:
    """Return the text with every sort of quotation mark and apostrophe as the plain one."""
    return clean_text(text).translate(_QUOTES).translate(_APOSTROPHES)


def parse_words(text: str) -> ParsedWords:
    """Parse what a reader typed; whatever it is, an answer comes back."""
    cleaned = with_plain_quotes(text)
    required: list[Node] = []
    excluded: list[Node] = []
    unbalanced = cleaned.count('"') % 2 == 1
    join_next = False
    count = 0
    for excludes, in_title, piece in _pieces(cleaned):
        if piece == "OR":
            join_next = bool(required)
            continue
        for simple in _nodes_of(piece) if isinstance(piece, str) else [piece]:
            node = InTitle(simple) if in_title else simple
            count += 1
            if count > MAX_WORDS:
                break
            if excludes:
                excluded.append(node)
            elif join_next:
                required[-1] = _alternatives(required[-1], node)
            else:
                required.append(node)
            join_next = False
    return ParsedWords(
        _without_stop_words(required), tuple(excluded), unbalanced, count > MAX_WORDS
    )


def _pieces(text: str) -> "list[tuple[bool, bool, str | Phrase]]":
    """Return the pieces, each with whether it is excluded and whether it is asked of the title alone."""
    found: list[tuple[bool, bool, str | Phrase]] = []
    for match in _PIECE.finditer(text):
        excludes, in_title = bool(match["minus"]), bool(match["title"])
        if match["phrase"] is not None:
            words = tuple(words_of(match["phrase"])[:MAX_TOGETHER])
            if words:
                found.append((excludes, in_title, Phrase(words)))
            continue
        for index, part in enumerate(_split(match["plain"])):
            found.append((excludes and index == 0, in_title and index == 0, part))
    return found


def _split(plain: str) -> list[str]:
    if "|" not in plain:
        return _SEPARATORS.sub(" ", plain).split()
    parts: list[str] = []
    for index, part in enumerate(plain.split("|")):
        parts += ["OR"] * (index > 0) + _SEPARATORS.sub(" ", part).split()
    return parts


def _nodes_of(piece: str) -> list[Simple]:
    """Turn one blank-separated piece into what must match: usually one word."""
    is_prefix = piece.endswith("*")
    words = words_of(piece)
    if "'" in piece:
        words = _without_elisions(words)
    if not words:
        return []
    if is_prefix:
        *first, last = words
        is_prefix = 1 < len(fold(last)) <= LONGEST_BEGINNING
        tail: Simple = Prefix(last) if is_prefix else Word(last)
        return [*(Word(word) for word in first), tail]
    if len(words) == 1:
        return [Word(words[0])]
    if "'" in piece and not re.search(r"[-/._&]", piece):
        return [Word(word) for word in words]
    return [Compound(tuple(words[:MAX_TOGETHER]))]


def _without_elisions(words: list[str]) -> list[str]:
    kept = [word for word in words if word.lower() not in ELISIONS]
    return kept or words


def _alternatives(left: Node, right: Node) -> Node:
    earlier = left.parts if isinstance(left, AnyOf) else (left,)
    return AnyOf((*earlier, right))


def _without_stop_words(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Drop the words that only bind, unless nothing else was typed."""
    kept = [node for node in nodes if not (isinstance(node, Word) and is_stop_word(node.text))]
    return tuple(kept or nodes)


def _of_texts(node: Node) -> Node | None:
    if isinstance(node, AnyOf):
        parts = tuple(part for part in node.parts if not isinstance(part, InTitle))
        return AnyOf(parts) if parts else None
    return None if isinstance(node, InTitle) else node


def plain_words(node: Node) -> list[str]:
    """Return the words a node was typed with, in order."""
    match node:
        case Word(text) | Prefix(text):
            return [text]
        case Phrase(words) | Compound(words):
            return list(words)
        case InTitle(node):
            return plain_words(node)
        case Expanded(typed, _, _):
            return plain_words(typed)
        case AllOf(parts) | AnyOf(parts):
            return [word for part in parts for word in plain_words(part)]


def name_words(name: str) -> tuple[str, ...]:
    """Return the words by which a label or synonym is recognised in a query: as a reader's words would be read."""
    pieces = clean_text(name).translate(_APOSTROPHES).replace('"', " ").split()
    nodes = [
        node
        for piece in pieces
        for part in _split(piece)
        if part != "OR"
        for node in _nodes_of(part)
    ]
    return tuple(word for node in _without_stop_words(nodes) for word in plain_words(node))
