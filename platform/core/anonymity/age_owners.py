"""Whose age a number is: one person's, a group's, a thing's, or a rule's."""

import re

from core.anonymity import words
from core.anonymity.reading import Reading

_THE_ELDEST = words.section("rules", "ages_eldest")
_PRONOUNS = words.section("rules", "ages_pronouns")
_FEW = frozenset(
    ("two", "deux", "due", "zwei", "dos", "both", "three", "trois", "tre", "drei", "tres")
)
_EVERYBODY = re.compile(
    r"\b(?:everyone|anyone|those|all|every|any)[ \t]+(?:\w+[ \t]+){0,2}\Z", re.I
)
_ANY_MINOR = words.pattern("ages_any_minor", re.IGNORECASE)
_LAW = words.pattern("ages_law", re.IGNORECASE)
_LAW_REACH = 44
_UNDER = re.compile(r"\b(?:i\.e\.|minors?|child(?:ren)? \(|U|u|under-?)[ \t]*\Z")
_IN_GENERAL = words.pattern("ages_in_general", re.IGNORECASE)
_PAST = re.compile(
    r",?[ \t]+(?:\w+[ \t]+){0,3}?\w+(?:[aei]va|ò|ì|ait|aba|ía|ó|ste|hte|rte|lte|tte)\b"
)
_THEN = words.pattern("ages_then")


def is_one_person(key: str) -> bool:
    """Say whether a folded word means one person."""
    persons, groups = words.section("people", "persons"), words.section("people", "groups")
    return (key in persons or key in words.section("people", "kin")) and key not in groups


def are_few(reading: Reading, start: int) -> bool:
    """Say whether so few are counted that an age still singles somebody out."""
    near = reading.words_between(max(0, start - 16), start)
    return bool(near) and near[-1].key in _FEW


def person_stands_before(reading: Reading, start: int, named_ends: set[int]) -> bool:
    """Say whether a word for one person, or a name, stands just before an age."""
    groups = words.section("people", "groups")
    for word in reversed(reading.words_between(max(0, start - 44), start)[-5:]):
        if word.key in words.things():
            return False
        if word.key in _THE_ELDEST and reading.prose[word.end : word.end + 1] in ",(":
            return True
        if (
            word.is_capitalised
            and len(word.text) > 1
            and word.key in words.section("titles", "titles")
        ):
            return True
        if word.end in named_ends or is_one_person(word.key) or word.key in words.nationalities():
            only_many = word.key in groups and word.key not in words.section("people", "persons")
            return not only_many or are_few(reading, word.start)
        if word.key in groups:
            return are_few(reading, word.start)
        if word.key in ("sie", "er", "elle", "lei", "she", "he", "ella"):
            return True
    return False


def is_of_a_group(reading: Reading, start: int, before: str) -> bool:
    """Say whether the ages are those of many: children aged 12, persons of 18."""
    for word in reversed(reading.words_between(max(0, start - 40), start)[-4:]):
        if is_one_person(word.key):
            return False
        if word.key in words.section("people", "groups"):
            return not are_few(reading, word.start)
    return bool(_EVERYBODY.search(before))


def is_of_a_thing(reading: Reading, start: int, end: int) -> bool:
    """Say whether the age is that of an organisation, a law, a house."""
    if re.match(r"[ \t]", reading.prose[end : end + 1]):
        for word in reading.words_between(end, end + 30)[:2]:
            if word.key in words.things():
                return True
            if is_one_person(word.key):
                return False
    return is_said_of_a_thing(reading, start)


def is_said_of_a_thing(reading: Reading, start: int) -> bool:
    """Look back from a verb for its subject: a person, or an organisation, a law."""
    begin = reading.sentence(start)[0]
    for word in reversed(reading.words_between(max(begin, start - 60), start)):
        if word.key in _PRONOUNS or is_one_person(word.key):
            return False
        if word.key in words.things():
            return True
    return False


def is_of_a_rule(before: str) -> bool:
    """Say whether the words before a number speak of what holds for everybody."""
    return bool(
        _ANY_MINOR.search(before) or _LAW.search(before[-_LAW_REACH:]) or _UNDER.search(before)
    )


def happened_to_somebody(reading: Reading, end: int) -> bool:
    """Say whether the words after “at 15” tell of one person, not of a rule."""
    after = reading.prose[end : end + 60].split("\n")[0]
    if _IN_GENERAL.search(after) or not after.strip(" ,."):
        return False
    near = reading.words_between(end, end + 44)[:6]
    if any(word.key in _PRONOUNS - {"who", "qui"} or is_one_person(word.key) for word in near):
        return True
    return bool(_PAST.match(after) or _THEN.match(after))
