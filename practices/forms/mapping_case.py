"""What a case study form says as a record: the keys of data/demo/case_studies.json, ready to be saved."""

import re
from textwrap import shorten
from typing import Any

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from practices.forms.labels import GROUPS, TICK_OPTIONS
from practices.forms.mapping import Record, html
from practices.forms.records import CaseForm

_ANSWERS = {
    "need": "q1",
    "first_contact": "q3",
    "obstacles": "q4",
    "steps": "q6",
    "collaboration": "q7",
    "assessment_of_wishes": "q8",
    "privacy_measures": "q9",
    "tools": "q11",
    "recommendations": "q12",
}
_TERMS = {
    "exploitation_forms": "exploitation",
    "recruitment": "recruitment",
    "offer": "proposed",
}
_LINE_EXTRAS = ("slug", "title", "summary")

_DID_NOT = re.compile(
    r"unsuccess|not work|failed|weak|negativ|problem|n['’]a pas|moins bien|non ha|nicht|misserfolg|no funcion",
    re.I,
)
_DID = re.compile(
    r"success|work|positiv|good|réussi|fonctionn|riuscit|funziona|erfolg|éxito|funcion|bien", re.I
)
_HEAD = re.compile(r"^(?!- )(?P<head>[^:]{3,60}):\s*(?P<rest>.*)$")


def case_record_of(form: CaseForm) -> Record:
    """Return what a case study form says."""
    countries = form.extras.get("countries") or ([form.country] if form.country else [])
    record: Record = {
        "number": form.extras.get("number"),
        "title": _title(form, countries),
        "organisation": form.organisation,
        "countries": countries,
        "gender": _one_of(form, "gender"),
        "age_group": _one_of(form, "age_group"),
        "background": html(_background(form)),
        "actors": [{"kind": None, "role": role} for role in points(form.q5)],
    }
    record |= {key: html(getattr(form, question)) for key, question in _ANSWERS.items()}
    record |= {key: form.terms.get(group, []) for key, group in _TERMS.items()}
    record |= _experience(form.q10)
    record |= {key: form.extras.get(key) for key in _LINE_EXTRAS if form.extras.get(key)}
    record["generalised_fields"] = form.extras.get("generalised_fields")
    record["unrecognised_rows"] = [row.to_json() for row in form.unrecognised]
    return {key: value for key, value in record.items() if value not in (None, [], "")}


def _title(form: CaseForm, countries: list[str]) -> str:
    names = Locale.parse(get_language() or "en", sep="-").territories
    parts = [form.organisation, ", ".join(names.get(code, code) for code in countries)]
    said = ", ".join(part for part in parts if part) or form.source
    return shorten(_("Case study: %s") % said, width=255, placeholder="…")


def _one_of(form: CaseForm, group: str) -> str | None:
    """Return the one ticked option, "mixed" when several are."""
    keys = {option.label("en"): option.key for option in TICK_OPTIONS[group]}
    ticked = [keys[label] for label in form.q2.get(group) or [] if label in keys]
    return (ticked[0] if len(ticked) == 1 else "mixed") if ticked else None


def _background(form: CaseForm) -> str:
    """Return what question 2 says in words: text beside boxes, and ticks that no list of terms has."""
    lines = [form.extras.get("background")]
    other: dict[str, Any] = form.q2.get("other") or {}
    for group, item in GROUPS.items():
        words = [other[group]] if other.get(group) else []
        known = {option.label("en") for option in TICK_OPTIONS[group]}
        words = [text for text in form.q2.get(group) or [] if text not in known] + words
        if words:
            lines.append(f"{item.label('en')} {'; '.join(words)}".replace("\n", "; "))
    lines.append(other.get("text"))
    return "\n".join(line for line in lines if line)


def points(text: str | None) -> list[str]:
    """Return the points of a text: one a line, what stands indented below one joined to it."""
    found: list[str] = []
    for line in (text or "").split("\n"):
        bare = line.strip().removeprefix("- ").strip()
        if line.startswith("  ") and found:
            found[-1] = f"{found[-1]} {bare}"
        elif bare:
            found.append(bare)
    return found


def _experience(text: str | None) -> Record:
    """Part question 10 at its headings; an answer without them stays whole."""
    parts: dict[str, list[str]] = {"experience": []}
    current = "experience"
    for line in (text or "").split("\n"):
        head = _HEAD.match(line)
        key = _side(head.group("head")) if head else None
        if head and key:
            current = key
            line = head.group("rest")
            parts.setdefault(current, [])
        if line:
            parts[current].append(line)
    return {key: html("\n".join(lines)) for key, lines in parts.items()}


def _side(heading: str) -> str | None:
    if _DID_NOT.search(heading):
        return "did_not_work"
    return "worked" if _DID.search(heading) else None
