"""Boxes and the words beside them, whichever signs the form uses, and the tick lists of question 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from practices.forms.labels import GROUPS, TICK_GROUPS, TICK_OPTIONS
from practices.forms.matching import Wordings, fold
from practices.forms.reading.blocks import EMPTY_BOX, TICKED_BOX, Line, clean

MARK = re.compile(
    rf"{EMPTY_BOX}|{TICKED_BOX}|\[\s*[xX✓*+]?\s*\]|\(\s*[xX✓]\s*\)|\(\s{{1,3}}\)|\b_+[xX]?_+(?=\s)"
)
CROSS = re.compile(r"^\s*[xX]\s+(?=\S)|(?<=\S)\s+[xX]\s*$|(?<=\S)\t\s*[xX]\s*$")
#: so many options of a list without boxes are the form's own list, left standing
WHOLE_LIST = {"gender": 3, "age_group": 2, "exploitation": 5, "recruitment": 5, "proposed": 4}
FILLER = re.compile(r"[.…_]{3,}|…+")
_GROUP_NAMES = Wordings(
    ((wording, one.key) for one in TICK_GROUPS for wording in one.wordings), labels=True
)
_OPTIONS = {
    group: Wordings(
        ((wording, one.key) for one in options for wording in one.wordings), labels=True
    )
    for group, options in TICK_OPTIONS.items()
}
_ENGLISH = {
    group: {one.key: one.label("en") for one in options} for group, options in TICK_OPTIONS.items()
}


@dataclass
class Option:
    """Hold one box and its words; without a box `is_ticked` is None and `text` is a heading or free text."""

    text: str
    is_ticked: bool | None


def has_marks(lines: list[Line]) -> bool:
    """Tell whether lines have boxes."""
    return any(MARK.search(line.text) for line in lines)


def _is_ticked(mark: str) -> bool:
    return mark == TICKED_BOX or bool(re.search(r"[xX✓*+]", mark))


def read_options(lines: list[Line]) -> Iterator[Option]:
    """Part lines into boxes with their words, and the text between."""
    for line in lines:
        marks = list(MARK.finditer(line.text))
        if not marks:
            yield _crossed(line.text)
            continue
        head = line.text[: marks[0].start()]
        after = [
            line.text[mark.end() : marks[at + 1].start() if at + 1 < len(marks) else None]
            for at, mark in enumerate(marks)
        ]
        heading, first = _parted_heading(head)
        if first and not clean(after[-1]) and _GROUP_NAMES.exact(first) is None:
            # The boxes stand behind their words: "Gender: Male [ ]  Female [x]".
            texts = [first, *after[:-1]]
            if heading:
                yield Option(heading, None)
        else:
            if clean(head):
                yield Option(clean(head), None)
            texts = after
        for mark, text in zip(marks, texts, strict=True):
            yield Option(clean(FILLER.sub(" ", text)), _is_ticked(mark.group()))


def _parted_heading(text: str) -> tuple[str, str]:
    """Part "Gender: Male" into the heading and the words after it."""
    found = re.match(r"^(.*[:?])(.*)$", text, re.DOTALL)
    if found and _is_option(found.group(1)):
        return "", clean(text)
    return (clean(found.group(1)), clean(found.group(2))) if found else ("", clean(text))


def _crossed(text: str) -> Option:
    """Read a line without a box: an "x" before or after the words is a tick."""
    found = CROSS.search(text)
    words = clean(CROSS.sub("", text, count=1)) if found else ""
    if words and any(
        options.exact(words) or options.longest_prefix(words, at_least=4)
        for options in _OPTIONS.values()
    ):
        return Option(words, True)
    return Option(clean(text), None)


def group_named(text: str) -> str | None:
    """Find the tick list that a heading names."""
    bare = text.strip().rstrip(":?").strip()
    found = _GROUP_NAMES.exact(bare)
    if found or len(bare) > 80:
        return found
    fuzzy = _GROUP_NAMES.fuzzy(bare, at_least=86)
    if fuzzy:
        return fuzzy[0]
    folded = fold(bare)
    for group, pattern in (
        ("recruitment", r"recruit|recrut|reclut|anwerb|angeworben|captad|captacion"),
        ("proposed", r"\bpropos|\boffer(?:ed|t)?\b|promis|angeboten|versproch|ofrec"),
        ("exploitation", r"exploit|sfrutt|ausbeut|explot"),
        ("gender", r"^(?:gender|sex|genre|genere|geschlecht|genero|sexo|sesso|sexe)\b"),
        ("age_group", r"^(?:age|alter|eta|edad)\b"),
    ):
        if len(folded.split()) <= 9 and re.search(pattern, folded):
            return group
    return None


@dataclass
class Question2:
    """Hold the answer to question 2 and what the person who imports must be told."""

    ticked: dict[str, list[str]] = field(default_factory=lambda: {group: [] for group in GROUPS})
    slugs: dict[str, list[str]] = field(default_factory=lambda: {group: [] for group in GROUPS})
    other: dict[str, str] = field(default_factory=dict)
    #: groups whose heading or boxes stand in the form
    seen: set[str] = field(default_factory=set)
    #: (group, option, text) of text beside an empty box
    beside_empty: list[tuple[str, str, str]] = field(default_factory=list)

    def add_other(self, group: str, text: str) -> None:
        """Keep text that stands beside a box."""
        self.other[group] = f"{self.other[group]}\n{text}" if group in self.other else text


def read_question_2(lines: list[Line]) -> Question2:
    """Read the tick lists."""
    answer = Question2()
    group = ""
    options = list(read_options(lines))
    if all(option.is_ticked is None for option in options):
        answer = _read_words(options)
        if any(answer.ticked.values()):
            return answer
        marked = _read_words(_only_marked(lines))
        return marked if any(marked.ticked.values()) else answer
    for option in options:
        if not option.text and option.is_ticked is None:
            continue
        is_text = option.is_ticked is None
        group = (
            _read_text(answer, option.text, group) if is_text else _read_box(answer, option, group)
        )
    return answer


def _read_words(lines: list[Option]) -> Question2:
    """Read an answer without any box.

    What is written is what is meant, unless the whole list was left standing.
    """
    answer = Question2()
    group = ""
    for line in lines:
        key, beside = _option(group, line.text)
        if key is not None and (not beside or key == "other"):
            _tick(answer, group, key)
            if beside:
                answer.add_other(group, beside)
        elif line.text:
            group = _read_text(answer, line.text, group)
    standing = {name for name, least in WHOLE_LIST.items() if len(answer.slugs[name]) >= least}
    for name in standing if standing != {"age_group"} else ():
        answer.ticked[name], answer.slugs[name] = [], []
    return answer


def _only_marked(lines: list[Line]) -> list[Option]:
    """Keep headings, and the options that are set off, where lists without boxes were left standing."""
    kept: list[Option] = []
    for line in lines:
        found = re.match(r"^[^:?]*[:?]", line.text)
        heading = found.group() if found else line.text
        is_heading = bool(group_named(heading)) and not _is_option(heading)
        words = [one for one in line.marked if not is_heading or one not in heading]
        kept.extend(Option(text, None) for text in ([heading] if is_heading else []) + words)
    return kept


def _is_option(text: str) -> bool:
    return any(options.exact(text) for options in _OPTIONS.values())


def _read_text(answer: Question2, text: str, group: str) -> str:
    """Read a line without a box: the heading of a list, an answer written after it, or free text."""
    if group and _option(group, text) != (None, "") and not _option(group, text)[1]:
        return group
    head, sign, rest = text.partition(next((one for one in text if one in ":?"), ":"))
    named = group_named(head) or (group_named(text) if not sign else None)
    if named:
        answer.seen.add(named)
        _read_list(answer, named, rest.strip(" ?:"))
        return named
    answer.add_other(group or "text", text)
    return group


def _read_list(answer: Question2, group: str, text: str) -> None:
    """Read options that stand in one line; what follows "other" is its text, commas and all."""
    while text.strip():
        part, _, rest = re.match(r"([^,;/]*)([,;/]?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
        key, beside = _option(group, clean(part))
        if key == "other" and beside:
            beside, rest = _option(group, clean(text))[1], ""
        if key is not None and (not beside or key == "other"):
            _tick(answer, group, key)
        else:
            beside = clean(part)
        if beside:
            answer.add_other(group, beside)
        text = rest


def _read_box(answer: Question2, option: Option, group: str) -> str:
    key, beside = _option(group, option.text)
    if key is None:
        for other in _OPTIONS:
            found, rest = _option(other, option.text)
            if found is not None and found != "other":
                key, beside, group = found, rest, other
                break
    if not group:
        if option.is_ticked:
            answer.add_other("text", option.text)
        return group
    answer.seen.add(group)
    if key is None:
        if option.is_ticked and option.text:
            answer.ticked[group].append(option.text)
        return group
    if option.is_ticked:
        _tick(answer, group, key)
    if beside:
        answer.add_other(group, beside)
        if not option.is_ticked:
            answer.beside_empty.append((group, _ENGLISH[group][key], beside))
    return group


def _tick(answer: Question2, group: str, key: str) -> None:
    label = _ENGLISH[group][key]
    if label not in answer.ticked[group]:
        answer.ticked[group].append(label)
        answer.slugs[group].append(key)


def _option(group: str, text: str) -> tuple[str | None, str]:
    """Find the option that words beside a box name, and the text written after it."""
    if group not in _OPTIONS:
        return None, ""
    wordings = _OPTIONS[group]
    exact = wordings.exact(text)
    if exact:
        return exact, ""
    parted = re.match(
        r"^(.{2,60}?)\s*(?:\((?:please )?specify[^)]*\))?\s*(?:[:(–—]|\s-\s)\s*(.*)$",
        text,
        re.DOTALL,
    )
    if parted:
        key = wordings.exact(parted.group(1))
        if key:
            return key, _without_hint(parted.group(2))
    begins = wordings.longest_prefix(text, at_least=4)
    if begins:
        words = text.split()
        for count in range(len(words), 0, -1):
            if wordings.exact(" ".join(words[:count])) == begins[0]:
                return begins[0], _without_hint(" ".join(words[count:]))
    fuzzy = wordings.fuzzy(text, at_least=85)
    return (fuzzy[0], "") if fuzzy else (None, "")


def _without_hint(text: str) -> str:
    bare = text.strip(" :,;–—-")
    bare = bare[:-1] if bare.endswith(")") and "(" not in bare else bare
    return (
        ""
        if re.fullmatch(
            r"\W*(?:please )?(?:specify|précisez|specificare|bitte angeben|especificar)?\W*",
            bare,
            re.IGNORECASE,
        )
        else clean(bare)
    )
