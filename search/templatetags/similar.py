"""What templates ask of records like the one that they show."""

from django import template
from django.template.context import Context
from wagtail.models import Page

from search.records_beside import records_like
from search.similar import SimilarRecord

register = template.Library()


@register.simple_tag(takes_context=True)
def similar_to(context: Context, page: Page) -> list[SimilarRecord]:
    """Return the records most like a page; none beside a draft or while the search cannot answer."""
    return records_like(page, context.get("request"))
