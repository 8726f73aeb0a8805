"""How charts, cases and category pages become search documents. Nothing above the public tier goes in."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.models import Vocabulary
from directory.models import OrganisationPage
from practices.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    CategoryPage,
    PracticeIndexPage,
    PracticeOrganisation,
    PracticePage,
)
from search.documents import SearchDocument, Years, document_for_page, plain_text
from search.registry import affects, not_searchable, register
from search.vocabulary import facets_of_terms

# Contact points stay out: most of them are for members, and an organisation is found in the directory.
CHART_ROWS = ("human_resources", "in_kind_resources", "funding_sources", "result_figures", "links")


def charts() -> QuerySet[Any]:
    """Return charts with everything a document needs."""
    organisations = PracticeOrganisation.objects.select_related("organisation")
    return PracticePage.objects.select_related("locale").prefetch_related(
        "terms",
        "countries",
        "tagged_items__tag",
        *CHART_ROWS,
        Prefetch("organisation_rows", organisations),
    )


def build_chart(page: Any) -> SearchDocument:
    """Return the document of a chart, item by item as on the form."""
    rows = list(page.organisation_rows.all())
    return document_for_page(
        page,
        kind="practice",
        summary=page.summary,
        names=_organisation_names(
            [row.organisation for row in rows], [row.printed_name for row in rows]
        ),
        body=tuple((title, text) for title, text in _chart_sections(page) if text),
        facets=facets_of_terms(page.terms.all())
        | {
            "country": tuple(country.pk for country in page.countries.all()),
            "category": (page.category,) if page.category else (),
            "organisation": tuple(
                _organisation_value(row.organisation, row.printed_name) for row in rows
            ),
        },
        years=Years.period(page.period_start, page.period_end),
        card={
            "category": page.category or None,
            "organisations": [row.name for row in rows],
            "period": period(page.period_start, page.period_end),
        },
    )


def period(start: int | None, end: int | None) -> str:
    """Return a period in words that fit into a line: "2006–2010", "since 2006", or nothing."""
    if start is None:
        return str(end or "")
    if end is None:
        return _("since %(year)d") % {"year": start}
    return str(start) if start == end else f"{start}–{end}"


def _chart_sections(page: Any) -> Iterable[tuple[str, str]]:
    yield _("Original name"), page.name_original
    yield _("Countries"), _names(page.countries.all())
    yield _("Typology of intervention"), _labels(page, Vocabulary.TYPOLOGIES)
    yield _("Area"), page.area
    yield _("Background"), plain_text(page.background)
    yield (
        _("Target groups"),
        _joined(_labels(page, Vocabulary.TARGET_GROUPS), page.target_group_note),
    )
    yield _("Objectives"), plain_text(page.objectives)
    yield _("Activities"), plain_text(page.activities)
    yield _("Methods and tools"), _joined(plain_text(page.methods), plain_text(page.tools))
    yield _("Resources"), _resources(page)
    yield (
        _("Results"),
        _joined(plain_text(page.results), *(row.label for row in page.result_figures.all())),
    )
    yield _("Strengths"), plain_text(page.strengths)
    yield _("Innovation"), plain_text(page.innovation)
    yield _("Challenges"), plain_text(page.challenges)
    yield _("Learning from the case"), plain_text(page.learning)
    yield _("Transferability"), plain_text(page.transferability)
    yield _("Mainstreaming"), plain_text(page.mainstreaming)
    yield _("Forms of exploitation"), _labels(page, Vocabulary.EXPLOITATION_FORMS)
    yield _("Services"), _labels(page, Vocabulary.SERVICES)
    yield _("Topics"), _labels(page, Vocabulary.TOPICS)
    yield _("Tags"), ", ".join(row.tag.name for row in page.tagged_items.all())
    yield _("Links"), _joined(*(row.title for row in page.links.all()))


def _resources(page: Any) -> str:
    return _joined(
        *(row.role for row in page.human_resources.all()),
        *(row.item for row in page.in_kind_resources.all()),
        *(row.source for row in page.funding_sources.all()),
        page.resources_note,
    )


def cases() -> QuerySet[Any]:
    """Return cases with everything a document needs."""
    return CaseStudyPage.objects.select_related("locale", "organisation").prefetch_related(
        "terms", "countries", "actors"
    )


def build_case(page: Any) -> SearchDocument:
    """Return the document of a case study, question by question."""
    name = page.printed_organisation
    value = _organisation_value(page.organisation, name)
    return document_for_page(
        page,
        kind="case-study",
        summary=page.summary or plain_text(page.need),
        names=_organisation_names([page.organisation], [name]),
        body=tuple((title, text) for title, text in _case_sections(page) if text),
        facets=facets_of_terms(page.terms.all())
        | {
            "country": tuple(country.pk for country in page.countries.all()),
            "organisation": (value,) if value else (),
        },
        years=Years.single(page.source_year),
        card={"organisations": [page.organisation_name] if page.organisation_name else []},
    )


def _case_sections(page: Any) -> Iterable[tuple[str, str]]:
    yield _("Involvement and need"), plain_text(page.need) if page.summary else ""
    yield _("Countries"), _names(page.countries.all())
    yield _("Background"), plain_text(page.background)
    yield _("First contact"), plain_text(page.first_contact)
    yield _("Problems and obstacles"), plain_text(page.obstacles)
    yield _("Authorities and agencies"), _joined(*(row.role for row in page.actors.all()))
    yield _("Steps taken"), plain_text(page.steps)
    yield _("Collaboration"), plain_text(page.collaboration)
    yield _("Conditions and wishes"), plain_text(page.assessment_of_wishes)
    yield _("Privacy"), plain_text(page.privacy_measures)
    yield (
        _("What worked, what did not"),
        _joined(
            plain_text(page.worked), plain_text(page.did_not_work), plain_text(page.experience)
        ),
    )
    yield _("Tools"), plain_text(page.tools)
    yield _("Recommendations"), plain_text(page.recommendations)
    yield _("Forms of exploitation"), _labels(page, Vocabulary.EXPLOITATION_FORMS)
    yield _("Needs"), _labels(page, Vocabulary.CASE_NEEDS)
    yield _("Lessons"), _labels(page, Vocabulary.LESSON_TAGS)


def build_category(page: Any) -> SearchDocument:
    """Return the document of a category page: its explanation, found as a plain page."""
    text = plain_text(" ".join(page.body.stream_block.get_searchable_content(page.body)))
    return document_for_page(
        page,
        kind="page",
        summary=page.summary,
        body=((_("Explanation"), text),),
    )


def records_naming(organisation: Any) -> set[int]:
    """Return the charts and cases whose documents repeat an organisation's name."""
    charts_of = organisation.practice_rows.values_list("page_id", flat=True)
    return {*charts_of, *organisation.case_studies.values_list("pk", flat=True)}


def _organisation_names(pages: Iterable[Any], printed: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for page in filter(None, pages):
        found |= dict.fromkeys((page.title, page.name_en, page.acronym, *page.other_names))
    found |= dict.fromkeys(printed)
    return tuple(name for name in found if name)


def _organisation_value(page: Any, printed: str) -> str:
    return page.slug if page else slugify(printed)


def _labels(page: Any, vocabulary: str) -> str:
    return _names(page.terms_of(vocabulary))


def _names(things: Iterable[Any]) -> str:
    return ", ".join(thing.name for thing in things)


def _joined(*texts: str) -> str:
    return ". ".join(text for text in texts if text)


register(PracticePage, build_chart, kind="practice", queryset=charts)
register(CaseStudyPage, build_case, kind="case-study", queryset=cases)
register(
    CategoryPage,
    build_category,
    kind="page",
    queryset=lambda: CategoryPage.objects.select_related("locale"),
)
not_searchable(PracticeIndexPage, CaseStudyIndexPage)
affects(OrganisationPage, records_naming)
