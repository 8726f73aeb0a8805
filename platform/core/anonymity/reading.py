"""A text made ready for the detectors: evened out, cut into words and sentences, addresses blanked."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

# One character for another, so that offsets stay: blanks, hyphens, apostrophes, quotation marks.
_LIKE_FOR_LIKE = str.maketrans(
    "\u00a0\u2007\u2009\u200a\u202f\u3000\u2002\u2003\u2010\u2011\u2012\u2212\u2019\u02bc\u2018`´"
    "０１２３４５６７８９＠．＋",
    "        ----'''''0123456789@.+",
)
# What takes no room on paper hides a name from a rule: soft hyphens, joiners, loose accents.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SHIFTING = re.compile(f"[{_INVISIBLE}\u0300-\u036f]")
_CLUSTER = re.compile(f"([^\u0300-\u036f]?)([\u0300-\u036f{_INVISIBLE}]*)", re.DOTALL)

# Addresses on the net and of mailboxes hold words that are no prose.
_NET = re.compile(
    r"(?:https?://|www\.|doi:\s?|10\.\d{4,9}/)[^\s<>\"]{1,400}"
    r"|[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}"
    r"|\b[a-z0-9\-]{2,40}\.(?:org|com|net|eu|int|info|de|fr|it|es|at|ch|be|nl|ro|bg|uk)\b(?!\w)"
    r"(?:/[^\s<>\"]{0,200})?"
)
BLANK = "\ufffc"

_DIGITS = re.compile(r"\d+")
# “am 25. November” is one sentence.
_ORDINAL = re.compile(
    r"\D?\d{1,2}\.[ \t]+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jän|Jahr|Lebensj|Geburtst|"
    r"Stock|Klasse|Bezirk)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOPS = re.compile(r"[.!?…]['\")\]»”]{0,2}\s+(?=[\"'(\[«“„¿¡]?[^\W_a-z])|\n\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Mme|Mlle|St|Sr|Sra|Srta|Sig|Dott|Prof|Avv|Ing|Nr|No|Hr|Fr|Art|Abs|geb|ca|bzw|etc|"
    r"Bd|Str|Av|Avda|tel|Tel|vs|v|cf|vgl|Vgl|op|cit|ed|eds|Hrsg|Vol|pp|p|n|nn|Az|Aktz|bd|ul|nr|str|al|ra|ssa|na|pl|"
    r"inkl|usw|zzgl|max|min|Mag|Lic|Mons|Dña|Pf|Ref|Exp|Proc|proc|exp|ref|doc|Doc|num|núm|Jan|Feb|Aug|Sept|Oct|"
    r"Nov|Dec|Okt|Dez|janv|févr|juill|gen|apr|ott|dic))$"
)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return `word` as the lists are asked for it: small letters, no accents."""
    if word.isascii():
        return word.lower()
    bare = word.casefold().translate(_FOLDED)
    return "".join(
        mark for mark in unicodedata.normalize("NFD", bare) if not "\u0300" <= mark <= "\u036f"
    )


_FOLDED = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its characters, its form in the lists, and where it stands."""

    text: str
    key: str
    start: int
    end: int
    is_capitalised: bool


@dataclass(frozen=True, slots=True)
class Span:
    """What a detector found, in offsets of the evened text."""

    kind: str
    start: int
    end: int


class Reading:
    """A text as the detectors read it.

    `text` is evened out character by character, `prose` is the same with net and mailbox addresses
    blanked; `original` turns their offsets into those of the text that was given.
    """

    def __init__(self, source: str, language: str = "") -> None:
        self.source = source
        self.language = language[:2].lower()
        self.text, self._origins = _evened(source)

    @cached_property
    def prose(self) -> str:
        """The text without addresses on the net."""
        return _NET.sub(lambda match: BLANK * len(match[0]), self.text)

    @cached_property
    def words(self) -> list[Word]:
        """The words of the prose; hyphenated ones are one word."""
        return [
            Word(word, fold(word), match.start(), match.end(), word[0].isupper())
            for match in _WORD.finditer(self.prose)
            for word in (match[0],)
        ]

    @cached_property
    def word_starts(self) -> list[int]:
        """Where each word begins."""
        return [word.start for word in self.words]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where each sentence begins: after full stops and at the lines of a list."""
        starts = [0]
        for match in _STOPS.finditer(self.prose):
            if match[0].isspace():
                if _goes_on(self.prose, match.start(), match.end()):
                    continue
            elif (
                _ORDINAL.match(self.prose, max(0, match.start() - 2)) and match.start() > 1
            ) or _ABBREVIATION.search(self.prose, max(0, match.start() - 8), match.start()):
                continue
            starts.append(match.end())
        return starts

    def sentence(self, position: int, *, around: int = 0) -> tuple[int, int]:
        """Return where the sentence at `position` begins and ends, with `around` neighbours."""
        starts = self.sentence_starts
        number = bisect_right(starts, position) - 1
        first = max(0, number - around)
        last = number + 1 + around
        return starts[first], starts[last] if last < len(starts) else len(self.prose)

    def words_between(self, start: int, end: int) -> list[Word]:
        """Return the words that begin between two offsets."""
        first = bisect_right(self.word_starts, start - 1)
        last = bisect_right(self.word_starts, end - 1)
        return self.words[first:last]

    def word_at(self, position: int) -> int:
        """Return the number of the first word that begins at or after `position`."""
        return bisect_right(self.word_starts, position - 1)

    def gap(self, number: int) -> str:
        """Return what stands between word `number` and the next one."""
        words = self.words
        if number + 1 >= len(words) or number < 0:
            return "\n"
        return self.prose[words[number].end : words[number + 1].start]

    def near_digits(self, before: int, after: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches around digits: what holds a number need be sought nowhere else."""
        start = end = -1
        for match in _DIGITS.finditer(self.prose):
            if match.start() - before > end:
                if end >= 0:
                    yield start, end
                start = max(0, match.start() - before)
            end = min(len(self.prose), match.end() + after)
        if end >= 0:
            yield start, end

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets of the evened text into offsets of the given one."""
        if self._origins is None:
            return start, end
        begins, ends = self._origins
        return begins[start], ends[end - 1]


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether a line break is only the end of a line, as in text taken from PDF."""
    following = text[end : end + 1]
    line = text[max(0, start - 200) : start].rsplit("\n", 1)[-1]
    if text[start:end].count("\n") > 1:
        return False
    return following.islower() or (len(line) > 60 and line[-1:] not in ".:;!?")


def _evened(source: str) -> tuple[str, tuple[list[int], list[int]] | None]:
    if source.isascii():
        return source, None
    if not _SHIFTING.search(source):
        return source.translate(_LIKE_FOR_LIKE), None
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for piece, begin, end in _clusters(source):
        pieces.append(piece)
        begins.extend([begin] * len(piece))
        ends.extend([end] * len(piece))
    return "".join(pieces).translate(_LIKE_FOR_LIKE), (begins, ends)


def _clusters(source: str) -> Iterator[tuple[str, int, int]]:
    for match in _CLUSTER.finditer(source):
        if not match[0]:
            continue
        if not match[2]:
            if match[1] not in _INVISIBLE:
                yield match[1], match.start(), match.end()
            continue
        accents = "".join(mark for mark in match[2] if mark not in _INVISIBLE)
        letter = "" if match[1] in _INVISIBLE else match[1]
        yield unicodedata.normalize("NFC", letter + accents[:3]), match.start(), match.end()
