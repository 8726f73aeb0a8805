"""How charts, cases and category pages become search documents. Nothing above the public tier goes in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from core.models import Vocabulary
from directory.models import OrganisationPage
from directory.search_index import OrganisationNames, names_of_organisations
from practices.models import (
    CaseActor,
    CaseStudyIndexPage,
    CaseStudyPage,
    CategoryPage,
    FundingSource,
    HumanResource,
    InKindResource,
    PracticeIndexPage,
    PracticeLink,
    PracticeOrganisation,
    PracticePage,
    PracticeTag,
    ResultFigure,
)
from search.documents import SearchDocument, Years, document_for_page, plain_text
from search.registry import affects, not_searchable, register
from search.rows import SectionTitles, WordsOfPages, document_for_row, page_rows, rows_by_page
from search.without_engine import Shelf, register_shelf

# Contact points stay out: most of them are for members, and an organisation is found in the directory.
CHART_TEXTS = (
    "category", "period_start", "period_end", "name_original", "area", "background", "target_group_note",
    "objectives", "activities", "methods", "tools", "resources_note", "results", "strengths", "innovation",
    "challenges", "learning", "transferability", "mainstreaming",
)  # fmt: skip
CASE_TEXTS = (
    "organisation_id", "printed_organisation", "source_year", "need", "background", "first_contact", "obstacles",
    "steps", "collaboration", "assessment_of_wishes", "privacy_measures", "worked", "did_not_work", "experience",
    "tools", "recommendations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Chart:
    """A chart as rows: its own fields, its words of the vocabularies, and the first column of each list of rows."""

    row: Mapping[str, Any]
    words: WordsOfPages
    lists: Mapping[str, Mapping[int, list[tuple[Any, ...]]]]

    def of(self, name: str) -> list[str]:
        """Return the words of one list."""
        return [value for (value,) in self.lists[name].get(self.row["pk"], ())]

    def labels(self, vocabulary: str) -> str:
        """Return the labels of the chart's terms of one vocabulary."""
        return self.words.labels(self.row["pk"], vocabulary)


