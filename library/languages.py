"""The language of a text, told by the small words that no other language of the site has."""

import re
from collections import Counter
from functools import cache

from core.anonymity.reading import fold
from core.anonymity.words import LANGUAGES, section

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 40_000
_FEWEST = 5
#: of the words of a text in one of the languages, at least so many are its own small words; other languages
#: have a few by chance
_SHARE = 0.06
_LEAD = 2


def language_of(text: str) -> str:
    """Return the code of the language, or nothing when it is none of the five or cannot be told."""
    words = [fold(word) for word in _WORD.findall(text[:_SAMPLE])]
    own = _own_words()
    counts = Counter(own[word] for word in words if word in own)
    if not counts:
        return ""
    (best, count), (_second, next_count) = [*counts.most_common(2), ("", 0)][:2]
    is_clear = count >= _LEAD * next_count and count >= _SHARE * len(words)
    return best if count >= _FEWEST and is_clear else ""


@cache
def _own_words() -> dict[str, str]:
    lists = {language: section("small_words", language) for language in LANGUAGES}
    languages = Counter(word for words in lists.values() for word in words)
    return {
        word: language
        for language, words in lists.items()
        for word in words
        if languages[word] == 1
    }


def short(language: str) -> str:
    """Return a language as the search knows it: without its country, in lower case."""
    return language.lower().split("-")[0]
