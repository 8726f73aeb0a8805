"""A practice chart as readers see it: every item of the form, written out, in one frozen object."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access import Tier
from core.models import Vocabulary
from directory.models import OrganisationPage
from practices.models import ContactPoint, PracticePage
from practices.selectors.contacts import visible_contact_points
from practices.selectors.figures import FigureGroup, Share, figure_groups, shares
from practices.selectors.formatting import area_text, number_text, period_with_state
from practices.selectors.links import Link, PagePaths, country_links, search_url, term_links
from practices.selectors.rows import load_rows

KIND = "practice"
FACTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the standard form that has a section of its own on the page."""

    number: int
    title: str | Promise


ITEMS = (
    Item(8, _("Background")),
    Item(9, _("Target groups")),
    Item(10, _("Objectives")),
    Item(11, _("Activities")),
    Item(12, _("Methods and tools")),
    Item(13, _("Resources")),
    Item(14, _("Results")),
    Item(15, _("Learning from the case")),
    Item(16, _("Transferability")),
    Item(17, _("Mainstreaming")),
    Item(18, _("References and contact")),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of something; the number is empty when the form gives none."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class ChartSheet:
    """What page, PDF and comparison show of a chart. Long texts are rich text, all else is plain."""

    page: PracticePage
    organisations: tuple[Link, ...]
    countries: tuple[Link, ...]
    period: str
    area: str
    typologies: tuple[Link, ...]
    target_groups: tuple[Link, ...]
    exploitation: tuple[Link, ...]
    services: tuple[Link, ...]
    topics: tuple[Link, ...]
    people: tuple[Amount, ...]
    in_kind: tuple[Amount, ...]
    funding: tuple[Share, ...]
    figures: tuple[FigureGroup, ...]
    links: tuple[Link, ...]
    contact_points: tuple[ContactPoint, ...]
    adopted_by: tuple[Link, ...]
    tags: tuple[Link, ...]
    items: tuple[Item, ...] = ITEMS

    @property
    def has_resources(self) -> bool:
        """Tell whether item 13 says anything."""
        return bool(self.people or self.in_kind or self.funding or self.page.resources_note)

    @property
    def has_known_shares(self) -> bool:
        """Tell whether any source of funding has its share stated."""
        return any(share.percent for share in self.funding)

    @property
    def first_figures(self) -> list[tuple[str, str]]:
        """Return (value, label) of the first figures, for the fact column."""
        bars = [(bar.value, bar.label) for group in self.figures for bar in group.bars]
        return bars[:FACTS_SHOWN]

    @property
    def hidden_figures(self) -> int:
        """Return how many figures the fact column leaves to item 14."""
        return max(0, sum(len(group.bars) for group in self.figures) - FACTS_SHOWN)

    @property
    def source(self) -> str:
        """Return title, year and chart number of the source in one line; empty when none is stated."""
        page = self.page
        parts = [page.source_title, str(page.source_year or "")]
        if page.source_title and page.source_number:
            parts.append(_("chart %(number)s") % {"number": page.source_number})
        return ", ".join(part for part in parts if part)

    @property
    def is_due_for_review(self) -> bool:
        """Tell whether the day by which the chart should have been reviewed has passed."""
        return bool(self.page.review_by and self.page.review_by < timezone.localdate())


def chart_sheet(
    page: PracticePage, *, request: HttpRequest | None = None, tier: Tier = Tier.PUBLIC
) -> ChartSheet:
    """Return the sheet of a chart for viewers up to `tier` (two queries for a saved page)."""
    load_rows(page)
    paths = PagePaths(request)
    return ChartSheet(
        page=page,
        organisations=tuple(_organisation_link(row, paths) for row in page.organisation_rows.all()),
        countries=country_links(page.countries.all(), KIND),
        period=period_with_state(page),
        area=area_text(page),
        typologies=_terms(page, Vocabulary.TYPOLOGIES),
        target_groups=_terms(page, Vocabulary.TARGET_GROUPS),
        exploitation=_terms(page, Vocabulary.EXPLOITATION_FORMS),
        services=_terms(page, Vocabulary.SERVICES),
        topics=_terms(page, Vocabulary.TOPICS),
        people=tuple(
            Amount(row.role, number_text(row.count)) for row in page.human_resources.all()
        ),
        in_kind=tuple(
            Amount(row.item, number_text(row.count)) for row in page.in_kind_resources.all()
        ),
        funding=shares(page.funding_sources.all()),
        figures=figure_groups(page.result_figures.all()),
        links=tuple(Link(row.title or row.url, row.url) for row in page.links.all()),
        contact_points=visible_contact_points(page, tier),
        adopted_by=tuple(organisation_link(one, paths) for one in page.adopted_by.all()),
        tags=tuple(
            Link(tag.name, search_url(("kind", KIND), ("q", f'"{tag.name}"')))
            for tag in page.tags.all()
        ),
    )


def _terms(page: PracticePage, vocabulary: str) -> tuple[Link, ...]:
    return term_links(page.terms_of(vocabulary), KIND)


def _organisation_link(row: Any, paths: PagePaths) -> Link:
    """Return the organisation of a row by its name in the directory, else as printed."""
    if row.organisation is None:
        return Link(row.printed_name)
    return organisation_link(row.organisation, paths)


def organisation_link(organisation: OrganisationPage, paths: PagePaths) -> Link:
    """Return an organisation with its entry's address, if the entry is published."""
    return Link(organisation.title, paths.url(organisation.url_path) if organisation.live else "")
