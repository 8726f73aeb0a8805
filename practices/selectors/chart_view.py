"""Everything the page of a chart shows: its sheet and what leads on from it."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.access import Tier
from core.citation import Citation
from core.dublin_core import DublinCore
from practices.models import PracticePage
from practices.selectors.links import Link, PagePaths, compare_url, search_url
from practices.selectors.neighbourhood import Neighbourhood, neighbourhood
from practices.selectors.partners import partners
from practices.selectors.sheet import ChartSheet, chart_sheet
from practices.structured_data import Described, Metadata, dublin_core, metadata
from search.records_beside import records_like
from search.similar import SimilarRecord

FILES = ("pdf", "docx", "xlsx", "json", "bib", "ris")
MOST_COMPARED = 4


@dataclass(frozen=True)
class ChartView:
    """A chart for one viewer, with its surroundings."""

    sheet: ChartSheet
    around: Neighbourhood
    similar: list[SimilarRecord]
    partners: list[Link]
    url: str

    @property
    def language(self) -> str:
        """Return the chart's language where it is another one than the page around it."""
        language = self.sheet.page.locale.language_code
        return "" if language == get_language() else language

    @property
    def files(self) -> dict[str, str]:
        """Return the addresses of the chart's other forms."""
        section = reverse("wagtail_serve", args=("practices/",))
        return {name: f"{section}{self.sheet.page.slug}.{name}" for name in FILES}

    @property
    def category_url(self) -> str:
        """Return the address of the charts of the same category."""
        return search_url(("kind", "practice"), ("category", self.sheet.page.category))

    @property
    def compare_url(self) -> str:
        """Return the comparison with the likest charts, or the choice of charts when there are none."""
        charts = [one.card.hit.key for one in self.similar if one.card.kind == "practice"]
        return compare_url(self.sheet.page.pk, *map(int, charts[: MOST_COMPARED - 1]))

    @property
    def compared_with(self) -> str:
        """Return the beginning of the address of a comparison, to which the key of the other chart is added."""
        return f"{compare_url(self.sheet.page.pk)}&p="

    @property
    def funding_in_words(self) -> str:
        """Return what the funding bar shows."""
        known = [f"{share.percent} {share.label}" for share in self.sheet.funding if share.percent]
        return _("Funding: %(shares)s") % {"shares": "; ".join(known)}

    @cached_property
    def citation(self) -> Citation:
        """Return how the chart is cited."""
        return chart_citation(self.sheet, self.url)

    @cached_property
    def metadata(self) -> Metadata:
        """Return what the chart says of itself to machines."""
        return metadata(_described(self.sheet, self.url, self.files))


def chart_description(page: PracticePage) -> DublinCore:
    """Return a chart in Dublin Core (two queries)."""
    url = settings.SITE_URL + PagePaths(None).url(page.url_path or "")
    return dublin_core(_described(chart_sheet(page), url, {}))


def _described(sheet: ChartSheet, url: str, files: dict[str, str]) -> Described:
    page = sheet.page
    terms = (
        *sheet.typologies,
        *sheet.target_groups,
        *sheet.exploitation,
        *sheet.topics,
        *sheet.tags,
    )
    return Described(
        page=page,
        url=url,
        authors=tuple(link.label for link in sheet.organisations),
        subjects=tuple(link.label for link in terms),
        files=files,
        period=(page.period_start, page.period_end) if page.period_start else None,
        licence=page.licence,
    )


def chart_citation(sheet: ChartSheet, url: str) -> Citation:
    """Return how a chart at this address is cited."""
    page = sheet.page
    number = page.source_number or page.number
    return Citation(
        key=page.slug,
        authors=tuple(link.label for link in sheet.organisations),
        year=page.source_year
        or (page.first_published_at.year if page.first_published_at else None),
        title=page.title,
        part=_("Practice chart %(number)s") % {"number": number} if number else _("Practice chart"),
        source=page.source_title,
        url=url,
        language=page.locale.language_code,
    )


def chart_view(page: PracticePage, *, request: HttpRequest | None, tier: Tier) -> ChartView:
    """Return a chart for viewers up to `tier` (four queries)."""
    sheet = chart_sheet(page, request=request, tier=tier)
    return ChartView(
        sheet=sheet,
        around=neighbourhood(page, request),
        similar=records_like(page, request),
        partners=partners(page, request),
        url=settings.SITE_URL + PagePaths(request).url(page.url_path or ""),
    )
