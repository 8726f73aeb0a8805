"""Saves practice charts from records."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Choices
from django.utils.translation import gettext as _
from taggit.models import Tag

from core.access import Tier
from core.models import Term
from core.records import (
    RecordReader,
    check_fields,
    choose_slug,
    clean_text,
    editable_copy,
    set_rows,
    store,
)
from directory.matching import OrganisationNames
from practices import rich_text
from practices.models import (
    AreaScope,
    Category,
    ContactPoint,
    EvidenceLevel,
    FundingSource,
    HumanResource,
    InKindResource,
    Licence,
    PracticeLink,
    PracticeOrganisation,
    PracticePage,
    PracticeTag,
    ResultFigure,
)
from practices.models.practice import RESERVED_SLUGS
from practices.record_keys import PRACTICE_KEYS, PRACTICE_TERMS, PRACTICE_TEXTS
from practices.services.organisations import organisation_of

_LINES = {"name": "title", "name_original": "name_original"}
_PLAIN_TEXTS = ("area", "summary", "target_group_note", "typology_text")
_NUMBERS = ("number", "period_start", "period_end")
_CHOICES: dict[str, tuple[type[Choices], str]] = {
    "category": (Category, ""),
    "area_scope": (AreaScope, ""),
    "evidence_level": (EvidenceLevel, EvidenceLevel.NONE_STATED),
    "licence": (Licence, ""),
}
_UNRECOGNISED = "unrecognised_rows"


@transaction.atomic
def save_practice(
    *,
    record: Mapping[str, Any],
    page: PracticePage | None = None,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    directory: OrganisationNames | None = None,
) -> PracticePage:
    """Write `record` (keys of data/demo/practices.json) as a new chart, or into `page`.

    Keys that the record does not have leave the page as it is. Without `publish` the result is a draft:
    what the public sees of an existing page stays. Organisations are slugs of the directory or names;
    a name that the directory does not have stays on the chart as printed. `directory` saves reading all
    names again in a batch. Raises RecordError, with all that is wrong, and then nothing is written.
    """
    reader = RecordReader(record, PRACTICE_KEYS | {_UNRECOGNISED})
    chart = PracticePage() if page is None else editable_copy(page)
    _set_fields(chart, reader)
    _set_texts(chart, reader)
    _set_relations(chart, reader)
    _set_rows(chart, reader, directory)
    if chart.pk is None or "slug" in reader:
        choose_slug(chart, reader.text("slug"), RESERVED_SLUGS, "practice")
    reader.problems += check_fields(chart)
    reader.finish()
    return store(chart, publish=publish, user=user)


def _set_fields(chart: PracticePage, reader: RecordReader) -> None:
    for key, field in _LINES.items():
        if key in reader:
            setattr(chart, field, reader.line(key))
    for key in _PLAIN_TEXTS:
        if key in reader:
            setattr(chart, key, reader.text(key))
    for key in _NUMBERS:
        if key in reader:
            setattr(chart, key, reader.whole_number(key))
    for key, (choices, default) in _CHOICES.items():
        if key in reader:
            setattr(chart, key, reader.choice(key, choices, default))
    if "review_by" in reader:
        chart.review_by = reader.day("review_by")
    if _UNRECOGNISED in reader:
        chart.unrecognised_rows = list(reader.rows(_UNRECOGNISED, ("label", "value", "place")))
    if "source" in reader:
        source = reader.part("source", ("title", "year", "chart", "note"))
        chart.source_title, chart.source_note = source.line("title"), source.text("note")
        chart.source_year = source.whole_number("year")
        chart.source_number = source.whole_number("chart")


def _set_texts(chart: PracticePage, reader: RecordReader) -> None:
    for key in PRACTICE_TEXTS:
        if key in reader:
            setattr(chart, key, rich_text.clean_html(reader.text(key)))


def _set_relations(chart: PracticePage, reader: RecordReader) -> None:
    if "countries" in reader:
        chart.countries = reader.countries("countries")
    replaced = {vocabulary for key, vocabulary in PRACTICE_TERMS.items() if key in reader}
    kept: list[Term] = [term for term in chart.terms.all() if term.vocabulary not in replaced]
    for key, vocabulary in PRACTICE_TERMS.items():
        if key in reader:
            kept += reader.terms(key, vocabulary)
    chart.terms = kept
    chart.__dict__.pop("grouped_terms", None)
    if "tags" in reader:
        tags = [PracticeTag(tag=_tag(name)) for name in reader.texts("tags")]
        chart.tagged_items.set(tags)
    if "adapted_from" in reader:
        chart.adapted_from = _practice(reader)
    if "adopted_by" in reader:
        chart.adopted_by = _adopters(reader)


def _tag(name: str) -> Tag:
    existing = Tag.objects.filter(name__iexact=name[:100]).first()
    return existing or Tag.objects.create(name=name[:100])


def _practice(reader: RecordReader) -> PracticePage | None:
    slug = reader.text("adapted_from")
    practice = PracticePage.objects.filter(slug=slug).first() if slug else None
    if slug and practice is None:
        reader.note("adapted_from", _("“%(slug)s” is not known here.") % {"slug": slug})
    return practice


def _adopters(reader: RecordReader) -> list[Any]:
    found = []
    for slug in reader.texts("adopted_by"):
        organisation, _printed = organisation_of(slug)
        if organisation is None:
            reader.note("adopted_by", _("“%(slug)s” is not known here.") % {"slug": slug})
        else:
            found.append(organisation)
    return found


def _set_rows(
    chart: PracticePage, reader: RecordReader, directory: OrganisationNames | None
) -> None:
    rows: dict[str, tuple[str, list[Any]]] = {}
    if "organisations" in reader:
        found = (organisation_of(name, directory) for name in reader.texts("organisations"))
        rows["organisations"] = (
            "organisation_rows",
            [PracticeOrganisation(organisation=one, printed_name=name) for one, name in found],
        )
    if "results_figures" in reader:
        rows["results_figures"] = ("result_figures", _figures(reader))
    if "links" in reader:
        rows["links"] = ("links", _links(reader))
    if "contacts" in reader:
        rows["contacts"] = ("contact_points", _contacts(reader))
    if "resources" in reader:
        part = reader.part("resources", ("human", "in_kind", "funding", "note"))
        chart.resources_note = part.text("note")
        rows["resources.human"] = ("human_resources", _people(part))
        rows["resources.in_kind"] = ("in_kind_resources", _goods(part))
        rows["resources.funding"] = ("funding_sources", _funding(part))
    for key, (relation, values) in rows.items():
        reader.problems += set_rows(chart, relation, key, values)


def _word(row: Mapping[str, Any], key: str) -> str:
    return " ".join(clean_text(str(row.get(key) or "")).split())


def _people(reader: RecordReader) -> list[HumanResource]:
    return [
        HumanResource(role=_word(row, "role"), count=reader.number("human", row.get("count")))
        for row in reader.rows("human", ("role", "count"))
    ]


def _goods(reader: RecordReader) -> list[InKindResource]:
    return [
        InKindResource(item=_word(row, "item"), count=reader.number("in_kind", row.get("count")))
        for row in reader.rows("in_kind", ("item", "count"))
    ]


def _funding(reader: RecordReader) -> list[FundingSource]:
    return [
        FundingSource(
            source=_word(row, "source"), percent=reader.number("funding", row.get("percent"))
        )
        for row in reader.rows("funding", ("source", "percent"))
    ]


def _figures(reader: RecordReader) -> list[ResultFigure]:
    key, figures = "results_figures", []
    for row in reader.rows(key, ("label", "value", "unit")):
        value = reader.number(key, row.get("value"))
        if value is None:
            reader.note(key, _("A figure has no value."))
        figures.append(
            ResultFigure(
                label=_word(row, "label"), value=value or Decimal(0), unit=_word(row, "unit")
            )
        )
    return figures


def _links(reader: RecordReader) -> list[PracticeLink]:
    values = reader.record.get("links") or []
    if isinstance(values, list):
        values = [{"url": value} if isinstance(value, str) else value for value in values]
    rows = reader.check_rows("links", values, ("title", "url"))
    return [PracticeLink(title=_word(row, "title"), url=_word(row, "url")) for row in rows]


def _contacts(reader: RecordReader) -> list[ContactPoint]:
    return [
        ContactPoint(
            kind=row.get("kind") or "",
            value=clean_text(str(row.get("value") or "")).strip(),
            tier=row.get("tier") or Tier.MEMBERS,
        )
        for row in reader.rows("contacts", ("kind", "value", "tier"))
    ]
