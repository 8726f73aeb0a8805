"""Owns how text becomes tokens: the one definition that both engines, synonyms and highlights share."""

import re
import unicodedata
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

STEMMERS: dict[str, str] = {
    "en": "english",
    "fr": "french",
    "it": "italian",
    "de": "german",
    "es": "spanish",
}
"""Languages with a stemmer; a text of any other language is only folded."""

LANGUAGES: tuple[str, ...] = tuple(STEMMERS)
WORD = re.compile(r"[^\W_]+")

# Function words that carry no meaning in a query of several words. Kept short on purpose: a word that means
# something in one of the five languages ("des", "die" are harmless, "fine", "casa" would not be) stays out.
_FUNCTION_WORDS = """
a an and are as at be by for from has how in into is it its of on or that the their there these this to was were
what when where which who with
à au aux avec ce ces cette dans de des du elle en est et il ils la le les leur leurs par pour qu que qui sa ses son
sur un une
ai al alla alle allo agli che con da dal dalla dei del della delle dello di e è ed gli i il in lo nel nella nelle
nei per si su sul sulla tra uno
am auf aus bei das dem den der die ein eine einem einen einer fur für ihr ihre im ist mit nach sich sind und von
vom zu zum zur
a como con del el en entre es la las los para por que se sus una y
d l
"""
_ELIDED = "l d c j m n s t qu un dell all nell dall sull quest lorsqu jusqu puisqu"
STOP_WORDS: frozenset[str] = frozenset(_FUNCTION_WORDS.split())
ELISIONS: frozenset[str] = frozenset(_ELIDED.split())

# What a reader types without the accent on the ending keeps another stem than the word in the text.
_ACCENTED_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (("ite", "ité"), ("ites", "ités"), ("ee", "ée"), ("ees", "ées")),
    "it": (("ita", "ità"),),
    "es": (("cion", "ción"), ("sion", "sión")),
}


def clean_text(text: str) -> str:
    """Return the text composed (NFC), so that a letter and its accent are one character for every tokenizer."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _build(language: str | None) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    if language:
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.filter(Filter.ascii_fold()).build()


ANALYSERS: dict[str, TextAnalyzer] = {language: _build(language) for language in LANGUAGES}
FOLDING: TextAnalyzer = _build(None)


def words_of(text: str) -> list[str]:
    """Split into words exactly where the index splits: at everything that is neither letter nor digit."""
    return WORD.findall(clean_text(text))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return the word in lower case without accents, as the unstemmed field holds it."""
    tokens = FOLDING.analyze(word)
    return tokens[0] if tokens else ""


@lru_cache(maxsize=50_000)
def stem(language: str, word: str) -> str:
    """Return the token that the word leaves in the stemmed field of a language."""
    tokens = ANALYSERS[language].analyze(word)
    return tokens[0] if tokens else ""


@lru_cache(maxsize=5_000)
def query_stems(language: str, word: str) -> tuple[str, ...]:
    """Return every stem under which a typed word may stand in texts of a language.

    Snowball is not idempotent ("mujeres" leaves "mujer", "mujer" leaves "muj"), and accents decide about endings:
    the typed word therefore also asks for its own folded form, the stem of its stem and its accented variants.
    """
    first = stem(language, word)
    found = {first, stem(language, first) if first else "", fold(word)}
    lowered = word.lower()
    for plain, accented in _ACCENTED_ENDINGS.get(language, ()):
        if lowered.endswith(plain):
            found.add(stem(language, lowered[: -len(plain)] + accented))
    return tuple(sorted(found - {""}))


def is_stop_word(word: str) -> bool:
    """Tell whether a word only binds other words together."""
    return word.lower() in STOP_WORDS
