"""What the templates of case studies ask for."""

from django import template
from django.template.context import Context

from practices.models import CaseStudyPage
from practices.selectors.case_sheet import CaseView
from practices.selectors.case_sheet import case_view as view_of_case
from practices.structured_data import Metadata

register = template.Library()
_KEPT = "_case_view"


@register.simple_tag(takes_context=True)
def case_view(context: Context, page: CaseStudyPage) -> CaseView:
    """Return the case study; head and body of one page share the answer."""
    kept = page.__dict__.get(_KEPT)
    if kept is None:
        kept = page.__dict__[_KEPT] = view_of_case(page, request=context.get("request"))
    return kept


@register.simple_tag(takes_context=True)
def case_metadata(context: Context, page: CaseStudyPage) -> Metadata:
    """Return what the head of the page says to machines."""
    return case_view(context, page).metadata
