"""Invents text: words of the vocabularies and made-up ones, drawn as often as words of a language are (Zipf)."""

import re
from itertools import accumulate
from random import Random

from core.models import Term

LANGUAGES = ("en", "fr", "it", "de", "es")
LEXICON_SIZE = 12_000
# Zipf's exponent; texts of European languages lie close to 1.
EXPONENT = 1.05

_COMMON = {
    "en": "the of and to in a for is with on that by as are was it from at or an be this",
    "fr": "de la le et les des en à un du une dans pour par que est sur au qui avec ne se",
    "it": "di e la il che in a per un è una con del le i da non si della al sono dei",
    "de": "die der und in zu den das mit von für auf ist im dem nicht ein eine als auch es an",
    "es": "de la que el en y a los del se las por un para con una su al lo como más o",
}
_SYLLABLES = {
    "en": "ac ing ter ment port con tra lea der shi ness ly ver pro res tion ack bri st ful",
    "fr": "eau tion ment ille ré pré con oir eur ance té ail bour mé sou jour é gne chan vie",
    "it": "zione mente gli are ere ire cio lla tto sco pre ri con por ta gna zza mo vi do",
    "de": "ung keit schaft lich auf ver be ent sch ein ver trag haus stel le pfle ge zü mög er",
    "es": "ción mente ado ando ien to dor es re con pro tra ñi lla gua je vi da dad or",
}
_WORD = re.compile(r"[^\W\d_]{3,}")


class WordStock:
    """The words of one language and how often each is drawn."""

    def __init__(self, language: str, terms: list[Term], rng: Random) -> None:
        """Rank function words first, then the field's own words, then made-up ones."""
        words = dict.fromkeys(_COMMON[language].split())
        field_words = [word for term in terms for word in _words_of(term, language)]
        words |= dict.fromkeys(field_words)
        syllables = _SYLLABLES[language].split()
        while len(words) < LEXICON_SIZE:
            words["".join(rng.choices(syllables, k=rng.randint(2, 4)))] = None
        self.words = list(words)
        self.titles = list(dict.fromkeys(field_words))
        self._weights = list(accumulate(1 / rank**EXPONENT for rank in range(1, len(words) + 1)))

    def draw(self, rng: Random, count: int) -> list[str]:
        """Return `count` words."""
        return rng.choices(self.words, cum_weights=self._weights, k=count)

    def sentence(self, rng: Random) -> str:
        """Return a sentence of usual length."""
        words = " ".join(self.draw(rng, rng.randint(8, 24)))
        return f"{words[0].upper()}{words[1:]}."

    def text(self, rng: Random, sentences: int) -> str:
        """Return plain text."""
        return " ".join(self.sentence(rng) for _ in range(sentences))

    def paragraphs(self, rng: Random, longest: int) -> str:
        """Return rich text of one to three paragraphs with up to `longest` sentences altogether."""
        left, parts = rng.randint(1, longest), []
        while left > 0:
            count = min(left, rng.randint(1, 4))
            parts.append(f"<p>{self.text(rng, count)}</p>")
            left -= count
        return "".join(parts)

    def phrase(self, rng: Random, count: int) -> str:
        """Return a few of the field's own words, as a title has them."""
        words = " ".join(rng.choices(self.titles, k=count))
        return f"{words[0].upper()}{words[1:]}"


def _words_of(term: Term, language: str) -> list[str]:
    if language == "en":
        texts = [term.label, term.scope_note, *term.synonyms]
    else:
        texts = [term.labels.get(language, ""), *term.synonyms_by_language.get(language, [])]
    return _WORD.findall(" ".join(texts).lower())


def word_stocks(rng: Random) -> dict[str, WordStock]:
    """Return the words of every language, the same for the same seed and vocabularies."""
    terms = list(Term.objects.order_by("vocabulary", "slug"))
    return {language: WordStock(language, terms, rng) for language in LANGUAGES}
