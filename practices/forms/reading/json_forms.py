"""JSON: the records that we print and export, and those of the shape of the demonstration data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from practices.forms.labels import TICK_OPTIONS
from practices.forms.reading.documents import Kind
from practices.forms.reading.json_values import plain, strings, whole_number
from practices.forms.reading.limits import MAX_RECORDS, FormError
from practices.forms.records import (
    LONG_TEXTS,
    QUESTION_2_GROUPS,
    QUESTIONS,
    CaseForm,
    Contact,
    PracticeForm,
    Resources,
    SourceRow,
)
from practices.forms.vocabulary import FormVocabulary

PRACTICE_NAMES = {"number": "chart_no", "area": "area_text"}
PRACTICE_EXTRAS = (
    *("slug", "name_original", "summary", "area_scope", "target_group_note", "evidence_level"),
    *("exploitation_forms", "services", "topics", "tags", "results_figures", "links", "licence"),
    *("review_by", "source_note", "resources_note", "adapted_from", "adopted_by", "language"),
)
CASE_EXTRAS = (
    *("number", "slug", "title", "summary", "countries", "exploitation_forms", "contact_channel"),
    *("needs", "background", "actors", "steps", "obstacles", "worked", "did_not_work", "lessons"),
    *("generalised_fields", "tags", "licence", "language", "source_note"),
)
#: question by key of a record of the demonstration data
CASE_QUESTIONS = {
    "need": "q1",
    "first_contact": "q3",
    "obstacles": "q4",
    "actors": "q5",
    "steps": "q6",
    "collaboration": "q7",
    "assessment_of_wishes": "q8",
    "privacy_measures": "q9",
    "tools": "q11",
    "recommendations": "q12",
}
TICKS = {
    "gender": "gender",
    "age_group": "age_group",
    "exploitation_forms": "exploitation",
    "recruitment": "recruitment",
    "offer": "proposed",
}


def read_json(
    text: str, name: str, kind: Kind, vocabulary: FormVocabulary
) -> Iterator[PracticeForm | CaseForm | FormError]:
    """Give the records of a JSON file; a record that is none is a FormError in its place."""
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise FormError(
            name,
            f"the JSON is not valid{f' (line {line})' if line else ''}; export it anew or correct"
            " it there.",
        ) from error
    records = data
    if isinstance(data, dict):
        lists = [
            value
            for key, value in data.items()
            if key in ("practices", "case_studies", "records", "results")
            and isinstance(value, list)
        ]
        records = lists[0] if lists else [data]
    if not isinstance(records, list) or not records:
        raise FormError(
            name, "the JSON holds no records; it must be a list of records or one record."
        )
    if len(records) > MAX_RECORDS:
        raise FormError(
            name,
            f"the JSON holds {len(records):,} records, more than the limit of {MAX_RECORDS:,}; send"
            " it in parts.",
        )
    for number, record in enumerate(records, start=1):
        place = f"record {number}"
        if not isinstance(record, dict) or not _is_record(record, kind):
            yield FormError(
                name,
                f"{place} is no {kind.name}: it has none of the keys of one; see the exported JSON"
                " for the keys.",
            )
            continue
        try:
            form = (
                _case(record, name, vocabulary)
                if kind.is_case
                else _practice(record, name, vocabulary)
            )
        except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
            yield FormError(
                name,
                f"{place} has a value of the wrong kind ({str(error)[:100]}); correct it and import"
                " it again.",
            )
            continue
        form.place = place if len(records) > 1 else ""
        yield form


def _is_record(record: dict[str, Any], kind: Kind) -> bool:
    wanted = (
        {"organisation", "title", "need", *QUESTIONS}
        if kind.is_case
        else {"name", "chart_no", "number", "background", "objectives", "category"}
    )
    return bool(wanted & record.keys())


def _practice(record: dict[str, Any], name: str, vocabulary: FormVocabulary) -> PracticeForm:
    form = PracticeForm(name)
    known = (
        {field.name for field in fields(PracticeForm)} | set(PRACTICE_NAMES) | set(PRACTICE_EXTRAS)
    )
    data = {PRACTICE_NAMES.get(key, key): value for key, value in record.items()}
    form.chart_no = whole_number(data.get("chart_no"), "chart_no")
    form.countries = [
        code
        for text in strings(data.get("countries"))
        for code in ([text] if re.fullmatch(r"[A-Z]{2}", text) else vocabulary.countries.find(text))
    ]
    form.organisations = strings(data.get("organisations"))
    form.name = plain(data.get("name"))
    _category(form, data)
    form.typologies = strings(data.get("typologies"))
    form.typology_text = (
        plain(data.get("typology_text"))
        or "\n".join(vocabulary.typologies.label(slug) for slug in form.typologies)
        or None
    )
    form.period_start, form.period_end = (
        whole_number(data.get("period_start"), "period_start"),
        whole_number(data.get("period_end"), "period_end"),
    )
    form.period_text, form.area_text = plain(data.get("period_text")), plain(data.get("area_text"))
    groups = strings(data.get("target_groups"))
    form.terms["target_groups"] = [
        slug for text in groups for slug in vocabulary.target_groups.find(text)
    ]
    form.target_groups = [vocabulary.target_groups.label(text) for text in groups]
    for key in LONG_TEXTS:
        setattr(form, key, plain(data.get(key)))
    form.resources = _resources(data.get("resources") or {}, form)
    form.contact = _contact(data.get("contact") or {})
    _take_extras(form, data, PRACTICE_EXTRAS, known)
    return form


def _category(form: PracticeForm, data: dict[str, Any]) -> None:
    letter = plain(data.get("category"))
    form.category_title = plain(data.get("category_title"))
    form.category_expected = plain(data.get("category_expected")) or (
        letter if letter in ("A", "B", "C", "D") else None
    )
    if letter in (None, "A", "B", "C", "D"):
        form.category = letter
        return
    form.warn(
        "category",
        "unknown_category",
        f"The category “{letter}” is unknown: the form has the categories A, B, C and D only."
        " Choose one of them.",
    )


def _resources(data: dict[str, Any], form: PracticeForm) -> Resources:
    found = Resources(
        funding_text=plain(data.get("funding_text")), other_text=plain(data.get("other_text"))
    )
    found.human = [
        {"role": str(one["role"]), "count": _amount(one.get("count"), "count")}
        for one in data.get("human") or ()
    ]
    found.funding = [
        {"source": str(one["source"]), "percent": _amount(one.get("percent"), "percent")}
        for one in data.get("funding") or ()
    ]
    for one in data.get("in_kind") or ():
        if isinstance(one, dict):
            count = _amount(one.get("count"), "count")
            found.in_kind.append(str(one["item"]) if count is None else f"{count} {one['item']}")
        else:
            found.in_kind.append(str(one))
    if data.get("note"):
        form.extras["resources_note"] = plain(data["note"])
    for key in data.keys() - {"human", "in_kind", "funding", "funding_text", "other_text", "note"}:
        form.warn(
            "resources", "unknown_key", f"The key “resources.{key}” is not known and was not read."
        )
    return found


def _amount(value: Any, key: str) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return whole_number(value, key)
    return value


def _contact(data: dict[str, Any]) -> Contact:
    if not isinstance(data, dict):
        raise TypeError("“contact” must be an object")
    lists = {key: strings(data.get(key)) for key in ("emails", "websites", "phones", "faxes")}
    return Contact(
        **lists, address_text=plain(data.get("address_text")), text=plain(data.get("text"))
    )


def _take_extras(
    form: PracticeForm | CaseForm, data: dict[str, Any], extras: tuple[str, ...], known: set[str]
) -> None:
    for key in extras:
        if key in data and not hasattr(form, key):
            form.extras[key] = data[key]
    source = data.get("source_record") or data.get("source")
    if isinstance(source, dict):
        form.extras["source_record"] = source
    for row in data.get("unrecognised") or ():
        label, text, place = (str(row.get(key) or "") for key in ("label", "value", "place"))
        form.unrecognised.append(SourceRow(None, label, text, place))
    for key in data.keys() - known - {"source", "source_record"}:
        form.unrecognised.append(_row(key, data[key]))
        form.warn(
            None,
            "unknown_key",
            f"The key “{str(key)[:80]}” is not a key of the form's JSON and was not recognised; it"
            " is kept as an unknown row.",
        )


def _row(key: str, value: Any) -> SourceRow:
    return SourceRow(
        None,
        str(key),
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:10_000],
        "key",
    )


def _case(record: dict[str, Any], name: str, vocabulary: FormVocabulary) -> CaseForm:
    form = CaseForm(name)
    known = (
        {field.name for field in fields(CaseForm)}
        | set(CASE_EXTRAS)
        | set(CASE_QUESTIONS)
        | set(TICKS)
    )
    form.organisation = plain(record.get("organisation"))
    countries = strings(record.get("countries")) or strings(record.get("country"))
    codes = [
        code
        for text in countries
        for code in ([text] if re.fullmatch(r"[A-Z]{2}", text) else vocabulary.countries.find(text))
    ]
    form.country = codes[0] if codes else None
    for key in QUESTIONS:
        if key != "q2" and key in record:
            setattr(form, key, plain(record[key]))
    for key, question in CASE_QUESTIONS.items():
        if key in record and question not in record:
            setattr(form, question, _answer(key, record[key]))
    if "q10" not in record and ("worked" in record or "did_not_work" in record):
        form.q10 = join_worked(strings(record.get("worked")), strings(record.get("did_not_work")))
    _question_2(form, record)
    _take_extras(form, record, CASE_EXTRAS, known)
    return form


def _answer(key: str, value: Any) -> str | None:
    if key == "actors" and isinstance(value, list):
        return (
            "\n".join(f"- {one['role'] if isinstance(one, dict) else one}" for one in value) or None
        )
    return plain(value)


def join_worked(worked: list[str], did_not_work: list[str]) -> str | None:
    """Write the two lists of question 10 as its answer."""
    parts = [("What worked:", worked), ("What did not work:", did_not_work)]
    return (
        "\n".join(
            line
            for head, items in parts
            if items
            for line in (head, *(f"- {item}" for item in items))
        )
        or None
    )


def _question_2(form: CaseForm, record: dict[str, Any]) -> None:
    given = record.get("q2")
    if isinstance(given, dict):
        form.q2 = {group: strings(given.get(group)) for group in QUESTION_2_GROUPS} | {
            "other": given.get("other")
        }
        return
    for key, group in TICKS.items():
        slugs = strings(record.get(key))
        labels = {option.key: option.label("en") for option in TICK_OPTIONS[group]}
        form.terms[group] = slugs
        form.q2[group] = [labels.get(slug, slug) for slug in slugs]
