"""What the words around a name say of it: roles, kin, verbs of people, ages, and who did something."""

import re

from core.anonymity import languages, words
from core.anonymity.reading import Reading, Word, fold

_BLANKS = re.compile(r"[ \t_]{1,3}\Z")
_BEFORE_NAME = re.compile(r"[ \t]{0,3}[:=]?[ \t]{0,3}[\"“„«']?\Z")
_AGE_FOLLOWS = words.pattern("names_age_follows")
_CONTACT_FOLLOWS = words.pattern("names_contact_follows", re.IGNORECASE)
_MAIL_FOLLOWS = words.pattern("names_mail_follows", re.IGNORECASE)
_ASKED_FOR = words.pattern("names_asked_for")
_SPEAKS = words.pattern("names_speaks")
_HAS = re.compile(r"'s?[ \t]+(?:(?:little|older|younger|elder|late)[ \t]+)?([^\W\d_]{3,14})\b")
_PERSONAL_VERBS = frozenset(("met", "saw", "told", "asked", "helped"))
_APPOSED_BEFORE = re.compile(r",?[ \t]?[,(–][ \t]{0,2}\Z")
_APPOSED_AFTER = re.compile(r"[ \t]?[,)–;.]")
_COMMA = re.compile(r"[ \t]?[,(–][ \t]{0,2}\Z")
_PARTICIPLE = re.compile(
    r"(?:ed|written|drawn|held|led|ee?|ees?|ato|ata|ati|ate|ito|ita|utto|atto|etto|itto|[ao]d[oa]s?|"
    r"id[oa]s?|it[oa]|ech[oa]|ge\w{2,14}(?:t|en)|[a-z]{3,}(?:stellt|fasst|fuhrt|tet|gleitet))$"
)
_LOOSE_ROLES = words.section("rules", "names_loose_roles")
# Verbs too common to tell Hope the woman from hope, or Milan the man from Milan.
_COMMON_ACTS = words.section("rules", "names_common_acts")
# In German these lead to a noun, and some elsewhere: minderjährige Soldaten, dispositif national Ac.Sé.
_ADJECTIVES = words.section("rules", "names_adjectives")


