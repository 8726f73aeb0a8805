"""What a form says as a record: the keys of data/demo/*.json, ready to be saved.

A record has only the keys that the form answers, so that a revision never empties what it does not name.
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from practices import rich_text
from practices.forms.matching import fold
from practices.forms.reading.values.people_and_things import split_count
from practices.forms.records import PracticeForm
from practices.forms.vocabulary import FormVocabulary, TermList
from practices.models import AreaScope, EvidenceLevel, Licence

Record = dict[str, Any]

_TEXTS = (
    "background",
    "objectives",
    "activities",
    "methods",
    "tools",
    "results",
    "strengths",
    "innovation",
    "challenges",
    "learning",
    "transferability",
    "mainstreaming",
)
_LINE_EXTRAS = ("slug", "name_original", "summary", "target_group_note")
_TERM_EXTRAS = ("exploitation_forms", "services", "topics")
_CHOICE_EXTRAS = {"area_scope": AreaScope, "evidence_level": EvidenceLevel, "licence": Licence}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def practice_record_of(form: PracticeForm, vocabulary: FormVocabulary) -> Record:
    """Return what a practice form says."""
    record: Record = {
        "number": form.chart_no,
        "name": form.name or _("Practice chart from %s") % form.source,
        "countries": form.countries,
        "organisations": form.organisations,
        "category": form.category,
        "period_start": form.period_start,
        "period_end": form.period_end,
        "area": form.area_text,
        "resources": _resources(form),
        "contacts": _contacts(form),
        "links": [_address(website) for website in form.contact.websites],
    }
    record |= _typologies(form, vocabulary) | _target_groups(form, vocabulary)
    record |= {key: html(getattr(form, key)) for key in _TEXTS}
    rows = [row.to_json() for row in form.unrecognised] + _extras(form, record, vocabulary)
    record["unrecognised_rows"] = rows
    return {key: value for key, value in record.items() if value not in (None, [], "")}


def html(text: str | None) -> str | None:
    """Return plain text as HTML; signs that look like tags stay signs."""
    return rich_text.to_html(rich_text.from_text(text)) if text else None


def _typologies(form: PracticeForm, vocabulary: FormVocabulary) -> Record:
    lines = [line.strip(" -•") for line in (form.typology_text or "").split("\n")]
    says_more = any(line and not is_label(vocabulary.typologies, line) for line in lines)
    return {
        "typologies": form.typologies,
        "typology_text": form.typology_text if says_more else None,
    }


def _target_groups(form: PracticeForm, vocabulary: FormVocabulary) -> Record:
    terms = vocabulary.target_groups
    other = [text for text in form.target_groups if not is_label(terms, text)]
    return {
        "target_groups": form.terms.get("target_groups", []),
        "target_group_note": "\n".join(other),
    }


def is_label(terms: TermList, text: str) -> bool:
    """Tell whether a text is the label of a term, in any language, and says nothing beside it."""
    return any(
        fold(text) == fold(label) for entry in terms.entries for label in entry.labels.values()
    )


def _resources(form: PracticeForm) -> Record | None:
    resources = form.resources
    in_kind = []
    for text in resources.in_kind:
        count, item = split_count(text)
        in_kind.append({"item": item, "count": count})
    note = [resources.other_text, None if resources.funding else resources.funding_text]
    found: Record = {
        "human": resources.human,
        "in_kind": in_kind,
        "funding": resources.funding,
        "note": "\n".join(filter(None, note)) or form.extras.get("resources_note"),
    }
    return found if any(found.values()) else None


def _contacts(form: PracticeForm) -> list[Record]:
    """Return contacts without a tier: who may see them is not for a form to say."""
    contact = form.contact
    values = [("email", value) for value in contact.emails]
    values += [("phone", value) for value in contact.phones]
    values += [("fax", value) for value in contact.faxes]
    if contact.address_text:
        values.append(("address", contact.address_text))
    return [{"kind": kind, "value": value} for kind, value in values]


def _address(website: str) -> str:
    return website if _SCHEME.match(website) else f"http://{website}"


def _extras(form: PracticeForm, record: Record, vocabulary: FormVocabulary) -> list[Record]:
    """Add the rows beyond the paper form to the record; return those that could not be read."""
    unread: list[Record] = []
    extras = form.extras
    for key in _LINE_EXTRAS:
        if extras.get(key):
            record[key] = "\n".join(filter(None, (record.get(key), extras[key])))
    for key, choices in _CHOICE_EXTRAS.items():
        if extras.get(key):
            value = {fold(str(label)): value for value, label in choices.choices}
            found = value.get(fold(str(extras[key])), extras[key])
            if found in choices.values:
                record[key] = found
            else:
                unread.append({"label": key, "value": str(extras[key]), "place": form.place})
    if extras.get("tags"):
        record["tags"] = extras["tags"]
    if extras.get("links"):
        links = [_address(link) for link in extras["links"] if isinstance(link, str)]
        record["links"] = list(dict.fromkeys([*record["links"], *links]))
    figures = extras.get("results_figures") or []
    record["results_figures"] = [figure for figure in figures if figure.get("value") is not None]
    unread += [
        {"label": "results_figures", "value": figure["label"], "place": form.place}
        for figure in figures
        if figure.get("value") is None
    ]
    return unread + _term_extras(form, record, vocabulary)


def _term_extras(form: PracticeForm, record: Record, vocabulary: FormVocabulary) -> list[Record]:
    unread = []
    for key in _TERM_EXTRAS:
        texts = form.extras.get(key, [])
        known = getattr(vocabulary, key).by_slug
        record[key] = [text for text in texts if text in known]
        unread += [
            {"label": key, "value": text, "place": form.place}
            for text in texts
            if text not in known
        ]
    return unread
