"""What the templates of the libraries ask for."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.db.models import prefetch_related_objects
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import get_language

from core.citation import Citation
from core.dublin_core import DublinCore
from core.links.reading import broken_since
from library import selectors
from library.citation import citation_of
from library.dublin_core import description
from library.models import LibraryRecord, PolicyPage, PublicationPage
from library.ratifications import ratifications_of
from library.structured_data import structured_data
from library.timeline import TimelineEntry, timeline_of
from search.panel import FacetPanel, facet_panel
from search.rows import PagePaths
from search.vocabulary import language_names

register = template.Library()


@register.filter
def language_label(code: str) -> str:
    """Return the name of a language; one that nobody knows stands as its code."""
    name = language_names((get_language() or "en").split("-")[0]).get(code, code)
    return name[:1].upper() + name[1:]


@register.simple_tag
def library_counts() -> dict[str, int]:
    """Return how many works each shelf has."""
    return selectors.counts()


@register.simple_tag(takes_context=True)
def policies(context: Context) -> selectors.Shelf:
    """Return the page of the policies that the address asks for (`page=`)."""
    return selectors.policies_shelf(context["request"].GET.get("page", "1"))


@register.simple_tag(takes_context=True)
def publications(context: Context) -> selectors.Shelf:
    """Return the page of the publications that the address asks for (`page=`)."""
    return selectors.publications_shelf(context["request"].GET.get("page", "1"))


@register.simple_tag
def shelf_facets(kind: str) -> FacetPanel | None:
    """Return the facets that stand beside a shelf, or nothing while the search cannot answer."""
    return facet_panel(kind)


@register.simple_tag
def instrument_timeline(policy: PolicyPage) -> list[TimelineEntry]:
    """Return the instruments before, beside and after a policy."""
    return timeline_of(policy)


@register.inclusion_tag("library/_ratifications.html")
def ratifications(policy: PolicyPage) -> dict[str, object]:
    """Show which countries an instrument binds."""
    rows = ratifications_of(policy)
    return {"rows": rows, "sources": sorted({row.source for row in rows if row.source})}


@register.inclusion_tag("library/_cited_by.html")
def cited_by(work: LibraryRecord) -> dict[str, object]:
    """Show the charts and cases that link to a work."""
    citing = selectors.cited_by(work)
    paths = PagePaths() if citing else None
    return {"citing": [(one, paths.of(one.url_path)) for one in citing] if paths else []}


@register.simple_tag
def broken_addresses(work: LibraryRecord) -> Mapping[str, datetime]:
    """Return which addresses of a work do not answer any more, and since when."""
    return broken_since([work.address, *(edition.address for edition in work.editions.all())])


@register.filter
def of_address(broken: Mapping[str, datetime], address: str) -> datetime | None:
    """Return since when an address has been broken, or nothing."""
    return broken.get(address)


@register.simple_tag
def citation(work: LibraryRecord) -> Citation:
    """Return how a work is cited."""
    return citation_of(work, work.full_url or "")


@register.simple_tag
def work_file(work: LibraryRecord, extension: str) -> str:
    """Return the address of another form of a work's record."""
    shelf = "policies" if isinstance(work, PolicyPage) else "publications"
    return reverse("library_file", args=(shelf, work.slug, extension))


@register.simple_tag
def work_data(work: LibraryRecord) -> dict[str, object]:
    """Return a work in the words of schema.org; reads at once what the page shows of it further down."""
    authors = ["authors"] if isinstance(work, PublicationPage) else []
    prefetch_related_objects([work], "countries", "terms", "editions", *authors)
    return structured_data(work)


@register.simple_tag
def work_description(work: LibraryRecord) -> DublinCore:
    """Return a work in Dublin Core."""
    return description(work)
