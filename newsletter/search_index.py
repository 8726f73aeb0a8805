"""How issues are found: by what editors wrote, and not by the records they tell of, which are found themselves.

So a record that leaves the public leaves no word of its own in the index of an issue.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from newsletter.models import IssuePage, NewsletterPage
from search.documents import SearchDocument, Years, document_for_page, plain_text
from search.following import Following, register_following
from search.registry import not_searchable, register
from search.without_engine import Shelf, register_shelf


def build_issue(page: IssuePage) -> SearchDocument:
    """Return the document of an issue."""
    day = page.issued_on or page.first_published_at
    return document_for_page(
        page,
        kind="newsletter",
        summary=page.summary or page.preheader,
        body=tuple(_texts(page)),
        years=Years.single(day.year) if day else None,
        card={"extra": [str(page.number)]} if page.number else {},
    )


def _texts(page: IssuePage) -> Iterator[tuple[str, str]]:
    """Yield (heading, text) of what editors wrote in each block."""
    for child in page.body:
        value = child.value
        if child.block_type == "text":
            yield "", plain_text(value.source)
        elif child.block_type == "picture":
            yield "", str(value.get("caption") or "")
        else:
            words = [value.get("intro"), value.get("text"), *_free_items(value.get("items") or ())]
            yield str(value.get("heading") or ""), " ".join(word for word in words if word)


def _free_items(items: Any) -> Iterator[str]:
    for item in items:
        if item.block_type == "free":
            yield f"{item.value.get('title')} {item.value.get('text') or ''}".strip()


register(IssuePage, build_issue, kind="newsletter")
not_searchable(NewsletterPage)


register_following(
    Following(
        "newsletter:alert_new",
        _("Mail me new matches"),
        _("A mail comes when something is published that fits, daily or weekly."),
    )
)
register_shelf(Shelf(NewsletterPage, place=60, note=_("All issues, and how to subscribe.")))
