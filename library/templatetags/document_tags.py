"""What the templates of the libraries ask about documents."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.context import Context

from library.models import LibraryRecord
from library.shown_editions import ShownEdition
from library.shown_editions import shown_editions as shown_to

register = template.Library()


@register.simple_tag(takes_context=True)
def shown_editions(context: Context, work: LibraryRecord) -> list[ShownEdition]:
    """Return the editions of a work that the reader of this page may see."""
    request = context.get("request")
    return shown_to(work, getattr(request, "user", None) or AnonymousUser())
