"""Footnotes of countries: a page that names a marked country carries the country's footnote.

`{% footnoted as countries %}…{% endfootnoted %}` reads what was rendered between its tags, so a name
counts wherever it stands: in a fact, a title, a facet or running text. Afterwards `countries` holds those
whose footnotes the page owes.
"""

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeString

from core.models import Country
from core.prepared import PreparedQuery

register = template.Library()


class FootnotedNode(template.Node):
    """Renders what it encloses and keeps the marked countries named there in a variable."""

    def __init__(self, nodelist: NodeList, variable: str) -> None:
        """Keep the enclosed nodes and the name of the variable."""
        self.nodelist = nodelist
        self.variable = variable

    def render(self, context: Context) -> SafeString:
        """Return the enclosed part unchanged."""
        html = self.nodelist.render(context)
        context[self.variable] = countries_named(html)
        return html


_marked = PreparedQuery(lambda: Country.objects.filter(is_marked=True).exclude(footnote=""))


def countries_named(html: str) -> list[Country]:
    """Return the marked countries whose name, with or without its asterisk, stands in `html`."""
    return [country for country in _marked.objects() if _names(country).search(html)]


def _names(country: Country) -> re.Pattern[str]:
    names = {escape(name.rstrip("*")) for name in (country.name, country.label) if name}
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in sorted(names))})(?!\w)")


@register.tag
def footnoted(parser: Parser, token: Token) -> FootnotedNode:
    """Enclose the part of a page in which names of countries may stand."""
    bits = token.split_contents()
    if len(bits) != 3 or bits[1] != "as":
        raise template.TemplateSyntaxError("Write {% footnoted as NAME %}.")
    nodelist = parser.parse(("endfootnoted",))
    parser.delete_first_token()
    return FootnotedNode(nodelist, bits[2])
