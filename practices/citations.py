"""How charts and case studies are cited wherever pages of several kinds stand together."""

from core.citation import Citation, register_citation
from practices.models import CaseStudyPage, PracticePage
from practices.selectors.case_sheet import case_view
from practices.selectors.chart_view import chart_citation
from practices.selectors.sheet import chart_sheet


def _cite_chart(page: PracticePage, url: str) -> Citation:
    return chart_citation(chart_sheet(page), url)


def _cite_case(page: CaseStudyPage, url: str) -> Citation:
    return case_view(page, request=None).citation


register_citation(PracticePage, _cite_chart)
register_citation(CaseStudyPage, _cite_case)
