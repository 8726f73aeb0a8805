"""A case study form built from its rows: twelve answers, the tick lists of question 2, and what is missing."""

from __future__ import annotations

import re

from practices.forms.labels import GROUPS
from practices.forms.reading.blocks import Line
from practices.forms.reading.recogniser import CHART_LABEL, case_recogniser
from practices.forms.reading.sheets import Sheet, SheetReader
from practices.forms.reading.values.ticks import Question2, read_question_2
from practices.forms.records import QUESTION_2_GROUPS, QUESTIONS, CaseForm
from practices.forms.vocabulary import FormVocabulary

TEXT_EXTRAS = (
    "slug",
    "title",
    "summary",
    "background",
    "contact_channel",
    "licence",
    "source_note",
)
LIST_EXTRAS = ("needs", "exploitation_forms", "lessons", "generalised_fields", "tags")
#: list of the vocabulary by tick list
TERM_LISTS = {
    "gender": "genders",
    "age_group": "age_groups",
    "exploitation": "exploitation_forms",
    "recruitment": "recruitment_channels",
    "proposed": "recruitment_offers",
}


class CaseBuilder:
    """Read the rows of one sheet into one form."""

    def __init__(self, source: str, sheet: Sheet, vocabulary: FormVocabulary) -> None:
        """Take the rows and the words to match with."""
        self.form = CaseForm(source, place=sheet.place)
        self.vocabulary = vocabulary
        self.sheet = sheet
        self.rows = SheetReader(sheet, self.form, case_recogniser())

    def build(self) -> CaseForm:
        """Read every question."""
        form, rows = self.form, self.rows
        form.organisation = rows.first_line("organisation")
        self._countries()
        for key in QUESTIONS:
            if key != "q2":
                setattr(form, key, rows.text(key))
                if getattr(form, key) is None:
                    self._no_answer(key)
        self._question_2()
        self._extras()
        if not form.organisation:
            form.warn(
                "organisation",
                "no_answer",
                "The form names no organisation: “Organisation” has no answer.",
            )
        rows.report()
        return form

    def _countries(self) -> None:
        text = "\n".join(line.text for line in self.rows.lines("country"))
        if not text and not self.rows.by_key.get("country"):
            text = self._country_beside_organisation()
        codes = self.vocabulary.countries.find(text) if text else []
        self.form.country = codes[0] if codes else None
        if len(codes) > 1:
            self.form.extras["countries"] = codes
        if not text:
            self.form.warn(
                "country", "no_answer", "The form names no country: “Country” has no answer."
            )
        elif not codes:
            self.form.warn(
                "country",
                "unreadable",
                f"The item “Country” could not be read: no country is known by “{text[:120]}”."
                " Choose it by hand.",
            )

    def _country_beside_organisation(self) -> str:
        """Part "Example Centre, Luxembourg" where one row asks for both."""
        found = re.match(
            r"^(.+?)\s*(?:[,;/(]|\s[–—-]\s)\s*([^,;/()]+?)\s*\)?$", self.form.organisation or ""
        )
        if not found or self.vocabulary.countries.match(found.group(2)) is None:
            return ""
        self.form.organisation = found.group(1)
        return found.group(2)

    def _no_answer(self, key: str) -> None:
        question = f"Question {key[1:]} (“{self.rows.title(key)}”)"
        if not self.rows.by_key.get(key):
            self.form.warn(
                key, "no_answer", f"{question} has no answer: it is missing from the form."
            )
        elif any(line.text.strip() for row in self.rows.by_key[key] for line in row.lines):
            self.form.warn(
                key, "no_answer", f"{question} has no answer: it is left empty, with a dash only."
            )
        else:
            self.form.warn(
                key, "no_answer", f"{question} has no answer: it is empty and remains unanswered."
            )

    def _question_2(self) -> None:
        lines = list(self.rows.lines("q2"))
        for group in QUESTION_2_GROUPS:
            own = self.rows.lines(group)
            if self.rows.by_key.get(group):
                lines += (
                    [Line(f"{GROUPS[group].label('en')}:".replace("?:", ":")), *own]
                    if len(own) != 1
                    else [own[0].with_text(f"{_heading(group)} {own[0].text}")]
                )
        answer = read_question_2(lines)
        self.form.q2 = {group: answer.ticked[group] for group in QUESTION_2_GROUPS} | {
            "other": answer.other or None
        }
        self._terms(answer)
        if not answer.seen:
            self._no_answer("q2")
            return
        for group in QUESTION_2_GROUPS:
            if not answer.ticked[group]:
                name = GROUPS[group].label("en").rstrip("?")
                how = (
                    "nothing is ticked: no box is ticked in this list"
                    if group in answer.seen
                    else "nothing is ticked: the list is missing from the form"
                )
                self.form.warn(
                    "q2",
                    "nothing_ticked",
                    f"Question 2, “{name}” ({group.replace('_', ' ')}): {how}.",
                )
        for group, option, text in answer.beside_empty:
            self.form.warn(
                "q2",
                "text_beside_empty_box",
                f"Question 2, “{GROUPS[group].label('en').rstrip('?')}”"
                f" ({group.replace('_', ' ')}): the text “{text[:120]}” stands beside an empty box"
                f" (“{option}” is not ticked). The text was kept, the box was left unticked.",
            )
        if answer.other.get("text"):
            self.form.warn(
                "q2",
                "outside_text",
                f"Question 2: the text “{answer.other['text'][:120]}” stands beside no box.",
            )

    def _terms(self, answer: Question2) -> None:
        for group, list_name in TERM_LISTS.items():
            terms = getattr(self.vocabulary, list_name)
            known = [
                slug if slug in terms.by_slug else terms.match(slug.replace("-", " "))
                for slug in answer.slugs[group]
            ]
            self.form.terms[group] = [slug for slug in known if slug]

    def _extras(self) -> None:
        rows, extras = self.rows, self.form.extras
        for row in rows.by_key.get("number", ()):
            found = CHART_LABEL.match(row.label) or re.search(
                r"(\d{1,4})", " ".join(line.text for line in row.lines)
            )
            if found:
                extras["number"] = int(found.group(1))
            rest = re.sub(r"^\W*\d*\W*", "", " ".join(line.text for line in row.lines))
            if rest and not self.form.country:
                codes = self.vocabulary.countries.find(rest)
                self.form.country = codes[0] if codes else None
        for key in TEXT_EXTRAS:
            if rows.by_key.get(key):
                extras[key] = rows.text(key)
        for key in LIST_EXTRAS:
            if rows.by_key.get(key):
                lines = rows.lines(key)
                extras[key] = [
                    part.strip()
                    for line in lines
                    for part in (re.split(r"[;\n]", line.text) if len(lines) == 1 else [line.text])
                    if part.strip()
                ]


def _heading(group: str) -> str:
    return GROUPS[group].label("en").rstrip("?") + ":"
