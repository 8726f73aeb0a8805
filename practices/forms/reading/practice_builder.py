"""A practice form built from its rows: every item read by its own rules, every doubt told."""

from __future__ import annotations

import re

from practices.forms.figures import read_figure
from practices.forms.matching import without_hints
from practices.forms.reading.blocks import Line
from practices.forms.reading.bullets import as_text
from practices.forms.reading.recogniser import CHART_LABEL, practice_recogniser
from practices.forms.reading.sheets import Sheet, SheetReader, field_of
from practices.forms.reading.values.category import LETTERS, Category, read_category
from practices.forms.reading.values.contact import read_contact
from practices.forms.reading.values.headings import split_parts
from practices.forms.reading.values.names import read_groups, read_organisations
from practices.forms.reading.values.period import read_period
from practices.forms.reading.values.resources import PARTS, read_resources
from practices.forms.reading.values.ticks import has_marks, read_options
from practices.forms.records import PracticeForm
from practices.forms.vocabulary import FormVocabulary

TEXTS = ("background", "objectives", "activities", "results", "transferability", "mainstreaming")
#: items without which a chart says too little; the others are often left out of the form
EXPECTED = (
    "countries",
    "organisations",
    "name",
    "category",
    "typology",
    "period",
    "area",
    "background",
    "target_groups",
    "objectives",
    "activities",
    "results",
)
#: items whose gaps are told where they are read, and the one that most charts leave out
READ_ELSEWHERE = frozenset(
    {"chart_no", "chart_country", "countries", "category", "typology", "mainstreaming"}
)
TEXT_EXTRAS = (
    "name_original",
    "slug",
    "summary",
    "area_scope",
    "target_group_note",
    "evidence_level",
    "resources_note",
    "licence",
    "review_by",
    "source_note",
)
TERM_EXTRAS = ("exploitation_forms", "services", "topics")
DIGITS = re.compile(r"(?<!\d)(\d{1,4})(?!\d)")


