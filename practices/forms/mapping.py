"""What a form says as a record: the keys of data/demo/*.json, ready to be saved.

A record has only the keys that the form answers, so that a revision never empties what it does not name.
"""

import re
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.records import check_rows
from practices import rich_text
from practices.forms.matching import fold
from practices.forms.reading.values.people_and_things import split_count
from practices.forms.records import PracticeForm
from practices.forms.vocabulary import FormVocabulary, TermList
from practices.models import (
    AreaScope,
    EvidenceLevel,
    FundingSource,
    HumanResource,
    InKindResource,
    Licence,
    PracticeLink,
    PracticeOrganisation,
    ResultFigure,
)
from practices.record_keys import PRACTICE_TEXTS

Record = dict[str, Any]

_LINE_EXTRAS = ("slug", "name_original", "summary", "target_group_note")
_TERM_EXTRAS = ("exploitation_forms", "services", "topics")
_CHOICE_EXTRAS = {"area_scope": AreaScope, "evidence_level": EvidenceLevel, "licence": Licence}
_LONGEST_TAG = 100
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def practice_record_of(form: PracticeForm, vocabulary: FormVocabulary) -> Record:
    """Return what a practice form says."""
    record: Record = {
        "number": form.chart_no,
        "name": form.name or _("Practice chart from %s") % form.source,
        "countries": form.countries,
        "organisations": [name for name in form.organisations if _is_name(name)],
        "category": form.category,
        "period_start": form.period_start,
        "period_end": form.period_end,
        "area": form.area_text,
        "resources": _resources(form),
        "contacts": _contacts(form),
        "links": [_address(website) for website in form.contact.websites],
    }
    record |= _typologies(form, vocabulary) | _target_groups(form, vocabulary)
    record |= {key: html(getattr(form, key)) for key in PRACTICE_TEXTS}
    unread = [("organisations", name) for name in form.organisations if not _is_name(name)]
    unread += _extras(form, record, vocabulary) + _drop_bad_links(record)
    record["unrecognised_rows"] = [row.to_json() for row in form.unrecognised] + [
        {"label": key, "value": value, "place": form.place} for key, value in unread
    ]
    return {key: value for key, value in record.items() if value not in (None, [], "")}


def _is_name(text: str) -> bool:
    """Tell whether a text is short enough for the name of an organisation."""
    return fits(PracticeOrganisation(printed_name=text))


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
    """Return people, things and money; what does not fit its column stands in the note, word for word."""
    resources = form.resources
    note = [resources.other_text, None if resources.funding else resources.funding_text]
    things = [
        dict(zip(("count", "item"), split_count(text), strict=True)) for text in resources.in_kind
    ]
    found: Record = {}
    for key, model, rows in (
        ("human", HumanResource, resources.human),
        ("in_kind", InKindResource, things),
        ("funding", FundingSource, resources.funding),
    ):
        found[key] = [row for row in rows if fits(model(**row))]
        note += [
            " ".join(str(part) for part in row.values() if part)
            for row in rows
            if row not in found[key]
        ]
    found["note"] = "\n".join(filter(None, [*note, form.extras.get("resources_note")]))
    return found if any(found.values()) else None


def fits(row: Model) -> bool:
    """Tell whether a row can be stored: texts short enough, numbers within their limits."""
    return not check_rows("", [row])


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


#: The key of an item and a text that could not be read into it.
Unread = list[tuple[str, str]]


def _extras(form: PracticeForm, record: Record, vocabulary: FormVocabulary) -> Unread:
    """Add the rows beyond the paper form to the record; return what could not be read."""
    unread: Unread = []
    extras = form.extras
    for key in _LINE_EXTRAS:
        if extras.get(key):
            record[key] = "\n".join(filter(None, (record.get(key), extras[key])))
    for key, choices in _CHOICE_EXTRAS.items():
        labels = {fold(str(label)): value for value, label in choices.choices}
        value = labels.get(fold(str(extras.get(key) or "")), extras.get(key))
        if value in choices.values:
            record[key] = value
        elif value:
            unread.append((key, str(value)))
    tags = extras.get("tags") or []
    record["tags"] = [tag for tag in tags if len(tag) <= _LONGEST_TAG]
    unread += [("tags", tag) for tag in tags if len(tag) > _LONGEST_TAG]
    links = [_address(link) for link in extras.get("links") or [] if isinstance(link, str)]
    record["links"] = list(dict.fromkeys([*record["links"], *links]))
    for figure in extras.get("results_figures") or []:
        is_read = figure.get("value") is not None and fits(_figure(figure))
        if is_read:
            record.setdefault("results_figures", []).append(figure)
        else:
            unread.append(
                ("results_figures", " ".join(str(part) for part in figure.values() if part))
            )
    return unread + _term_extras(form, record, vocabulary)


def _figure(figure: Record) -> ResultFigure:
    return ResultFigure(label=figure["label"], value=figure["value"], unit=figure.get("unit") or "")


def _drop_bad_links(record: Record) -> Unread:
    """Take addresses that are none out of the record, and return them."""
    bad = [link for link in record["links"] if not fits(PracticeLink(url=link))]
    record["links"] = [link for link in record["links"] if link not in bad]
    return [("links", link) for link in bad]


def _term_extras(form: PracticeForm, record: Record, vocabulary: FormVocabulary) -> Unread:
    unread: Unread = []
    for key in _TERM_EXTRAS:
        texts = form.extras.get(key, [])
        known = getattr(vocabulary, key).by_slug
        record[key] = [text for text in texts if text in known]
        unread += [(key, text) for text in texts if text not in known]
    return unread
