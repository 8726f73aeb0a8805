"""Exact ages of persons; age groups, thresholds and the ages of things are let stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.anonymity import age_owners, words
from core.anonymity.age_numbers import numbers, single_words
from core.anonymity.findings import FindingKind
from core.anonymity.reading import Reading, Span, fold

_OLDEST, _TEN, _FIVE = 104, 10, 5
# So few may be children, years or things: elle en avait trois.
_ONES = words.section("rules", "ages_ones")
_BEFORE, _AFTER = 64, 56

_YEARS_OLD = words.pattern("ages_years_old", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NEAR = 24
_OLDS = re.compile(r"[ \t\-–]{0,2}years?[ \t\-–]olds\b", re.IGNORECASE)
_UNIT = re.compile(
    r"[ \t\-']{0,2}(?:ans|anni|jahren?|años|years|mois|mesi|monaten?|meses)\b", re.IGNORECASE
)
_RANGE_AFTER = words.pattern("ages_range_after", re.IGNORECASE)
_RANGE_BEFORE = words.pattern("ages_range_before", re.IGNORECASE)
_TIME_WORDS = words.pattern("ages_time_words", re.IGNORECASE)
_TERM = words.pattern("ages_term", re.IGNORECASE)
_AGED = words.pattern("ages_aged", re.IGNORECASE)
_WITH = re.compile(r"\bcon[ \t]*\Z", re.IGNORECASE)
_NOT_AN_AGE = words.pattern("ages_not_an_age", re.IGNORECASE)
_ORDINAL_BIRTHDAY = words.pattern("ages_ordinal_birthday", re.IGNORECASE)
_THEIRS = words.pattern("ages_theirs", re.IGNORECASE)

# Two or three children of one family: each age is told.
_PAIR_AFTER = re.compile(
    r"[ \t]*(?:,|and|et|e|und|y|ed)[ \t]*(?:\d{1,2}|[a-zäöü]{3,12})\b", re.IGNORECASE
)
_PAIR_BEFORE = re.compile(
    r"(?:\d{1,2}|\w{3,12})[ \t]*(?:,|and|et|e|und|y|ed)[ \t]*\Z", re.IGNORECASE
)
_OF_CHILDREN = words.pattern("ages_of_children", re.IGNORECASE)
_SET_OFF = re.compile(r"(?:[,(–]|\baged)[ \t]*(?:\w+[ \t]*(?:,|and|et|e|und|y)[ \t]*)*\Z")

# With a unit: elle a 17 ans, una ragazza di 17 anni, mit 17 Jahren.
_PRONOUN_IS = words.pattern("ages_pronoun_is", re.IGNORECASE)
_OF_YEARS = words.pattern("ages_of_years", re.IGNORECASE)
_HAS_YEARS = words.pattern("ages_has_years", re.IGNORECASE)
_OWN_YEARS = re.compile(r"\b(?:[Ss]es|[Ss]uoi|[Ss]us|[Ii]hren?|[Ss]einen?|[Hh]er|[Hh]is)[ \t]+\Z")
_AT_AGE = words.pattern("ages_at_age", re.IGNORECASE)
_APPOSED = re.compile(r"[,(–-][ \t]*\Z")

# Without a unit: she is 17, als sie 14 war, Tenía quince cuando, (f, 19).
_SAYS_AGE = words.pattern("ages_says_age", re.IGNORECASE)
_AFTER_SAYING = re.compile(
    r"[ \t]*(?:[.,;!?)\n]|$|(?:and|when|at|now|but|und|als|from|years?|Jahre)\b|jahr)"
)
_PLAIN_PAIRS = (
    ("ages_german_clause", re.compile(r"[ \t]+(?:war|ist|wurde|wird|bin)\b")),
    ("ages_had_when", re.compile(r"[ \t]+(?:cuando|quando)\b")),
    ("ages_at_bare", re.compile(r",?[ \t]+(?:la|lo|le|se|fue|kam|wurde|ging|verließ|floh)[ \t]")),
    (
        "ages_en_avait",
        re.compile(
            r"[ \t]*(?:[.;!?)]|,(?![ \t]*(?:\d|y|e|et))|\Z|\n|(?:quand|lorsque|alors|mais|au moment|quando|ma|"
            r"al momento|all'epoca|cuando|pero|al llegar|en|in|im|dans|nel|nella|"
            r"entonces|when|at the|but|und|aber|als)\b)"
        ),
    ),
    (
        "ages_when_had",
        re.compile(
            r",?[ \t]+(?:su|la|lo|se|el|le|los|las|il|si|sua|suo|è|fue|\w{2,12}(?:ió|ó|ì|ò|aba|ava|eva))\b"
        ),
    ),
    ("ages_sex", re.compile(r"[ \t]*\)")),
    ("ages_at_english", re.compile(r",?[ \t]+(?:she|he)[ \t]")),
    ("ages_di_anni", re.compile(r"")),
)
_PERSON_PAIRS = (
    ("ages_is", re.compile(r"[ \t]*(?:geworden\b|[.,;!?)]|\Z|(?:und|als|and|when|at the time)\b)")),
    ("ages_of_bare", re.compile(r"[ \t]*(?:[.,;)]|$|(?:with|who|from|and|was|had|has)\b)")),
    ("ages_turned", re.compile(r"")),
)
_PLAIN = tuple((words.pattern(name), after) for name, after in _PLAIN_PAIRS)
_PERSONAL = tuple((words.pattern(name), after) for name, after in _PERSON_PAIRS)
_AT_WORD = words.pattern("ages_at_word", re.IGNORECASE)
_LETTER = words.pattern("ages_letter")
_OPENED = re.compile(r"[(,/][ \t]*\Z")
_CLOSED = re.compile(r"[ \t]*[,)]|[ \t]*(?:ans|anni|Jahre|años|years)\b")
_SET_APART = re.compile(r"[ \t]*[,)]|[ \t]+(?:from|aus|de|da|von)\b")

_SET = re.compile(
    r"[ \t]*[,(][ \t]*(?:(?:aged|only|just|de|di|d'|von|of|âgée? de|apenas|solo|nur|erst)[ \t]+)*\Z"
)
_PRONOUNS_APART = frozenset(("sie", "er", "elle", "il", "she", "he", "lei", "lui", "ella", "el"))

_GROUP_BEFORE = re.compile(
    r"(?:\d|bis|zwischen|unter|über|ab|and|und|oder|e|o)[ \t]*(?:-|–|bis|zu|und|oder)?[ \t]*\Z"
)
_GROUP_WORDS = re.compile(r"\d|bis|unter|über|zwischen|-[ \t]*(?:bis|und|oder)")
_FOR_ALL = re.compile(r"\b(?:alle|viele|für|an|unter|über)[ \t]*\Z")
_THING_ENDINGS = tuple(words.section("rules", "ages_things_at_the_end"))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number with the words around it."""

    reading: Reading
    number: str
    start: int
    end: int
    before: str
    after: str
    named_ends: set[int]

    @property
    def years(self) -> int:
        return int(self.number) if self.number.isdigit() else 0

    def person_before(self) -> bool:
        return age_owners.person_stands_before(self.reading, self.start, self.named_ends)


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield exact ages of single persons."""
    named_ends = {span.end for span in found if span.kind == FindingKind.PERSON_NAME}
    prose = reading.prose
    for match in single_words(reading):
        if _single_word_counts(reading, match):
            yield Span(FindingKind.EXACT_AGE, *match.span())
    for match in _ORDINAL_BIRTHDAY.finditer(prose):
        if _THEIRS.search(prose[max(0, match.start() - 16) : match.start()]):
            yield Span(FindingKind.EXACT_AGE, *match.span())
    for match in numbers(reading):
        if match[0].isdigit() and not 0 < int(match[0]) <= _OLDEST:
            continue
        start, end = match.span()
        before = prose[max(0, start - _BEFORE) : start].rsplit("\n", 1)[-1]
        after = prose[end : end + _AFTER]
        if not (
            _LETTERS.search(before, max(0, len(before) - _NEAR)) or _LETTERS.search(after[:_NEAR])
        ):
            # Columns of figures hold no ages, and there may be many.
            continue
        age_end = _age_end(_Candidate(reading, match[0], start, end, before, after, named_ends))
        if age_end:
            yield Span(FindingKind.EXACT_AGE, start, age_end)


def _age_end(one: _Candidate) -> int:
    """Return where the age at a number ends, 0 if the number is no exact age."""
    if _is_of_a_pair(one):
        return one.end
    if _RANGE_AFTER.match(one.after) or _RANGE_BEFORE.search(one.before) or _OLDS.match(one.after):
        return 0
    if age_owners.is_of_a_rule(one.before):
        return 0
    old = _YEARS_OLD.match(one.after)
    if old:
        end = one.end + old.end()
        owned = age_owners.is_of_a_thing(one.reading, one.start, end)
        return 0 if owned or age_owners.is_of_a_group(one.reading, one.start, one.before) else end
    unit = _UNIT.match(one.after)
    end = one.end + (unit.end() if unit else 0)
    if _AGED.search(one.before) and (unit or not _NOT_AN_AGE.match(one.after)):
        if (_WITH.search(one.before) and not unit) or _TERM.match(one.after):
            return 0
        return 0 if age_owners.is_of_a_group(one.reading, one.start, one.before) else end
    if unit and not _TERM.match(one.after) and not _TIME_WORDS.search(one.before):
        return end if _counts_with_unit(one, end) else 0
    return one.end if _counts_bare(one) else 0


def _is_of_a_pair(one: _Candidate) -> bool:
    if not (_PAIR_AFTER.match(one.after) or _PAIR_BEFORE.search(one.before)):
        return False
    if not _OF_CHILDREN.search(one.before):
        return False
    return bool(_UNIT.search(one.after[:24]) or _SET_OFF.search(one.before))


def _counts_with_unit(one: _Candidate, end: int) -> bool:
    """Judge a number with its unit by who has the years."""
    if _PRONOUN_IS.search(one.before) and not age_owners.is_said_of_a_thing(one.reading, one.start):
        return True
    if _OWN_YEARS.search(one.before):
        return True
    if (
        any(pattern.search(one.before) for pattern in (_OF_YEARS, _HAS_YEARS, _APPOSED))
        and one.person_before()
    ):
        return True
    return bool(_AT_AGE.search(one.before)) and age_owners.happened_to_somebody(one.reading, end)


def _counts_bare(one: _Candidate) -> bool:
    """Judge a number without a unit: only plain words beside it make it an age."""
    if fold(one.number) not in _ONES and any(
        before.search(one.before) and after.match(one.after) for before, after in _PLAIN
    ):
        return True
    if (
        any(before.search(one.before) and after.match(one.after) for before, after in _PERSONAL)
        and one.person_before()
    ):
        return True
    if (
        not one.number.isdigit()
        and _AT_WORD.search(one.before)
        and age_owners.happened_to_somebody(one.reading, one.end)
    ):
        return True
    if (
        one.years >= _FIVE
        and _LETTER.search(one.before)
        and _OPENED.search(one.before)
        and _CLOSED.match(one.after)
    ):
        return True
    if _SAYS_AGE.search(one.before) and not _NOT_AN_AGE.match(one.after):
        return bool(_AFTER_SAYING.match(one.after))
    return (
        bool(_SET.search(one.before)) and bool(_SET_APART.match(one.after)) and _is_set_apart(one)
    )


def _is_set_apart(one: _Candidate) -> bool:
    """Judge Grace, 20, and die Frau (24): a person stands right before."""
    opened = _SET.search(one.before)
    last_end = one.start - len(one.before) + (opened.start() if opened else 0)
    if last_end in one.named_ends and one.years > 0:
        return True
    near = one.reading.words_between(max(0, last_end - 24), last_end)
    if not near or near[-1].end != last_end:
        return False
    last = near[-1]
    if last.key in _PRONOUNS_APART:
        return one.years >= _TEN or one.number.isalpha()
    if last.is_capitalised and (last.key in words.nationalities() or one.years < _TEN):
        return False
    return age_owners.is_one_person(last.key)


def _single_word_counts(reading: Reading, match: re.Match[str]) -> bool:
    """Judge 17-jährige, sedicenne: a person's, not a project's, and no age group's."""
    before = reading.prose[max(0, match.start() - 24) : match.start()]
    if _GROUP_BEFORE.search(before) and _GROUP_WORDS.search(before):
        return False
    key = fold(match[0])
    if key.endswith("enni"):
        return age_owners.are_few(reading, match.start())
    if "jahrig" not in key:
        return True
    if "Jähr" in match[0] or match[0][0].isupper():
        return not _FOR_ALL.search(before)
    following = reading.words_between(match.end(), match.end() + 50)[:3]
    for word in following:
        if word.key in words.things() or word.key.endswith(_THING_ENDINGS):
            return False
        if word.key in words.section("people", "groups") - words.section("people", "persons"):
            return False
        if age_owners.is_one_person(word.key) or word.key in words.section("people", "roles"):
            return True
        if word.is_capitalised:
            return word.text.endswith("in") or word.key in words.given_names()
    return not following or reading.prose[match.end() : match.end() + 1].strip(" ") != ""