class Evidence:
    """The words before and after a possible name, and what they tell."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = reading.words

    def _before(self, first: int) -> Word | None:
        if first == 0 or not _BEFORE_NAME.match(self.reading.gap(first - 1)):
            return None
        return self.words[first - 1]

    def _introduced(self, first: int) -> str:
        """Say by which kind of word a name is led in: role, kin, naming, meeting, or none."""
        before = self._before(first)
        if before is None:
            return ""
        gap = self.reading.gap(first - 1)
        if before.key in words.section("acts", "naming"):
            return "" if self._names_a_thing(first - 1) else "naming"
        if before.key in _ADJECTIVES and not before.is_capitalised:
            return ""
        if ":" in gap or "=" in gap:
            return "role" if before.key in words.section("people", "roles") else ""
        for kind, file, section in (
            ("role", "people", "roles"),
            ("kin", "people", "kin"),
            ("person", "people", "persons"),
            ("meeting", "acts", "towards"),
        ):
            if before.key in words.section(file, section):
                if (
                    kind == "meeting"
                    and before.key in words.everywhere("small_words")
                    and not (
                        before.key in _PERSONAL_VERBS
                        and languages.around(self.reading, before.start) == "en"
                    )
                ):
                    return ""
                return kind
        return ""

    def _names_a_thing(self, number: int) -> bool:
        """Say whether it is a thing that is called so: a documentation unit named Infoteka."""
        start = self.reading.sentence(self.words[number].start)[0]
        for word in reversed(self.words[max(0, number - 5) : number]):
            if word.start < start or word.key in words.section("people", "persons"):
                return False
            if word.key in words.things() or word.key in words.section("entities", "tails"):
                return True
        return False

    def _acts(self, last: int, *, plainly: bool) -> bool:
        """Say whether a verb of people follows; `plainly` asks for one that towns do not do."""
        if last + 1 >= len(self.words) or not _BLANKS.match(self.reading.gap(last)):
            return False
        following = self.words[last + 1]
        if following.is_capitalised or following.key not in words.section("acts", "acts"):
            return False
        return not (plainly and following.key in _COMMON_ACTS)

    def _contact_follows(self, last: int) -> bool:
        """Say whether a telephone number or a mailbox stands right beside the name."""
        end = self.words[last].end
        return not self.words[last].text.isupper() and bool(
            _CONTACT_FOLLOWS.match(self.reading.prose, end)
            or _MAIL_FOLLOWS.match(self.reading.prose, end)
        )

    def _is_asked_for(self, first: int) -> bool:
        start = self.words[first].start
        return bool(_ASKED_FOR.search(self.reading.prose, max(0, start - 32), start))

    def _speaks(self, last: int) -> bool:
        """Say whether a verb of telling or fleeing follows: nos contó, ha raccontato."""
        return bool(_SPEAKS.match(self.reading.prose, self.words[last].end))

    def _has_kin(self, last: int) -> bool:
        """Say whether kin or a lawyer are said to be this one's: Adaugo's mother."""
        match = _HAS.match(self.reading.prose, self.words[last].end)
        return match is not None and fold(match[1]) in words.section("people", "kin") | {"lawyer"}

    def _is_a_place(self, number: int) -> bool:
        key = self.words[number].key
        return key in words.section("places", "cities") or key in words.countries()

    def _is_apposed(self, first: int, last: int) -> bool:
        """Say whether the name stands in commas or brackets after a word for a person."""
        if first == 0 or not _APPOSED_BEFORE.match(self.reading.gap(first - 1)):
            return False
        if not _APPOSED_AFTER.match(self.reading.gap(last)):
            return False
        before = self.words[first - 1]
        return any(
            before.key in words.section("people", section)
            for section in ("persons", "kin", "roles")
        ) and before.key not in words.section("people", "groups")

    def _age_follows(self, last: int) -> bool:
        return bool(_AGE_FOLLOWS.match(self.reading.prose, self.words[last].end))

    def _role_follows(self, last: int) -> bool:
        """Say whether a role is given in apposition: Tautvydas Gintalas, our psychologist."""
        if not _COMMA.match(self.reading.gap(last)):
            return False
        for number in range(last + 1, min(last + 5, len(self.words))):
            word = self.words[number]
            if word.key in words.everywhere("small_words") and not word.is_capitalised:
                continue
            if word.key in _LOOSE_ROLES or (
                word.is_capitalised and word.key in words.everywhere("small_words")
            ):
                return False
            if word.key in words.section("people", "roles") or word.key in words.section(
                "people", "kin"
            ):
                return not word.is_capitalised or (
                    languages.around(self.reading, word.start) in ("de", "")
                )
            if not _BLANKS.match(self.reading.gap(number)):
                return False
        return False

    def _is_done_by(self, first: int) -> bool:
        """Say whether something was done by those named: interviewed by, redatto da, erstellt von."""
        if first < len(("done", "by")) or self.words[first - 1].key not in (
            "by",
            "par",
            "da",
            "von",
            "por",
        ):
            return False
        if not (
            _BLANKS.match(self.reading.gap(first - 1))
            and _BLANKS.match(self.reading.gap(first - 2))
        ):
            return False
        return bool(_PARTICIPLE.search(self.words[first - 2].key))

    def _is_led_in(self, first: int) -> bool:
        """Say whether a person is led in; a capitalised word leads in only where nouns have capitals."""
        kind = self._introduced(first)
        if kind in ("", "naming", "meeting"):
            return bool(kind)
        before = self.words[first - 1]
        at_start = before.start == self.reading.sentence(before.start)[0]
        return (
            not before.is_capitalised
            or at_start
            or languages.around(self.reading, before.start) == "de"
        )
