"""What the templates of charts ask for."""

import re
from collections.abc import Iterable

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.templatetags.wagtailcore_tags import richtext

from practices.models import ContactPoint, PracticePage
from practices.selectors.chart_view import ChartView
from practices.selectors.chart_view import chart_view as view_of_chart
from practices.selectors.contacts import tier_of
from practices.selectors.links import Link
from practices.structured_data import Metadata

register = template.Library()
_KEPT = "_chart_view"
# A letter outside of all tags; an editor leaves an empty paragraph behind.
_WORDS = re.compile(r"(?:^|>)[^<\S]*[^<\s]")


@register.simple_tag(takes_context=True)
def chart_view(context: Context, page: PracticePage) -> ChartView:
    """Return the chart for the present viewer; head and body of one page share the answer."""
    kept = page.__dict__.get(_KEPT)
    if kept is None:
        request = context.get("request")
        kept = view_of_chart(page, request=request, tier=tier_of(getattr(request, "user", None)))
        page.__dict__[_KEPT] = kept
    return kept


@register.simple_tag(takes_context=True)
def chart_metadata(context: Context, page: PracticePage) -> Metadata:
    """Return what the head of the page says to machines."""
    return chart_view(context, page).metadata


@register.filter
def answer(html: str) -> SafeString:
    """Return the rich text of an item, or the quiet sentence for an item without an answer."""
    if not _WORDS.search(html):
        return format_html('<p class="unanswered">{}</p>', _("Not stated."))
    return richtext(html)


@register.filter
def contact_value(point: ContactPoint) -> SafeString:
    """Return an e-mail address or a telephone number as a link, an address as text."""
    if point.kind == ContactPoint.Kind.EMAIL:
        return format_html('<a href="mailto:{0}">{0}</a>', point.value)
    if point.kind == ContactPoint.Kind.PHONE:
        digits = "".join(letter for letter in point.value if letter.isdigit() or letter == "+")
        return format_html('<a class="nowrap" href="tel:{}">{}</a>', digits, point.value)
    return format_html("{}", point.value)


@register.filter
def link_list(links: Iterable[Link]) -> SafeString:
    """Return links as a list, narrower terms set off, or the quiet words where there is none.

    Written here and not as a template because a chart has some forty of them.
    """
    rows = [
        (
            mark_safe(' class="sub"') if link.is_narrower else "",
            format_html('<a href="{}">{}</a>', link.url, link.label) if link.url else link.label,
        )
        for link in links
    ]
    if not rows:
        return format_html('<span class="unanswered">{}</span>', _("not stated"))
    return format_html("<ul>{}</ul>", format_html_join("", "<li{}>{}</li>", rows))
