"""Which of the five languages a stretch of text is in, by its small words."""

from core.anonymity import words
from core.anonymity.reading import Reading

_AROUND = 300
_FEWEST = 3


def around(reading: Reading, position: int) -> str:
    """Return the language of the words around `position`, the hint if they are too few, or nothing."""
    near = reading.words_between(max(0, position - _AROUND), position + _AROUND)
    counts = {
        language: sum(word.key in words.section("small_words", language) for word in near)
        for language in words.LANGUAGES
    }
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= _FEWEST else reading.language or (best if counts[best] else "")
