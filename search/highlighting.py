"""Owns the marks in found text: which words of a text answered the query, and the snippet that shows them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape

from search.analysis import LANGUAGES, WORD, fold, query_stems, stem
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
)

SNIPPET_LENGTH = 220
_LEAD = 60
_BEGINNING = 2  # letters that every inflection of a word shares


def _base_letters() -> dict[int, str]:
    table: dict[int, str] = {
        ord("ß"): "s",
        ord("ø"): "o",
        ord("Ø"): "O",
        ord("đ"): "d",
        ord("ł"): "l",
        ord("Ł"): "L",
    }
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    return table


# One letter for one letter, so that places in the folded text are places in the text itself.
_BASE_LETTERS = _base_letters()


@dataclass(frozen=True, slots=True)
class _Token:
    """What one word of a text must be like."""

    exact: frozenset[str]
    stems: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    def fits(self, word: str, language: str) -> bool:
        folded = fold(word)
        if folded in self.exact or folded.startswith(self.beginnings):
            return True
        return bool(self.stems) and language in LANGUAGES and stem(language, word) in self.stems


class Highlighter:
    """Marks the words of one query in texts of one language."""

    def __init__(self, words: ParsedWords, language: str) -> None:
        self.language = language
        self._sequences = list(_sequences(words.required, language))
        self._any_first = _either([sequence[0] for sequence in self._sequences])
        self._begun_by: dict[str, Sequence[Sequence[_Token]]] = {}
        beginnings = {
            form[:_BEGINNING]
            for sequence in self._sequences
            for form in _forms(sequence[0])
            if form
        }
        # The letters come first in the pattern, and what may not stand before them after: so it is twice as fast.
        alternatives = "|".join(
            rf"{letters}(?<![^\W_]{letters})" for letters in sorted(map(re.escape, beginnings))
        )
        self._candidates = re.compile(rf"(?:{alternatives})[^\W_]*") if beginnings else None

    @property
    def is_idle(self) -> bool:
        """Tell whether there is nothing to mark in any text."""
        return self._candidates is None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the places of all words that answered the query, in order, without overlap."""
        if self._candidates is None:
            return []
        plain = (text if text.isascii() else text.translate(_BASE_LETTERS)).lower()
        found: list[tuple[int, int]] = []
        for match in self._candidates.finditer(plain):
            start, end = match.span()
            if found and start < found[-1][1]:
                continue
            for sequence in self._beginning_with(text[start:end]):
                places = self._rest(sequence[1:], text, end)
                if places is not None:
                    found += [(start, end), *places]
                    break
        return found

    def _beginning_with(self, word: str) -> Sequence[Sequence[_Token]]:
        """Return the sequences that a word may begin; for most words there is none, and most come again."""
        known = self._begun_by.get(word)
        if known is None:
            known = ()
            if self._any_first.fits(word, self.language):
                known = [one for one in self._sequences if one[0].fits(word, self.language)]
            self._begun_by[word] = known
        return known

    def _rest(
        self, tokens: Sequence[_Token], text: str, position: int
    ) -> list[tuple[int, int]] | None:
        places: list[tuple[int, int]] = []
        for token in tokens:
            match = WORD.search(text, position)
            if match is None or not token.fits(match.group(), self.language):
                return None
            places.append(match.span())
            position = match.end()
        return places

    def mark(self, text: str) -> str | None:
        """Return the whole text as safe HTML with its marks, or nothing when the query is not in it."""
        spans = self.spans(text)
        return _marked(text, spans, 0, len(text)) if spans else None

    def snippet(self, text: str) -> str | None:
        """Return the part of a text around the most marks as safe HTML, or nothing when the query is not in it."""
        spans = self.spans(text)
        if not spans:
            return None
        first = max(spans, key=lambda span: (_marks_from(spans, span[0]), -span[0]))
        start = _word_start(text, max(0, first[0] - _LEAD))
        end = _word_end(text, min(len(text), start + SNIPPET_LENGTH))
        body = _marked(text, spans, start, end).strip()
        return f"{'… ' if start else ''}{body}{' …' if end < len(text) else ''}"


def _marks_from(spans: Iterable[tuple[int, int]], start: int) -> int:
    return sum(start <= first and last <= start + SNIPPET_LENGTH - _LEAD for first, last in spans)


def _word_start(text: str, position: int) -> int:
    return position if position == 0 else text.find(" ", position) + 1 or position


def _word_end(text: str, position: int) -> int:
    if position >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, position + 1)
    return blank if blank > position - 40 else position


def _marked(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> str:
    parts: list[str] = []
    position = start
    for first, last in spans:
        if first < position or last > end:
            continue
        parts += [escape(text[position:first]), "<mark>", escape(text[first:last]), "</mark>"]
        position = last
    parts.append(escape(text[position:end]))
    return "".join(parts)


def _forms(token: _Token) -> Iterator[str]:
    yield from token.exact
    yield from token.stems
    yield from token.beginnings


def _either(tokens: Sequence[_Token]) -> _Token:
    """Return what a word must be like to be like any of these."""
    return _Token(
        frozenset(form for token in tokens for form in token.exact),
        frozenset(form for token in tokens for form in token.stems),
        tuple(form for token in tokens for form in token.beginnings),
    )


@lru_cache(maxsize=2_000)
def _word_token(text: str, language: str) -> _Token:
    stems = query_stems(language, text) if language in LANGUAGES else ()
    return _Token(frozenset({fold(text)}), frozenset(stems))


def _exact(word: str) -> _Token:
    return _Token(frozenset({fold(word)}))


def _sequences(nodes: Iterable[Node], language: str) -> Iterator[tuple[_Token, ...]]:
    """Yield what may be marked: each is a run of words that stand together."""
    for node in nodes:
        match node:
            case Word(text):
                yield (_word_token(text, language),)
            case Prefix(text):
                yield (_Token(frozenset(), beginnings=(fold(text),) if fold(text) else ()),)
            case Phrase(words):
                yield tuple(_exact(word) for word in words)
            case Compound(words):
                yield tuple(_word_token(word, language) for word in words)
                yield (_word_token("".join(words), language),)
            case InTitle(part):
                yield from _sequences((part,), language)
            case Expanded(typed, equivalents, _):
                yield from _sequences((typed,), language)
                for equivalent in equivalents:
                    if equivalent.language is None:
                        yield tuple(_exact(word) for word in equivalent.words)
                    elif equivalent.language == language:
                        yield tuple(_word_token(word, language) for word in equivalent.words)
            case AllOf(parts) | AnyOf(parts):
                yield from _sequences(parts, language)
