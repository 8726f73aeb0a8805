"""Names of persons: given names, titles, roles and the words by which people are met."""

import re
from collections.abc import Iterator

from core.anonymity import languages, words
from core.anonymity.citations import Citations, is_declared_changed, is_historic
from core.anonymity.findings import FindingKind
from core.anonymity.name_evidence import Evidence
from core.anonymity.name_words import PARTICLES, Part, part_of
from core.anonymity.named_after import is_joined_to_a_thing, is_named_after
from core.anonymity.reading import Reading, Span, Word

_BLANKS = re.compile(r"[ \t_]{1,3}\Z")
_AFTER_INITIAL = re.compile(r"\.?[ \t_]{0,2}\Z")
_AFTER_TITLE = re.compile(r"\.?[ \t_]{0,3}\Z")
_WHO = re.compile(r",?[ \t]+(?:who|qui|che|quien)[ \t]|,[ \t]+(?:die|der)[ \t]+[^\W\d_A-Z]")
# Roles that organisations have as well.
_SENTENCE_STARTERS = words.section("rules", "names_sentence_starters")
_PLAIN_NAMING = words.section("rules", "names_plain_naming")
_MOST_WORDS = 5
_SHORTEST_ECHO = 4


class _Search(Evidence):
    """One look through a text for names; it remembers who was named in full."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self.citations = Citations(reading)
        self.changed: set[str] = set()
        self.named: set[str] = set()
        self.found: list[tuple[int, int]] = []

    def run(self) -> Iterator[Span]:
        """Yield the names, first those with their own evidence, then their echoes."""
        number = 0
        while number < len(self.words):
            number = self._look(number) + 1
        taken = {position for first, last in self.found for position in range(first, last + 1)}
        self._find_echoes(taken)
        for first, last in self.found:
            if self.words[first].key in self.changed:
                continue
            yield Span(FindingKind.PERSON_NAME, self.words[first].start, self.words[last].end)

    def _look(self, number: int) -> int:
        """Judge the word `number`; return the last word that was dealt with."""
        word = self.words[number]
        if self._is_title(number):
            last = self._after_title(number)
            if last > number:
                return last
        if not word.is_capitalised:
            return number
        part = part_of(word.text)
        last = self._extent(number)
        if part is Part.GIVEN:
            certain = last > number or (
                self._stands_alone(number) and not self._is_a_plain_word(number)
            )
        elif part is Part.MAYBE_GIVEN:
            certain = self._maybe(number, last)
        elif part is Part.FAMILY:
            certain = self._family(number, last)
        elif part is Part.INITIAL:
            certain = self._initial(number, last)
        elif part in (Part.UNKNOWN, Part.MAYBE_FAMILY):
            certain = self._unknown(number, last)
        else:
            return number
        if not certain:
            return number
        self._report(number, last)
        return last

    def _report(self, first: int, last: int, *, titled: bool = False) -> None:
        if self._is_exempt(first, last):
            return
        if is_declared_changed(self.reading, self.words[last].end):
            self.changed.update(word.key for word in self.words[first : last + 1])
            return
        if last > first or titled:
            for word in self.words[first : last + 1]:
                part = part_of(word.text)
                if part in (Part.FAMILY, Part.MAYBE_FAMILY) or (
                    part is Part.UNKNOWN and (titled or word is self.words[last])
                ):
                    self.named.add(word.key)
        self.found.append((first, last))

    def _is_exempt(self, first: int, last: int) -> bool:
        if is_named_after(self.reading, first, last):
            return True
        if last > first and self.words[first].key == "via":
            return True
        if last > first and self.words[last].key in words.section("entities", "tails"):
            # Victoria Park is a place, Emily Park may be a person.
            return part_of(self.words[first].text) is not Part.GIVEN
        if any(is_historic(word.key) for word in self.words[first : last + 1]):
            return True
        return self.citations.hold(self.words[first].start)

    def _extent(self, first: int) -> int:
        """Return the last word of the name that begins at `first`."""
        last = number = first
        while number - first < _MOST_WORDS and number + 1 < len(self.words):
            following = self.words[number + 1]
            gap = self.reading.gap(number)
            here = self.words[number]
            if len(here.text) == 1 and here.is_capitalised:
                joined = bool(_AFTER_INITIAL.match(gap)) or gap == "'"
            else:
                joined = bool(_BLANKS.match(gap)) or (gap == "'" and here.key in PARTICLES)
            if not joined:
                break
            if following.is_capitalised:
                if not self._continues(following, number + 1):
                    break
                last = number + 1
            elif following.key not in PARTICLES or not self._particle_leads_on(number + 1):
                break
            number += 1
        return last

    def _continues(self, word: Word, number: int) -> bool:
        part = part_of(word.text)
        if part is Part.INITIAL:
            gap = self.reading.gap(number)
            return gap.startswith((".", "'")) or gap.strip() != gap
        if part is Part.NONE:
            return (
                word.key in PARTICLES and word.text[0].isupper() and self._particle_leads_on(number)
            )
        return not is_joined_to_a_thing(word.key)

    def _particle_leads_on(self, number: int) -> bool:
        """Say whether after a particle (and one more) a family name comes."""
        for step in (number, number + 1):
            gap = self.reading.gap(step)
            if step + 1 >= len(self.words) or not (_BLANKS.match(gap) or gap == "'"):
                return False
            following = self.words[step + 1]
            if following.is_capitalised:
                known = part_of(following.text)
                if self.words[number].key in ("y", "e"):
                    return known in (Part.FAMILY, Part.MAYBE_FAMILY)
                return (
                    known not in (Part.NONE, Part.GIVEN, Part.INITIAL)
                    and following.key not in words.countries()
                )
            if following.key not in PARTICLES:
                return False
        return False

    def _is_title(self, number: int) -> bool:
        word = self.words[number]
        if word.key in words.section("titles", "titles"):
            gap = self.reading.gap(number)
            if (
                word.key in words.section("titles", "needs_stop") and not word.text.isupper()
            ) or len(word.text) == 1:
                return gap.startswith(". " if len(word.text) == 1 else ".") or (
                    word.key in ("don", "doc", "prof") and word.is_capitalised
                )
            return bool(_AFTER_TITLE.match(gap))
        # Sig.ra and Dott.ssa are two words to the reader.
        return (
            word.key in ("ra", "ssa", "na", "sse", "in")
            and number > 0
            and self.reading.gap(number - 1) == "."
        )

    def _after_title(self, number: int) -> int:
        """Report the name after a title; return its last word, or `number` if none follows."""
        following = number + 1
        furthest = min(len(self.words), number + _MOST_WORDS + 1)
        while following < furthest and _AFTER_TITLE.match(self.reading.gap(following - 1)):
            word = self.words[following]
            if self._is_title(following) or word.key in (
                "ra",
                "ssa",
                "na",
                "med",
                "phil",
                "iur",
                "jur",
                "theol",
                "h",
                "c",
            ):
                following += 1
                continue
            if word.is_capitalised and word.key in words.section("people", "roles"):
                following += 1
                continue
            break
        else:
            return number
        if following - number > _MOST_WORDS:
            return number
        word = self.words[following]
        if not word.is_capitalised:
            if word.key not in PARTICLES or not self._particle_leads_on(following):
                return number
        elif part_of(word.text) is Part.NONE and not self._may_be_a_family_name(word):
            return number
        last = self._extent(following)
        if last == following and len(word.text) == 1:
            return number
        if not word.is_capitalised and last == following:
            return number
        self._report(following, last, titled=True)
        return last

    @staticmethod
    def _may_be_a_family_name(word: Word) -> bool:
        """Let English, French and Rossi-like words after a title be names, but not small words."""
        return word.key in words.nationalities() or word.key in words.section("places", "cities")

    def _stands_alone(self, number: int) -> bool:
        """Judge a lone given name; one in capitals may be an acronym."""
        word = self.words[number]
        if not word.text.isupper() or len(word.text) == 1:
            return True
        return (
            bool(self._introduced(number))
            or self._age_follows(number)
            or self._among_capitals(number)
        )

    def _is_a_plain_word(self, number: int) -> bool:
        """Say whether a lone word that may begin a sentence does so here: Marco jurídico."""
        word = self.words[number]
        if word.key not in _SENTENCE_STARTERS or word.start != self.reading.sentence(word.start)[0]:
            return False
        return not (
            self._acts(number, plainly=False)
            or self._age_follows(number)
            or self._role_follows(number)
        )

    def _among_capitals(self, number: int) -> bool:
        around = self.words[max(0, number - 3) : number + 4]
        return all(word.text.isupper() for word in around) and len(around) > 1

    def _maybe(self, first: int, last: int) -> bool:
        """Judge Grace, Victoria, Rosa: something beside them must speak of a person."""
        if last == first and self.words[first].key in words.weekdays():
            return self._role_follows(last) or self._acts(last, plainly=True)
        if self._age_follows(last):
            return True
        if not self._is_a_place(first) and (
            self._contact_follows(last)
            or self._is_apposed(first, last)
            or self._is_asked_for(first)
            or (last == first and self._speaks(last))
        ):
            return True
        if self._is_led_in(first) and not self._is_a_visited_place(first, last):
            return True
        if self._role_follows(last) and self.words[first].key not in words.other_meanings():
            return True
        if last > first:
            beside = [
                part_of(word.text)
                for word in self.words[first + 1 : last + 1]
                if word.is_capitalised
            ]
            if Part.GIVEN in beside or Part.FAMILY in beside:
                return True
            named = Part.UNKNOWN in beside or Part.MAYBE_FAMILY in beside
            place = self.words[first].key in words.other_meanings()
            following = self.words[last]
            if following.text.isupper() and (
                not self.words[first].text.isupper()
                or following.key in words.section("common", "words")
            ):
                return False
            if named and not place and Part.MAYBE_FAMILY in beside:
                return True
            if (
                named
                and not place
                and not self.words[first].text.isupper()
                and languages.around(self.reading, self.words[first].start) != "de"
            ):
                return True
            acts = self._acts(last, plainly=place)
            return named and (acts or bool(_WHO.match(self.reading.prose, self.words[last].end)))
        word = self.words[first]
        if word.text.isupper() or word.key in words.other_meanings():
            return False
        return self._acts(last, plainly=True)

    def _is_a_visited_place(self, first: int, last: int) -> bool:
        """Say whether a town was visited or met in: a delegation visited Madrid."""
        return last == first and self._introduced(first) == "meeting" and self._is_a_place(first)

    def _family(self, first: int, last: int) -> bool:
        """Judge a family name with no given name before it."""
        if last > first:
            parts = [
                part_of(word.text) for word in self.words[first : last + 1] if word.is_capitalised
            ]
            if Part.GIVEN in parts or parts.count(Part.FAMILY) > 1 or Part.INITIAL in parts[1:]:
                return True
            if (
                self.words[first].key in words.section("surnames_first")
                or Part.MAYBE_GIVEN in parts
            ):
                return True
        kind = self._introduced(first)
        if self._is_a_visited_place(first, last):
            return False
        if kind in ("role", "kin", "naming", "person", "meeting") or self._age_follows(last):
            return True
        if self._is_apposed(first, last):
            return True
        return self._acts(last, plainly=True) and not self.words[first].text.isupper()

    def _initial(self, first: int, last: int) -> bool:
        """Judge J. Kowalski; letters that number a list are no initials."""
        if last == first or not self.reading.gap(first).startswith("."):
            return False
        parts = [part_of(word.text) for word in self.words[first : last + 1]]
        if parts[-1] is Part.INITIAL:
            return False
        if Part.FAMILY in parts:
            return True
        at_start = self.words[first].start == self.reading.sentence(self.words[first].start)[0]
        if self._introduced(first) or self._role_follows(last):
            return True
        if at_start:
            return parts.count(Part.INITIAL) > 1
        return parts.count(Part.INITIAL) > 1 or Part.MAYBE_FAMILY in parts or Part.GIVEN in parts

    def _unknown(self, first: int, last: int) -> bool:
        """Judge a word that no list knows: the words around must name it a person."""
        word = self.words[first]
        if word.text.isupper() and len(word.text) <= len("GRETA") and last == first:
            return False
        parts = [part_of(each.text) for each in self.words[first : last + 1] if each.is_capitalised]
        if Part.GIVEN in parts and (word.text.isupper() or part_of(word.text) is Part.MAYBE_FAMILY):
            return True
        if Part.FAMILY in parts[1:]:
            return True
        if self._has_kin(last) and not word.text.isupper():
            return True
        if self._is_apposed(first, last) or (
            last == first and self._contact_follows(last) and self._is_asked_for(first)
        ):
            return True
        kind = self._introduced(first)
        if kind == "naming":
            plain = self.words[first - 1].key in _PLAIN_NAMING
            return last > first or plain
        if kind == "kin":
            return True
        if kind in ("role", "person"):
            german = self.words[first - 1].is_capitalised
            return last > first if german else True
        if kind == "meeting" and last > first:
            return True
        if (last > first and self._role_follows(last)) or (
            last > first and self._is_done_by(first)
        ):
            return True
        if self._age_follows(last) and not word.text.isupper():
            return True
        return last > first and self._acts(last, plainly=True)

    def _find_echoes(self, taken: set[int]) -> None:
        """Find the family names alone of those who were named in full before."""
        if not self.named:
            return
        for number, word in enumerate(self.words):
            if number in taken or word.key not in self.named or not word.is_capitalised:
                continue
            if len(word.text) < _SHORTEST_ECHO or part_of(word.text) in (Part.NONE, Part.GIVEN):
                continue
            if not self._is_exempt(number, number):
                self.found.append((number, number))


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield the names of persons in a text."""
    del found
    yield from _Search(reading).run()
