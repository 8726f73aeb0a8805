"""A reader's own alerts, on whichever page they stand."""

from typing import Any

from django import template
from django.urls import reverse

from newsletter.links import Reader, token_for
from newsletter.models import AlertRhythm, Subscriber
from search.saved.queries import name_of

register = template.Library()


@register.inclusion_tag("newsletter/alerts/_mine.html")
def own_alerts(subscriber: Subscriber) -> dict[str, Any]:
    """Show the alerts of a reader, each with how often it is mailed and a way to give it up."""
    token = token_for("preferences", Reader(subscriber.key))
    searches = subscriber.saved_searches.order_by("name", "pk")
    return {
        "action": reverse("newsletter:alerts_own", args=[token]),
        "rhythms": AlertRhythm.choices,
        "alerts": [
            {
                "search": search,
                "name": name_of(search.query),
                "search_url": f"{reverse('search')}?{search.query}",
            }
            for search in searches
        ],
    }