def build_charts(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of charts, item by item as on the form."""
    words, titles = WordsOfPages.of(PracticePage, ids), SectionTitles()
    behind = rows_by_page(PracticeOrganisation, ids, "organisation_id", "printed_name")
    known = names_of_organisations(pk for rows in behind.values() for pk, _printed in rows)
    lists = {
        "people": rows_by_page(HumanResource, ids, "role"),
        "goods": rows_by_page(InKindResource, ids, "item"),
        "funding": rows_by_page(FundingSource, ids, "source"),
        "figures": rows_by_page(ResultFigure, ids, "label"),
        "links": rows_by_page(PracticeLink, ids, "title"),
        "tags": rows_by_page(
            PracticeTag, ids, "tag__name", page="content_object_id", order=("pk",)
        ),
    }
    for row in page_rows(PracticePage, ids, "summary", *CHART_TEXTS):
        found = [(known.get(pk), printed) for pk, printed in behind.get(row["pk"], ())]
        values = (one.slug if one else slugify(printed) for one, printed in found)
        yield document_for_row(
            row,
            kind="practice",
            summary=row["summary"],
            names=_all_names(found),
            body=titles.over(_chart_sections(_Chart(row, words, lists))),
            facets=words.facets(row["pk"])
            | {
                "category": (row["category"],) if row["category"] else (),
                "organisation": tuple(value for value in values if value),
            },
            years=Years.period(row["period_start"], row["period_end"]),
            card={
                "category": row["category"] or None,
                "organisations": [one.title if one else printed for one, printed in found],
            },
        )


def _chart_sections(chart: _Chart) -> Iterable[tuple[str, str]]:
    row = chart.row
    yield _("Original name"), row["name_original"]
    yield _("Countries"), chart.words.countries(row["pk"])
    yield _("Typology of intervention"), chart.labels(Vocabulary.TYPOLOGIES)
    yield _("Area"), row["area"]
    yield _("Background"), plain_text(row["background"])
    yield (
        _("Target groups"),
        _joined(chart.labels(Vocabulary.TARGET_GROUPS), row["target_group_note"]),
    )
    yield _("Objectives"), plain_text(row["objectives"])
    yield _("Activities"), plain_text(row["activities"])
    yield _("Methods and tools"), _joined(plain_text(row["methods"]), plain_text(row["tools"]))
    yield _("Resources"), _resources(chart)
    yield (
        _("Results"),
        _joined(plain_text(row["results"]), *chart.of("figures")),
    )
    yield _("Strengths"), plain_text(row["strengths"])
    yield _("Innovation"), plain_text(row["innovation"])
    yield _("Challenges"), plain_text(row["challenges"])
    yield _("Learning from the case"), plain_text(row["learning"])
    yield _("Transferability"), plain_text(row["transferability"])
    yield _("Mainstreaming"), plain_text(row["mainstreaming"])
    yield _("Forms of exploitation"), chart.labels(Vocabulary.EXPLOITATION_FORMS)
    yield _("Services"), chart.labels(Vocabulary.SERVICES)
    yield _("Topics"), chart.labels(Vocabulary.TOPICS)
    yield _("Tags"), ", ".join(chart.of("tags"))
    yield _("Links"), _joined(*chart.of("links"))


def _resources(chart: _Chart) -> str:
    return _joined(
        *chart.of("people"), *chart.of("goods"), *chart.of("funding"), chart.row["resources_note"]
    )


def build_cases(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of case studies, question by question."""
    words, titles = WordsOfPages.of(CaseStudyPage, ids), SectionTitles()
    actors = rows_by_page(CaseActor, ids, "role")
    rows = page_rows(CaseStudyPage, ids, "summary", *CASE_TEXTS)
    known = names_of_organisations(row["organisation_id"] for row in rows)
    for row in rows:
        own, printed = known.get(row["organisation_id"]), row["printed_organisation"]
        value, name = (own.slug, own.title) if own else (slugify(printed), printed)
        roles = [role for (role,) in actors.get(row["pk"], ())]
        yield document_for_row(
            row,
            kind="case-study",
            summary=row["summary"] or plain_text(row["need"]),
            names=_all_names([(own, printed)]),
            body=titles.over(_case_sections(row, words, roles)),
            facets=words.facets(row["pk"]) | {"organisation": (value,) if value else ()},
            years=Years.single(row["source_year"]),
            card={"organisations": [name] if name else []},
        )


def _case_sections(
    row: Mapping[str, Any], words: WordsOfPages, roles: Sequence[str]
) -> Iterable[tuple[str, str]]:
    yield _("Involvement and need"), plain_text(row["need"]) if row["summary"] else ""
    yield _("Countries"), words.countries(row["pk"])
    yield _("Background"), plain_text(row["background"])
    yield _("First contact"), plain_text(row["first_contact"])
    yield _("Problems and obstacles"), plain_text(row["obstacles"])
    yield _("Authorities and agencies"), _joined(*roles)
    yield _("Steps taken"), plain_text(row["steps"])
    yield _("Collaboration"), plain_text(row["collaboration"])
    yield _("Conditions and wishes"), plain_text(row["assessment_of_wishes"])
    yield _("Privacy"), plain_text(row["privacy_measures"])
    yield (
        _("What worked, what did not"),
        _joined(
            plain_text(row["worked"]),
            plain_text(row["did_not_work"]),
            plain_text(row["experience"]),
        ),
    )
    yield _("Tools"), plain_text(row["tools"])
    yield _("Recommendations"), plain_text(row["recommendations"])
    yield _("Forms of exploitation"), words.labels(row["pk"], Vocabulary.EXPLOITATION_FORMS)
    yield _("Needs"), words.labels(row["pk"], Vocabulary.CASE_NEEDS)
    yield _("Lessons"), words.labels(row["pk"], Vocabulary.LESSON_TAGS)


def build_category(page: Any) -> SearchDocument:
    """Return the document of a category page: its explanation, found as a plain page."""
    text = plain_text(" ".join(page.body.stream_block.get_searchable_content(page.body)))
    return document_for_page(
        page,
        kind="page",
        summary=page.summary,
        body=((gettext("Explanation"), text),),
    )


def records_naming(organisation: Any) -> set[int]:
    """Return the charts and cases whose documents repeat an organisation's name."""
    charts_of = organisation.practice_rows.values_list("page_id", flat=True)
    return {*charts_of, *organisation.case_studies.values_list("pk", flat=True)}


def _all_names(found: Iterable[tuple[OrganisationNames | None, str]]) -> tuple[str, ...]:
    found = list(found)
    names = [name for one, _printed in found if one for name in one.names]
    return tuple(
        dict.fromkeys(name for name in [*names, *(printed for _one, printed in found)] if name)
    )


def _joined(*texts: str) -> str:
    return ". ".join(text for text in texts if text)


register(PracticePage, kind="practice", build_batch=build_charts)
register(CaseStudyPage, kind="case-study", build_batch=build_cases)
register(
    CategoryPage,
    build_category,
    kind="page",
    queryset=lambda: CategoryPage.objects.select_related("locale"),
)
not_searchable(PracticeIndexPage, CaseStudyIndexPage)
affects(OrganisationPage, records_naming)
register_shelf(
    Shelf(
        PracticeIndexPage,
        place=10,
        note=gettext_lazy("Practice charts by category, from prevention to social inclusion."),
        parts=CategoryPage,
    )
)
register_shelf(
    Shelf(CaseStudyIndexPage, place=20, note=gettext_lazy("Cases of cooperation across borders."))
)