class PracticeBuilder:
    """Read the rows of one sheet into one form."""

    def __init__(self, source: str, sheet: Sheet, vocabulary: FormVocabulary) -> None:
        """Take the rows and the words to match with."""
        self.form = PracticeForm(source, place=sheet.place)
        self.vocabulary = vocabulary
        self.recogniser = practice_recogniser()
        self.sheet = sheet
        self.rows = SheetReader(sheet, self.form, self.recogniser)

    def build(self) -> PracticeForm:
        """Read every item."""
        form, rows = self.form, self.rows
        self._head()
        form.organisations = read_organisations(
            rows.lines("organisations"), self.vocabulary.known_organisations
        )
        form.name = rows.first_line("name")
        self._category()
        self._typology()
        self._period()
        form.area_text = rows.text("area")
        form.target_groups = read_groups(rows.lines("target_groups"))
        form.terms["target_groups"] = list(
            dict.fromkeys(
                slug
                for text in form.target_groups
                for slug in self.vocabulary.target_groups.find(text)
            )
        )
        for key in TEXTS:
            setattr(form, key, rows.text(key))
        self._methods()
        self._resources()
        self._learning()
        form.contact = read_contact([*rows.lines("contact"), *self._links_as_contact()])
        self._extras()
        self._report_gaps()
        rows.report()
        return form

    def _head(self) -> None:
        """Read number and countries, which stand in one row, in two, or in the title above the table."""
        form, texts = self.form, []
        for key in ("chart_no", "chart_country", "countries"):
            for row in self.rows.by_key.get(key, ()):
                found = CHART_LABEL.match(row.label) if key != "countries" else None
                if found and form.chart_no is None:
                    form.chart_no = int(found.group(1))
                text = " ".join(line.text.replace("\t", " ") for line in row.lines)
                if key != "countries" and form.chart_no is None and (number := DIGITS.search(text)):
                    form.chart_no = int(number.group(1))
                    text = f"{text[: number.start()]} {text[number.end() :]}"
                texts.append(_after_label(text) if key != "countries" else text)
            self.rows.lines(key)
        if form.chart_no is None:
            form.chart_no = self._number_in_title()
        texts = [text for text in texts if text.strip()] or self._rest_of_titles()
        codes = [
            code
            for text in texts
            for code in self.vocabulary.countries.find(text.strip(" –—-:.,/"))
        ]
        form.countries = list(dict.fromkeys(codes))
        said = " ".join(texts).strip(" –—-:.,/°")
        if said and not codes and re.search(r"[^\W\d_]{3}", said):
            form.warn(
                "countries",
                "unreadable",
                f"The item “Country” could not be read: no country is known by “{said[:120]}”."
                " Choose the country by hand.",
            )

    def _titles(self) -> list[tuple[str, re.Match[str]]]:
        """Give the lines around the items, and of running headers, that hold a chart number."""
        rows = (*self.sheet.preamble, *self.sheet.outside)
        titles = [line.text for row in rows for line in row.lines]
        return [
            (text, found)
            for text in (*titles, *self.sheet.notes.running)
            if (found := CHART_LABEL.match(text))
        ]

    def _number_in_title(self) -> int | None:
        number = next((int(found.group(1)) for _, found in self._titles()), None)
        for row in self.sheet.outside:
            # What is read is not told as text outside the items.
            row.lines = [line for line in row.lines if not CHART_LABEL.fullmatch(line.text)]
        return number

    def _rest_of_titles(self) -> list[str]:
        return [
            text[found.end() :] for text, found in self._titles() if text[found.end() :].strip()
        ][:1]

    def _category(self) -> None:
        rows = self.rows.by_key.get("category", [])
        label = rows[0].label if rows else ""
        found = read_category(label, self.rows.lines("category"))
        form = self.form
        form.category, form.category_expected, form.category_title = (
            found.letter,
            found.expected,
            found.title,
        )
        if not found.is_known:
            form.category = None
            form.warn(
                "category",
                "unknown_category",
                f"The category “{found.letter}” is unknown: the form has the categories A, B, C and"
                " D only. Choose one of them.",
            )
        elif found.letter and found.expected and found.letter != found.expected:
            form.warn(
                "category",
                "category_mismatch",
                f"The category letter {found.letter} does not agree with the title “{found.title}”,"
                f" which is that of category {found.expected}: a mismatch. The letter was kept as"
                " printed; check which is meant.",
            )
        self._category_doubts(found, has_row=bool(rows))

    def _category_doubts(self, found: Category, *, has_row: bool) -> None:
        form = self.form
        if found.others:
            letters = ", ".join(filter(None, (found.letter, *found.others)))
            form.warn(
                "category",
                "several_categories",
                f"More than one category is given ({letters}); the first was taken. A practice has"
                " one main category.",
            )
        if found.nothing_ticked and found.letter is None:
            form.warn(
                "category",
                "nothing_ticked",
                "Category: nothing is ticked, no box of the four categories. Choose one.",
            )
        elif has_row and found.letter is None and found.title:
            form.warn(
                "category",
                "unreadable",
                f"The item “Category” could not be read: “{found.title[:120]}” is neither a letter"
                f" from {LETTERS[0]} to {LETTERS[-1]} nor a known title.",
            )

    def _typology(self) -> None:
        lines = self.rows.lines("typology")
        if has_marks(lines):
            lines = [
                Line(option.text)
                for option in read_options(lines)
                if option.is_ticked is not False and option.text
            ]
            if not lines:
                self.form.warn(
                    "typology", "nothing_ticked", "Typology of intervention: nothing is ticked."
                )
        self.form.typology_text = "\n".join(line.text.replace("\t", " ") for line in lines) or None
        self.form.typologies = self.vocabulary.match_typologies(self.form.typology_text or "")

    def _period(self) -> None:
        form = self.form
        form.period_text = (
            "\n".join(line.text.replace("\t", " ") for line in self.rows.lines("period")) or None
        )
        period = read_period(form.period_text or "")
        form.period_start, form.period_end = period.start, period.end
        if not period.is_read:
            form.warn(
                "period",
                "unreadable",
                "The item “Period of implementation” could not be read: no year is found in"
                f" “{(form.period_text or '')[:120]}”.",
            )

    def _methods(self) -> None:
        keys = ("methods", "tools")
        found: dict[str, list[Line]] = {key: [] for key in keys}
        for row_key, whole in (
            ("methods_tools", "methods"),
            ("methods", "methods"),
            ("tools", "tools"),
        ):
            parts = split_parts(self.rows.lines(row_key), keys, self.recogniser)
            found[whole].extend(parts.rest)
            for key, lines in parts.lines.items():
                found[key].extend(lines)
        self.form.methods, self.form.tools = (as_text(found[key]) for key in keys)

    def _learning(self) -> None:
        keys = ("strengths", "innovation", "challenges")
        found: dict[str, list[Line]] = {key: [] for key in keys}
        rest: list[Line] = []
        for row_key in ("learning", *keys):
            parts = split_parts(self.rows.lines(row_key), keys, self.recogniser)
            for key, lines in parts.lines.items():
                found[key].extend(lines)
            (rest if row_key == "learning" else found[row_key]).extend(parts.rest)
        for key in keys:
            setattr(self.form, key, as_text(found[key]))
        self.form.learning = as_text(rest)

    def _resources(self) -> None:
        resources = read_resources(self.rows.lines("resources"), self.recogniser)
        for key in PARTS:
            lines = self.rows.lines(key)
            if lines:
                own = read_resources(lines, self.recogniser, section=key)
                resources.human += own.human
                resources.in_kind += own.in_kind
                resources.funding += own.funding
                resources.funding_text = (
                    "\n".join(filter(None, (resources.funding_text, own.funding_text))) or None
                )
                resources.other_text = (
                    "\n".join(filter(None, (resources.other_text, own.other_text))) or None
                )
        self.form.resources = resources

    def _links_as_contact(self) -> list[Line]:
        return [] if self.rows.by_key.get("contact") else self.rows.lines("links")

    def _extras(self) -> None:
        rows, extras = self.rows, self.form.extras
        for key in TEXT_EXTRAS:
            if rows.by_key.get(key):
                extras[key] = rows.text(key)
        for key in TERM_EXTRAS:
            if rows.by_key.get(key):
                texts = _entries(rows.lines(key))
                terms = getattr(self.vocabulary, key)
                extras[key] = [terms.match(text) or text for text in texts]
        for key in ("tags", "links"):
            if rows.by_key.get(key):
                extras[key] = _entries(
                    rows.lines(key), signs=r"[;,\n]" if key == "tags" else r"[;\n]|\s(?=https?://)"
                )
        if rows.by_key.get("results_figures"):
            extras["results_figures"] = [
                read_figure(line.text.replace("\t", " ")) for line in rows.lines("results_figures")
            ]

    def _report_gaps(self) -> None:
        form, rows = self.form, self.rows
        for key in rows.by_key:
            item = self.recogniser.items[key]
            if (
                item.is_standard
                and item.part_of is None
                and key not in READ_ELSEWHERE
                and not any(row.lines for row in rows.by_key[key])
            ):
                parts = [one for one in self.recogniser.items.values() if one.part_of == key]
                if not any(rows.by_key.get(part.key) for part in parts):
                    form.warn(
                        field_of(key),
                        "no_answer",
                        f"The item “{without_hints(rows.title(key)).strip()}” has no answer; it is"
                        " empty in the form.",
                    )
        if not form.countries and not any(one.field == "countries" for one in form.warnings):
            form.warn(
                "countries",
                "missing_item",
                "The form names no country: the item “Country” is missing or empty.",
            )
        missing = [
            rows.title(key) for key in EXPECTED if key != "countries" and not rows.by_key.get(key)
        ]
        if missing:
            form.warn(
                None,
                "missing_item",
                f"The form has no row for: {', '.join(missing)}. Missing items are left empty.",
            )


def _after_label(text: str) -> str:
    """Give what stands behind "Country:" in a head that holds both."""
    return re.sub(
        r"^.*?\b(?:country|countries|pays|paese|paesi|land|länder|país|países)\b\s*[:.]\s*",
        "",
        text,
        flags=re.IGNORECASE,
    )


def _entries(lines: list[Line], signs: str = r"[;\n]") -> list[str]:
    if len(lines) > 1:
        return [line.text.strip(" ;,") for line in lines]
    return [part.strip() for line in lines for part in re.split(signs, line.text) if part.strip()]
