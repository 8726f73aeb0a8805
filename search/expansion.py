"""Owns what the vocabularies add to a query: synonyms in every language, and records that carry the term meant."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from search.analysis import LANGUAGES, fold, stem, words_of
from search.words import (
    AllOf,
    AnyOf,
    Compound,
    Equivalent,
    Expanded,
    Node,
    ParsedWords,
    Word,
    name_words,
    plain_words,
)

MAX_EQUIVALENTS = 80


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of a vocabulary or a country: the facet value it stands for and its names by language."""

    facet: str
    value: str
    label: str
    names: tuple[tuple[str, str], ...]
    """(language, label or synonym) pairs."""


class SynonymSource(Protocol):
    """Whoever knows the vocabularies; `search.vocabulary` does it from the Terms and Countries of the site."""

    def concepts(self) -> Sequence[Concept]:
        """Return every concept whose names may widen a query."""
        ...


@dataclass(frozen=True, slots=True)
class Expansion:
    """One widening, to be told to the reader: what was typed and the labels it was understood as."""

    typed: str
    labels: tuple[str, ...]
    terms: tuple[tuple[str, str], ...] = ()
    """(facet, value) pairs, so that the labels can be told in another language."""


def folded_words(words: Iterable[str]) -> str:
    """Return words as they are compared when a reader asks for them as typed."""
    return " ".join(fold(word) for word in words)


def is_abbreviation(name: str) -> bool:
    """Tell whether a name is an abbreviation (THB, VoT, M&E), which is never stemmed: "ToT" is not "tots"."""
    capitals = sum(letter.isupper() for letter in name)
    return " " not in name and len(name) <= 8 and capitals >= 2


class Thesaurus:
    """Concepts prepared for look-up by what a reader types, in any of the five languages and in any inflection."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._folded: dict[tuple[str, ...], list[Concept]] = defaultdict(list)
        self._stemmed: dict[tuple[str, tuple[str, ...]], list[Concept]] = defaultdict(list)
        self._containing: dict[tuple[str, str], list[Concept]] = defaultdict(list)
        self._longest = 1
        for concept in concepts:
            for language, name in concept.names:
                self._add(concept, language, name)

    def _add(self, concept: Concept, language: str, name: str) -> None:
        words = name_words(name)
        if not words:
            return
        self._longest = max(self._longest, len(words))
        _append(self._folded[tuple(fold(word) for word in words)], concept)
        if language in LANGUAGES and not is_abbreviation(name):
            for word in words:
                _append(self._containing[language, stem(language, word)], concept)
            _append(self._stemmed[language, tuple(stem(language, word) for word in words)], concept)

    def find(self, words: Sequence[str]) -> list[Concept]:
        """Return the concepts of which these words, all together, are a name."""
        found = list(self._folded.get(tuple(fold(word) for word in words), ()))
        for language in LANGUAGES:
            for concept in self._stemmed.get(
                (language, tuple(stem(language, word) for word in words)), ()
            ):
                _append(found, concept)
        return found

    def loosen(
        self,
        parsed: ParsedWords,
        is_known: Callable[[str], bool],
        as_typed: Collection[str] = (),
    ) -> tuple[ParsedWords, tuple[Expansion, ...]]:
        """Let words that stand in no record mean the terms whose names contain them, in any language.

        The last resort for a word such as "Rückkehr" over records in English: it is part of the name of a term.
        """
        required: list[Node] = []
        expansions: list[Expansion] = []
        for node in parsed.required:
            concepts = (
                self._named_with(node.text)
                if isinstance(node, Word)
                and folded_words([node.text]) not in as_typed
                and not is_known(node.text)
                else []
            )
            if concepts and isinstance(node, Word):
                labels = tuple(dict.fromkeys(concept.label for concept in concepts))
                expansions.append(Expansion(node.text, labels, _terms(concepts)))
                required.append(Expanded(node, (), _terms(concepts)))
            else:
                required.append(node)
        return replace(parsed, required=tuple(required)), tuple(expansions)

    def _named_with(self, word: str) -> list[Concept]:
        found: list[Concept] = []
        for language in LANGUAGES:
            for concept in self._containing.get((language, stem(language, word)), ()):
                _append(found, concept)
        return found

    def expand(
        self, parsed: ParsedWords, as_typed: Collection[str] = ()
    ) -> tuple[ParsedWords, tuple[Expansion, ...]]:
        """Widen the required words; phrases in quotes, beginnings and excluded words stay as typed.

        So do the words `as_typed`, folded, which a reader does not want widened.
        """
        required: list[Node] = []
        expansions: list[Expansion] = []
        position = 0
        nodes = parsed.required
        while position < len(nodes):
            node = nodes[position]
            if isinstance(node, AnyOf):
                parts = tuple(
                    self._expand_run([part], expansions, as_typed)[0] for part in node.parts
                )
                required.append(AnyOf(parts))
                position += 1
                continue
            run = _run_from(nodes, position, self._longest)
            expanded, used = self._expand_run(run, expansions, as_typed)
            required.append(expanded)
            position += used
        return replace(parsed, required=tuple(required)), tuple(expansions)

    def _expand_run(
        self, run: Sequence[Node], expansions: list[Expansion], as_typed: Collection[str]
    ) -> tuple[Node, int]:
        for length in range(len(run), 0, -1):
            typed = run[:length]
            if not all(_is_expandable(node) for node in typed):
                continue
            words = [word for node in typed for word in plain_words(node)]
            concepts = self.find(words) if len(words) <= self._longest else []
            if concepts:
                node = typed[0] if length == 1 else AllOf(tuple(typed))
                if folded_words(words) in as_typed:
                    return node, length
                labels = tuple(dict.fromkeys(concept.label for concept in concepts))
                expansions.append(Expansion(" ".join(words), labels, _terms(concepts)))
                return Expanded(
                    node, _equivalents(tuple(concepts), tuple(words)), _terms(concepts)
                ), length
        return run[0], 1


def _append(concepts: list[Concept], concept: Concept) -> None:
    if concept not in concepts:
        concepts.append(concept)


def _is_expandable(node: Node) -> bool:
    return isinstance(node, Word | Compound)


def _run_from(nodes: Sequence[Node], start: int, longest: int) -> list[Node]:
    run: list[Node] = []
    for node in nodes[start : start + longest]:
        if run and not _is_expandable(node):
            break
        run.append(node)
    return run


def _terms(concepts: Iterable[Concept]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((concept.facet, concept.value) for concept in concepts))


@lru_cache(maxsize=1_000)
def _equivalents(concepts: tuple[Concept, ...], typed: tuple[str, ...]) -> tuple[Equivalent, ...]:
    """Return the other names, each once, without the one that was typed."""
    own = tuple(fold(word) for word in typed)
    found: dict[Equivalent, None] = {}
    for concept in concepts:
        for language, name in concept.names:
            words = tuple(words_of(name))
            if not words or tuple(fold(word) for word in name_words(name)) == own:
                continue
            found[Equivalent(None if is_abbreviation(name) else language, words)] = None
    return tuple(found)[:MAX_EQUIVALENTS]
