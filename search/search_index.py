"""Makes plain pages findable, the front page leads elsewhere and is left out; lets people save a search."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.models import ContentPage, HomePage
from search.documents import SearchDocument, document_for_page, plain_text
from search.following import Following, register_following
from search.registry import not_searchable, register


def build_plain_page(page: Any) -> SearchDocument:
    """Return the document of a plain page."""
    text = plain_text(" ".join(page.body.stream_block.get_searchable_content(page.body)))
    return document_for_page(page, kind="page", summary=page.summary, body=(("", text),))


def register_plain_pages() -> None:
    """Register the page types of core, which cannot know of the search itself."""
    register(
        ContentPage,
        build_plain_page,
        kind="page",
        queryset=lambda: ContentPage.objects.select_related("locale"),
    )
    not_searchable(HomePage)


register_plain_pages()
register_following(
    Following(
        "search_saved_new",
        _("Save this search"),
        _("Kept in your account under a name, to be run again."),
    )
)
