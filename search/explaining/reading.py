"""Owns how the words of a query were read, as lines for people: each part, what it is, which tokens are looked up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.analysis import LANGUAGES, fold, query_stems
from search.vocabulary import Vocabulary
from search.words import (
    AllOf,
    AnyOf,
    Compound,
    Expanded,
    InTitle,
    Node,
    ParsedWords,
    Phrase,
    Prefix,
    Word,
    plain_words,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the words: whether it must match or must not, what it is, how it was typed, what is looked up."""

    demand: str
    kind: str
    text: str
    tokens: str = ""


@dataclass(frozen=True, slots=True)
class Widened:
    """What the vocabularies added to words: other names, and the terms whose records match as well."""

    typed: str
    names: Sequence[tuple[str, str]]
    """(language or nothing, name)."""
    terms: Sequence[tuple[str, str]]
    """(facet, name of the term)."""


def parts_of(words: ParsedWords) -> list[Part]:
    """Return the parts of a query in the order in which they were typed, those that must not match last."""
    must = [_part(_("must match"), node) for node in words.required]
    return must + [_part(_("must not match"), node) for node in words.excluded]


def _part(demand: str, node: Node) -> Part:
    return Part(demand, kind_of(node), text_of(node), tokens_of(node))


def kind_of(node: Node) -> str:
    """Return what a part is called."""
    match node:
        case Word():
            return _("word")
        case Prefix():
            return _("beginning of a word")
        case Phrase():
            return _("phrase")
        case Compound():
            return _("words joined")
        case InTitle(inner):
            return _("%(kind)s, in the title") % {"kind": kind_of(inner)}
        case Expanded(typed, _names, _terms):
            return _("%(kind)s, widened") % {"kind": kind_of(typed)}
        case AllOf():
            return _("words together")
        case AnyOf():
            return _("any of these")


def text_of(node: Node) -> str:
    """Return a part as it was typed."""
    match node:
        case Prefix(text):
            return f"{text}*"
        case AnyOf(parts):
            return " OR ".join(text_of(part) for part in parts)
        case InTitle(inner):
            return text_of(inner)
        case Expanded(typed, _names, _terms):
            return text_of(typed)
        case _:
            return " ".join(plain_words(node))


def tokens_of(node: Node) -> str:
    """Return the tokens that are looked up: as typed and folded, then the stems of each language that differ."""
    match node:
        case Word(text):
            return _tokens(text)
        case Prefix(text):
            return f"{fold(text)}*"
        case Phrase(words):
            return " ".join(fold(word) for word in words)
        case Compound(words):
            return "; ".join(_tokens(word) for word in words)
        case InTitle(inner):
            return tokens_of(inner)
        case Expanded(typed, _names, _terms):
            return tokens_of(typed)
        case AllOf(parts) | AnyOf(parts):
            return "; ".join(tokens_of(part) for part in parts)


def _tokens(word: str) -> str:
    folded = fold(word)
    stems = [
        f"{language}: {' '.join(other)}"
        for language in LANGUAGES
        if (other := [one for one in query_stems(language, word) if one != folded])
    ]
    return f"{folded} ({', '.join(stems)})" if stems else folded


def widened(words: ParsedWords, known: Vocabulary) -> list[Widened]:
    """Return what the vocabularies added."""
    return [
        Widened(
            text_of(node.typed),
            [(one.language or "", " ".join(one.words)) for one in node.equivalents],
            [(facet, known.label(facet, value) or value) for facet, value in node.terms],
        )
        for node in _expanded(words.required)
    ]


def _expanded(nodes: Sequence[Node]) -> Iterator[Expanded]:
    for node in nodes:
        if isinstance(node, Expanded):
            yield node
        elif isinstance(node, AnyOf | AllOf):
            yield from _expanded(node.parts)
