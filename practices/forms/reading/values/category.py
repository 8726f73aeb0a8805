"""The category of a practice: letter and title, from the label, the value or boxes, and whether they agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from practices.forms.labels import CATEGORY_TITLES
from practices.forms.matching import Wordings, fold
from practices.forms.reading.blocks import Line
from practices.forms.reading.recogniser import CATEGORY_LABEL
from practices.forms.reading.values.ticks import CROSS, has_marks, read_options

LETTERS = "ABCD"
LETTER_FIRST = re.compile(
    r"^\W*(?:(?:category|catégorie|categoria|kategorie|categoría|cat)\s*\.?\s*)?([A-Z])(?=$|\W)(?!['’.]\w)\s*(?:[-–—:.,)/]|\s|$)+",
    re.IGNORECASE,
)
#: "A / B / C / D"
ALL_LETTERS = re.compile(r"^\W*A\W+B\W+C\W+D\W*$")
LETTER_LAST = re.compile(r"[\s(\[–—-]+([A-Z])\s*[)\]]?\W*$")
OTHER_LETTER = re.compile(
    r"^(?:and|or|et|und|oder|y|e|o|/|,|&|\+)\s*([A-D])(?=$|\W)", re.IGNORECASE
)
#: stems by which a title is known when its wording is new
STEMS = (
    (
        "A",
        r"prevent|prevenz|praventi|prevenc|awareness|sensibil|research|recherche|forschung|ricerca",
    ),
    ("B", r"identif|first assist|first protect|emersion"),
    (
        "C",
        (
            r"long term|inclusion|insertion|reintegr|langfrist|lungo termine|largo"
            r" plazo|inclusione|integration"
        ),
    ),
    ("D", r"\bother\b|\bautres?\b|\baltri\b|\baltre\b|\bandere\b|\botr[oa]s\b|network|coordinat"),
)
_TITLES = Wordings((wording, one.key) for one in CATEGORY_TITLES for wording in one.wordings)


@dataclass
class Category:
    """Hold what the item says; `letter` is as printed, `expected` the letter that the title stands for."""

    letter: str | None = None
    expected: str | None = None
    title: str | None = None
    #: letters ticked or named beside the first
    others: list[str] = field(default_factory=list)
    #: there are boxes, and none is ticked
    nothing_ticked: bool = False
    #: lines that are neither letter nor title
    foreign: str | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether the letter is one of the form's."""
        return self.letter is None or self.letter in LETTERS


def read_category(label: str, lines: list[Line]) -> Category:
    """Read letter and title."""
    found = CATEGORY_LABEL.match(label.strip())
    names_all = found and re.search(r"\b[A-D]\b", label.strip()[found.end() :])
    letter = found.group(1).upper() if found and not names_all else None
    if has_marks(lines):
        return _from_boxes(lines, letter)
    if _is_whole_list(lines):
        return _from_list(lines, letter)
    text = " ".join(line.text for line in lines).strip()
    category = Category(letter)
    in_value = LETTER_FIRST.match(text)
    if (
        in_value
        and (in_value.group(1).isupper() or len(text) == 1)
        and not (in_value.group(1) == "A" and re.match(r"^\W*A [a-z]", text))
    ):
        category.letter, text = in_value.group(1).upper(), text[in_value.end() :].strip()
        other = OTHER_LETTER.match(text)
        if other:
            category.others.append(other.group(1).upper())
            text = text[other.end() :].strip(" :–—-")
    elif (at_end := LETTER_LAST.search(text)) and letter is None:
        category.letter, text = at_end.group(1), text[: at_end.start()].strip()
    category.title = text or None
    category.expected = (
        letter_of_title(text) if text else (category.letter if category.is_known else None)
    )
    if category.letter is None:
        category.letter = category.expected
    return category


def _is_whole_list(lines: list[Line]) -> bool:
    """Tell whether the form's own list of categories was left standing."""
    texts = [CROSS.sub("", line.text) for line in lines]
    if len(texts) == 1:
        return bool(ALL_LETTERS.match(texts[0]))
    found = [LETTER_FIRST.match(text) for text in texts]
    return len({one.group(1).upper() for one in found if one} & set(LETTERS)) >= len(LETTERS) - 1


def _from_list(lines: list[Line], letter: str | None) -> Category:
    """Read what is chosen from the list without boxes: a cross beside it, or type that sets it off."""
    crossed = [CROSS.sub("", line.text) for line in lines if CROSS.search(line.text)]
    marked = [text for line in lines for text in line.marked if re.search(r"\w", text)]
    chosen = crossed or marked
    return _from_chosen(chosen if len(chosen) < len(LETTERS) else [], letter)


def _from_boxes(lines: list[Line], letter: str | None) -> Category:
    return _from_chosen([option.text for option in read_options(lines) if option.is_ticked], letter)


def _from_chosen(ticked: list[str], letter: str | None) -> Category:
    category = Category(letter)
    for text in ticked:
        one = read_category("", [Line(text)])
        if one.letter is None:
            continue
        if category.letter is None:
            category.letter, category.title, category.expected = one.letter, one.title, one.expected
        elif one.letter != category.letter:
            category.others.append(one.letter)
        else:
            category.title, category.expected = one.title, one.expected
    category.nothing_ticked = not ticked
    if category.expected is None and category.is_known:
        category.expected = category.letter
    return category


def letter_of_title(title: str) -> str | None:
    """Find the category that a title stands for, in five languages."""
    exact = _TITLES.exact(title)
    if exact:
        return exact
    folded = fold(title)
    scores = {
        one.key: max(fuzz.token_sort_ratio(folded, fold(wording)) for wording in one.wordings)
        for one in CATEGORY_TITLES
    }
    best = max(scores, key=lambda key: scores[key])
    if scores[best] >= 78:
        return best
    hits = [(found.start(), key) for key, pattern in STEMS if (found := re.search(pattern, folded))]
    return min(hits)[1] if hits else None
