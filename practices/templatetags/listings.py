"""What the templates of index and category pages ask for."""

from django import template
from django.template.context import Context

from practices.models import CaseStudyIndexPage, CategoryPage, PracticeIndexPage
from practices.selectors.listing import (
    CategoryShelf,
    Listing,
    case_listing,
    category_listing,
)
from practices.selectors.listing import shelves as shelves_of
from practices.selectors.narrowing import TypologyLine
from practices.selectors.narrowing import typology_lines as lines_of
from search.panel import FacetPanel, facet_panel

register = template.Library()


@register.simple_tag(takes_context=True)
def shelves(context: Context, page: PracticeIndexPage) -> list[CategoryShelf]:
    """Return the categories with their first charts."""
    return shelves_of(page.locale_id, context.get("request"))


@register.simple_tag(takes_context=True)
def charts_of_category(context: Context, page: CategoryPage) -> Listing:
    """Return one page of the charts of a category."""
    return category_listing(page, context.get("request"))


@register.simple_tag(takes_context=True)
def case_studies(context: Context, page: CaseStudyIndexPage) -> Listing:
    """Return one page of the case studies."""
    return case_listing(page, context.get("request"))


@register.simple_tag
def practice_facets() -> FacetPanel | None:
    """Return the facets of all charts, or nothing while the search is down."""
    return facet_panel("practice")


@register.simple_tag
def typology_lines(page: CategoryPage) -> list[TypologyLine]:
    """Return the typologies of the category with their numbers of charts."""
    return lines_of(page)
