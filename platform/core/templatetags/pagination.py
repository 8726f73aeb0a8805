"""Links to the pages of a long list, which keep everything else in the address."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context

register = template.Library()
NEIGHBOURS = 2


@dataclass(frozen=True)
class PageLink:
    """One entry of the row; a gap between numbers has no number."""

    number: int | None
    url: str = ""
    is_current: bool = False


@register.inclusion_tag("core/_pagination.html", takes_context=True)
def pagination(context: Context, number: int, count: int) -> dict[str, Any]:
    """Render links to page 1, the last page and the neighbours of page `number` of `count`."""
    query = context["request"].GET
    return {
        "links": page_links(query, number, count),
        "previous_url": page_url(query, number - 1) if 1 < number <= count + 1 else "",
        "next_url": page_url(query, number + 1) if number < count else "",
        "number": number,
        "count": count,
    }


def page_links(query: QueryDict, number: int, count: int) -> list[PageLink]:
    """Return the row of links; a gap of one page shows that page instead of an ellipsis."""
    near = range(number - NEIGHBOURS, number + NEIGHBOURS + 1)
    shown = sorted({1, count, *(page for page in near if 1 <= page <= count)})
    links: list[PageLink] = []
    for page in shown:
        last = links[-1].number if links else 0
        if last is not None and page - last == 2:
            links.append(PageLink(page - 1, page_url(query, page - 1)))
        elif last is not None and page - last > 2:
            links.append(PageLink(None))
        links.append(PageLink(page, page_url(query, page), is_current=page == number))
    return links


def page_url(query: QueryDict, number: int) -> str:
    """Return the query string of another page of the same list."""
    changed = query.copy()
    changed.pop("page", None)
    if number > 1:
        changed["page"] = str(number)
    return f"?{changed.urlencode()}"
