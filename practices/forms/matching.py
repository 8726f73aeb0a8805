"""How two wordings are compared.

Folding of case, accents, quotes and plural endings, and the score of a likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

#: "Organisation(s)", "Group/s", "Gruppo/i", "Zielgruppe/n", "Country/-ies", "Organisation/en"
PLURAL_ENDING = re.compile(
    r"(?<=\w)\s?(?:\(-?[a-z]{1,3}\)|/-?(?:s|es|ies|i|e|n|en|er|a|os|as))(?![\w])", re.IGNORECASE
)
#: "8.", "8)", "VIII.", "Item 8:", "n° 8 -"
NUMBERING = re.compile(
    r"^\s*(?:(?:item|point|question|frage|domanda|pregunta|punto|punkt|q)\s*)?(?:n[°ºo.]{1,2}\s*)?"
    r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5}(?=[.)]))\s*(?:[.):]|[-–—]|\b)\s*",
    re.IGNORECASE,
)
HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NOT_A_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Fold case, accents, quotes and signs.

    So that "Méthodes et outils :" and "methodes et outils" are the same.
    """
    text = (
        text.replace("ß", "ss")
        .replace("œ", "oe")
        .replace("Œ", "oe")
        .replace("æ", "ae")
        .replace("\u00ad", "")
    )
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return NOT_A_WORD.sub(" ", bare.replace("_", " ")).strip()


@lru_cache(maxsize=20_000)
def fold_label(text: str) -> str:
    """Fold a label: without its number, its plural ending and its signs."""
    without_number = NUMBERING.sub("", text, count=1)
    return fold(PLURAL_ENDING.sub("", without_number if fold(without_number) else text))


def without_hints(text: str) -> str:
    """Take away what stands in brackets."""
    return HINT.sub(" ", text)


class Wordings:
    """Index folded wordings and find the key of the one that a text means."""

    def __init__(self, pairs: Iterable[tuple[str, str]], *, labels: bool = False) -> None:
        """Take (wording, key) pairs; the first key of a wording wins."""
        self._fold = fold_label if labels else fold
        self._keys: dict[str, str] = {}
        for wording, key in pairs:
            folded = self._fold(wording)
            if folded:
                self._keys.setdefault(folded, key)

    def exact(self, text: str) -> str | None:
        """Find the key of a wording that is the same once folded."""
        return self._keys.get(self._fold(text))

    def fuzzy(self, text: str, *, at_least: float = 88) -> tuple[str, float] | None:
        """Find the key of the most similar wording (typing errors), with its score from 0 to 100."""
        folded = self._fold(text)
        if len(folded) < 5:
            return None
        found = process.extractOne(
            folded, self._keys.keys(), scorer=fuzz.ratio, score_cutoff=at_least
        )
        return (self._keys[found[0]], found[1]) if found else None

    def longest_prefix(self, text: str, *, at_least: int = 5) -> tuple[str, int] | None:
        """Find the key of the longest wording that the text begins with, with the wording's length."""
        words = self._fold(text).split(" ")
        for count in range(len(words) - 1, 0, -1):
            start = " ".join(words[:count])
            if len(start) >= at_least and start in self._keys:
                return self._keys[start], len(start)
        return None

    def contained(self, text: str, *, at_least: int = 4) -> list[str]:
        """Give the keys of all wordings that stand in the text as whole words.

        Longest first and none inside another.
        """
        folded = f" {self._fold(text)} "
        taken: list[tuple[int, int, str]] = []
        for wording, key in sorted(self._keys.items(), key=lambda pair: -len(pair[0])):
            if len(wording) < at_least:
                continue
            start = folded.find(f" {wording} ")
            while start >= 0:
                end = start + len(wording) + 1
                if not any(
                    start < other_end and other_start < end for other_start, other_end, _ in taken
                ):
                    taken.append((start, end, key))
                start = folded.find(f" {wording} ", start + 1)
        return list(dict.fromkeys(key for _, _, key in sorted(taken)))
