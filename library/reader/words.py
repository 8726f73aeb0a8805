"""Owns the words that a reader looks for in one document: where they stand in a text, and on which pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from library.languages import short
from library.models import DocumentPageText, LibraryDocument
from search.highlighting import Highlighter
from search.vocabulary import vocabulary
from search.words import ParsedWords, parse_words

_FULL_LINE, _SHORT = 0.7, 30
"""A line is full from this part of the longest one on, and with more letters than this."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page on which the words stand, with the best part of it as safe HTML with <mark>."""

    number: int
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class FoundPages:
    """The pages of a document with all the words; if none has all of them, those with some."""

    pages: Sequence[FoundPage] = ()
    has_all: bool = True

    def before(self, number: int) -> int | None:
        """Return the last found page before one."""
        return max((one.number for one in self.pages if one.number < number), default=None)

    def after(self, number: int) -> int | None:
        """Return the first found page after one."""
        return min((one.number for one in self.pages if one.number > number), default=None)


class WantedWords:
    """The words of a query, widened as the search does it, in texts of one language."""

    def __init__(self, q: str, language: str) -> None:
        parsed, _told = vocabulary().thesaurus.expand(parse_words(q))
        self._any = Highlighter(parsed, language)
        self._each = [
            Highlighter(ParsedWords(required=(node,)), language) for node in parsed.required
        ]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the places of the words in a text."""
        return self._any.spans(text)

    def mark(self, text: str) -> SafeString | None:
        """Return the whole text as safe HTML with its marks, or nothing when no word stands in it."""
        marked = self._any.mark(text)
        return None if marked is None else _safe(marked)

    def find(self, pages: Iterable[tuple[int, str]]) -> FoundPages:
        """Return the pages, given as number and text, on which the words stand."""
        whole: list[FoundPage] = []
        some: list[FoundPage] = []
        for number, text in pages:
            snippet = self._any.snippet(text)
            if snippet is None:
                continue
            has_all = len(self._each) == 1 or all(one.spans(text) for one in self._each)
            (whole if has_all else some).append(FoundPage(number, _safe(snippet)))
        return FoundPages(tuple(whole or some), has_all=bool(whole) or not some)


def find_pages(document: LibraryDocument, q: str) -> FoundPages:
    """Return the pages of a document on which the words of a query stand."""
    # The file's checksum and state stand for its text: a document that was replaced is looked through anew.
    return _find(document.pk, document.sha256, document.text_state, document.language, q)


@lru_cache(maxsize=64)
def _find(pk: int, sha256: str, text_state: str, language: str, q: str) -> FoundPages:
    rows = DocumentPageText.objects.filter(document=pk).order_by("number")
    pages = rows.values_list("number", "text").iterator(chunk_size=200)
    return WantedWords(q, short(language)).find(pages)


def flowing(text: str) -> str:
    """Return the text of a printed page with its full lines joined; a line that ends early ends a paragraph."""
    lines = text.split("\n")
    longest = max(len(line) for line in lines)
    joined = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_full = len(line) > max(_SHORT, _FULL_LINE * longest)
        # A number alone is that of the page, or of a note.
        joined += line.rstrip() + (" " if is_full and not following.strip().isdigit() else "\n")
    return joined.rstrip()


def _safe(marked: str) -> SafeString:
    return mark_safe(marked)  # noqa: S308 - the highlighter escapes all but its own marks
