"""A record of an import beside the rows of the form that it was read from, item by item."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import Country, Term, Vocabulary
from practices.importing.outcomes import shown
from practices.models import Category, ImportBatch, ImportRow
from practices.record_keys import CASE_TERMS, PRACTICE_TERMS

Label = str | Promise


@dataclass(frozen=True)
class FormItem:
    """An item of the form: the keys of the record that hold it, and the rows it is read from."""

    heading: Label
    keys: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass
class PreviewItem:
    """An item as it stands in the form (`originals`) and as it will be saved (`values`)."""

    heading: Label
    originals: list[dict[str, str]] = field(default_factory=list)
    values: list[tuple[Label, str]] = field(default_factory=list)


PRACTICE_ITEMS = (
    FormItem(
        _("1. Chart number and country/-ies"),
        ("number", "countries"),
        ("chart_no", "chart_country", "countries"),
    ),
    FormItem(_("2. Organisation/s"), ("organisations",), ("organisations",)),
    FormItem(_("3. Name"), ("name", "name_original"), ("name", "name_original")),
    FormItem(_("4. Category"), ("category",), ("category",)),
    FormItem(_("5. Typology"), ("typologies", "typology_text"), ("typology", "typologies")),
    FormItem(_("6. Period"), ("period_start", "period_end"), ("period",)),
    FormItem(_("7. Geographical area"), ("area_scope", "area"), ("area", "area_scope")),
    FormItem(_("8. Background"), ("background",), ("background",)),
    FormItem(_("9. Target group/s"), ("target_groups", "target_group_note"), ("target_groups",)),
    FormItem(_("10. Objectives"), ("objectives",), ("objectives",)),
    FormItem(_("11. Activities"), ("activities",), ("activities",)),
    FormItem(
        _("12. Methods and tools"), ("methods", "tools"), ("methods_tools", "methods", "tools")
    ),
    FormItem(_("13. Resources"), ("resources",), ("resources", "human", "in_kind", "funding")),
    FormItem(_("14. Results"), ("results", "results_figures"), ("results", "results_figures")),
    FormItem(
        _("15. Learning from the case"),
        ("strengths", "innovation", "challenges", "learning"),
        ("learning", "strengths", "innovation", "challenges"),
    ),
    FormItem(_("16. Transferability"), ("transferability",), ("transferability",)),
    FormItem(_("17. Mainstreaming"), ("mainstreaming",), ("mainstreaming",)),
    FormItem(_("18. References, links and contact"), ("links", "contacts"), ("contact", "links")),
)
CASE_ITEMS = (
    FormItem(_("The case"), ("title", "number"), ("title", "number", "case_no")),
    FormItem(
        _("Organisation and country"),
        ("organisation", "countries"),
        ("organisation", "country", "countries"),
    ),
    FormItem(_("1. Involvement and specific need"), ("needs", "need"), ("q1",)),
    FormItem(
        _("2. Background on the person"),
        ("gender", "age_group", "exploitation_forms", "recruitment", "offer", "background"),
        ("q2",),
    ),
    FormItem(_("3. How contact was made"), ("contact_channel", "first_contact"), ("q3",)),
    FormItem(_("4. Problems and obstacles"), ("obstacles",), ("q4",)),
    FormItem(_("5. Authorities and agencies"), ("actors",), ("q5",)),
    FormItem(_("6. How obstacles were dealt with"), ("steps",), ("q6",)),
    FormItem(_("7. How the organisations worked together"), ("collaboration",), ("q7",)),
    FormItem(_("8. How conditions and wishes were assessed"), ("assessment_of_wishes",), ("q8",)),
    FormItem(_("9. Privacy procedures"), ("privacy_measures",), ("q9",)),
    FormItem(
        _("10. What worked and what did not"), ("worked", "did_not_work", "experience"), ("q10",)
    ),
    FormItem(_("11. Tools"), ("tools",), ("q11",)),
    FormItem(_("12. Recommendations"), ("recommendations",), ("q12",)),
)
ITEMS: dict[str, tuple[FormItem, ...]] = {
    ImportBatch.Kind.PRACTICES: PRACTICE_ITEMS,
    ImportBatch.Kind.CASE_STUDIES: CASE_ITEMS,
}
# Keys whose name is not what an editor would call them.
KEY_LABELS: dict[str, Label] = {
    "actors": _("Bodies and roles"),
    "age_group": _("Adult or child"),
    "contact_channel": _("Channel of the first contact"),
    "did_not_work": _("What did not work"),
    "name_original": _("Name in the original language"),
    "need": _("Need in words"),
    "number": _("Number"),
    "offer": _("What was proposed"),
    "period_end": _("Last year"),
    "period_start": _("First year"),
    "recruitment": _("How recruited"),
    "results_figures": _("Results in figures"),
    "target_group_note": _("Target groups in words"),
    "typology_text": _("Typology as printed"),
    "unrecognised_rows": _("Rows that were not recognised"),
    "worked": _("What worked"),
}


NOT_SHOWN = ("unrecognised_rows", "organisation_keys")
VOCABULARIES = {
    **CASE_TERMS,
    **PRACTICE_TERMS,
    "contact_channel": Vocabulary.CONTACT_CHANNELS,
}


def key_label(key: str) -> Label:
    """Return what an editor calls a key of a record."""
    return KEY_LABELS.get(key) or key.replace("_", " ").capitalize()


class Names:
    """The names of terms, countries and categories that records write as slugs, codes and letters."""

    def __init__(self) -> None:
        """Read them once for all records of a page."""
        self._terms = {(t.vocabulary, t.slug): t.name for t in Term.objects.all()}
        self._countries = {country.pk: country.name for country in Country.objects.all()}

    def text(self, key: str, value: Any) -> str:
        """Return a value of a record as people read it."""
        vocabulary = VOCABULARIES.get(key)
        if vocabulary:
            slugs = value if isinstance(value, list) else [value]
            return "\n".join(self._terms.get((vocabulary, slug), str(slug)) for slug in slugs)
        if key == "countries":
            return "\n".join(self._countries.get(code, code) for code in value)
        if key == "category" and value in Category.values:
            return f"{value}. {Category(value).label}"
        return shown(value)


def preview_items(row: ImportRow, names: Names) -> list[PreviewItem]:
    """Return the items that the form or the record says something about, in the order of the form."""
    left = list(row.original_rows)
    # What is no value of the record: the rows stand at the end, the keys are the import's own.
    unused = {key: row.record[key] for key in row.record if key not in NOT_SHOWN}
    items = []
    for item in ITEMS[row.batch.kind]:
        originals = [original for original in left if original["item"] in item.rows]
        left = [original for original in left if original["item"] not in item.rows]
        values = [
            (key_label(key), names.text(key, unused.pop(key)))
            for key in item.keys
            if unused.get(key) not in (None, "", [], {})
        ]
        if originals or values:
            items.append(PreviewItem(item.heading, originals, values))
    rest = [(key_label(key), names.text(key, value)) for key, value in unused.items() if value]
    others = [original for original in left if original["item"]]
    if rest or others:
        items.append(PreviewItem(_("Further details"), others, rest))
    if foreign := [original for original in left if not original["item"]]:
        items.append(PreviewItem(_("Rows that were not recognised"), foreign, []))
    return items


def changes_of(row: ImportRow) -> list[dict[str, Any]]:
    """Return the fields that an update changes, named for people."""
    return [{**change, "label": key_label(change["key"])} for change in row.changes]


def warnings_of(row: ImportRow) -> list[dict[str, Any]]:
    """Return what the reader of the form and the trial of the import remarked, by item."""
    headings = {
        name: item.heading for item in ITEMS[row.batch.kind] for name in (*item.keys, *item.rows)
    }
    return [
        {**warning, "label": headings.get(warning["field"]) if warning["field"] else ""}
        for warning in row.warnings
    ]
