"""Owns results as an Atom feed, by which a reader follows a search without giving an address."""

from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.cards import absolute, card_of
from search.query import SearchQuery
from search.services import search


def feed_of(query: SearchQuery) -> HttpResponse:
    """Return the newest matches, unless another order was asked for."""
    if not query.sort:
        query = query.with_sort("newest").with_page(query.page)
    results = search(query, with_facets=False)
    name = settings.WAGTAIL_SITE_NAME
    feed = Atom1Feed(
        title=_("%(site)s: %(words)s") % {"site": name, "words": query.q} if query.q else name,
        link=absolute(reverse("search") + query.query_string),
        feed_url=absolute(reverse("search_feed") + query.query_string),
        description=_("Results of a search"),
        language=get_language(),
    )
    for hit in results.hits:
        card = card_of(hit, results.known)
        feed.add_item(
            title=_printable(card.fields["title"]),
            link=card.absolute_url,
            description=_printable(card.fields["summary"]),
            unique_id=card.absolute_url,
            pubdate=_moment(card.fields["published_at"]),
            updateddate=card.updated_at,
            categories=(card.kind_name, *card.countries),
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _printable(text: str) -> str:
    """Leave out control characters, which XML forbids."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")
