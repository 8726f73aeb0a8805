"""Pages as the records of JSON files, API and forms: dicts with the keys of data/demo/*.json.

Lists of terms and of countries stand in the order of their vocabulary and of the codes, so that two
sites with the same content give the same record.
"""

from decimal import Decimal
from typing import Any

from wagtail.rich_text import expand_db_html

from core.access import Tier
from core.models import Vocabulary
from practices import rich_text
from practices.models import CaseStudyPage, EvidenceLevel, PracticePage
from practices.record_keys import (
    CASE_LISTS,
    CASE_OPTIONAL,
    CASE_TERMS,
    PRACTICE_OPTIONAL,
    PRACTICE_TERMS,
)

Record = dict[str, Any]
_RANK = {Tier.PUBLIC: 0, Tier.MEMBERS: 1, Tier.EDITORS: 2}


def practice_record(page: PracticePage, tier: str = Tier.PUBLIC) -> Record:
    """Return a chart as a record; contacts are those that a reader of `tier` may see."""
    terms = {key: _slugs(page, vocabulary) for key, vocabulary in PRACTICE_TERMS.items()}
    record = {
        "number": page.number,
        "slug": page.slug,
        "name": page.title,
        "name_original": page.name_original or None,
        "countries": country_codes(page),
        "organisations": [
            row.organisation.slug if row.organisation else row.printed_name
            for row in page.organisation_rows.all()
        ],
        "category": page.category or None,
        "typologies": terms["typologies"],
        "typology_text": page.typology_text or None,
        "period_start": page.period_start,
        "period_end": page.period_end,
        "area_scope": page.area_scope or None,
        "area": page.area or None,
        "summary": page.summary or None,
        "background": _html(page.background),
        "target_groups": terms["target_groups"],
        "target_group_note": page.target_group_note or None,
        "objectives": _html(page.objectives),
        "activities": _html(page.activities),
        "methods": _html(page.methods),
        "tools": _html(page.tools),
        "resources": _resources(page),
        "results": _html(page.results),
        "results_figures": [
            {"label": row.label, "value": plain_number(row.value), "unit": row.unit or None}
            for row in page.result_figures.all()
        ],
        "strengths": _html(page.strengths),
        "innovation": _html(page.innovation),
        "challenges": _html(page.challenges),
        "learning": _html(page.learning),
        "transferability": _html(page.transferability),
        "mainstreaming": _html(page.mainstreaming),
        "evidence_level": (
            page.evidence_level if page.evidence_level != EvidenceLevel.NONE_STATED else None
        ),
        "exploitation_forms": terms["exploitation_forms"],
        "services": terms["services"],
        "topics": terms["topics"],
        "tags": [row.tag.name for row in page.tagged_items.all()],
        "links": [
            {"title": row.title, "url": row.url} if row.title else row.url
            for row in page.links.all()
        ],
        "adapted_from": page.adapted_from.slug if page.adapted_from else None,
        "adopted_by": sorted(organisation.slug for organisation in page.adopted_by.all()),
        "licence": page.licence or None,
        "review_by": page.review_by.isoformat() if page.review_by else None,
        "contacts": _contacts(page, tier),
        "source": {
            "title": page.source_title or None,
            "year": page.source_year,
            "chart": page.source_number,
            "note": page.source_note or None,
        },
    }
    return _without_empty(record, PRACTICE_OPTIONAL)


def case_study_record(page: CaseStudyPage) -> Record:
    """Return a case study as a record."""
    terms = {key: _slugs(page, vocabulary) for key, vocabulary in CASE_TERMS.items()}
    channels = _slugs(page, Vocabulary.CONTACT_CHANNELS)
    lists = {key: as_points(getattr(page, key)) for key in CASE_LISTS}
    record = {
        "number": page.number,
        "slug": page.slug,
        "title": page.title,
        "organisation": (
            page.organisation.slug if page.organisation else page.printed_organisation or None
        ),
        "countries": country_codes(page),
        "exploitation_forms": terms["exploitation_forms"],
        "age_group": page.age_group or None,
        "gender": page.gender or None,
        "recruitment": terms["recruitment"],
        "offer": terms["offer"],
        "contact_channel": channels[0] if channels else None,
        "needs": terms["needs"],
        "summary": page.summary or None,
        "need": as_sentences(page.need),
        "background": as_sentences(page.background),
        "first_contact": as_sentences(page.first_contact),
        "obstacles": lists["obstacles"],
        "actors": [{"kind": row.kind or None, "role": row.role} for row in page.actors.all()],
        "steps": lists["steps"],
        "collaboration": as_sentences(page.collaboration),
        "assessment_of_wishes": as_sentences(page.assessment_of_wishes),
        "privacy_measures": as_sentences(page.privacy_measures),
        "worked": lists["worked"],
        "did_not_work": lists["did_not_work"],
        "experience": as_sentences(page.experience),
        "tools": lists["tools"],
        "recommendations": lists["recommendations"],
        "lessons": terms["lessons"],
        "generalised_fields": list(page.generalised_fields),
        "review_by": page.review_by.isoformat() if page.review_by else None,
        "source": {
            "title": page.source_title or None,
            "year": page.source_year,
            "case": page.source_number,
            "collected": page.source_collected or None,
            "note": page.source_note or None,
        },
    }
    return _without_empty(record, CASE_OPTIONAL)


def country_codes(page: PracticePage | CaseStudyPage) -> list[str]:
    """Return the codes of a page's countries in alphabetical order."""
    return sorted(country.pk for country in page.countries.all())


def plain_number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON writes it: 3, not 3.00."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _slugs(page: PracticePage | CaseStudyPage, vocabulary: str) -> list[str]:
    return [term.slug for term in page.terms_of(vocabulary)]


def _blocks(html: str) -> list[rich_text.Block]:
    return rich_text.from_html(expand_db_html(html))


def _html(html: str) -> str | None:
    return rich_text.to_html(_blocks(html)) or None


def as_sentences(html: str) -> str | None:
    """Return an answer as plain text where plain text says all of it, else as HTML."""
    canonical = _html(html)
    if canonical is None:
        return None
    text = rich_text.to_text(_blocks(html))
    return text if rich_text.clean_html(text) == canonical else canonical


def as_points(html: str) -> list[str] | str:
    """Return an answer as a list where it is one flat list of plain texts, else as HTML."""
    blocks = _blocks(html)
    is_flat = all(
        block.kind == rich_text.BULLET
        and block.level == 0
        and block.is_plain
        and not rich_text.looks_like_html(block.text)
        for block in blocks
    )
    return [block.text for block in blocks] if is_flat else rich_text.to_html(blocks)


def _resources(page: PracticePage) -> Record:
    return {
        "human": [
            {"role": row.role, "count": plain_number(row.count)}
            for row in page.human_resources.all()
        ],
        "in_kind": [
            {"item": row.item, "count": plain_number(row.count)}
            for row in page.in_kind_resources.all()
        ],
        "funding": [
            {"source": row.source, "percent": plain_number(row.percent)}
            for row in page.funding_sources.all()
        ],
        "note": page.resources_note or None,
    }


def _contacts(page: PracticePage, tier: str) -> list[Record]:
    return [
        {"kind": row.kind, "value": row.value, "tier": row.tier}
        for row in page.contact_points.all()
        if _RANK[Tier(row.tier)] <= _RANK[Tier(tier)]
    ]


def _without_empty(record: Record, optional: tuple[str, ...]) -> Record:
    return {key: value for key, value in record.items() if value or key not in optional}
