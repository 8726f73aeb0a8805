"""The calendar as iCalendar, which mail programs and telephones subscribe to."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from library.monitoring.dates import RoundDate

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar_of(dates: Iterable[RoundDate], name: str) -> bytes:
    """Return dates as an iCalendar file (RFC 5545) called `name`: each a whole day, with an identity that stays."""
    feed = Calendar()
    feed.add("prodid", f"-//{_host()}//monitoring calendar//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    feed.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for one in dates:
        feed.add_component(_event(one))
    return feed.to_ical()


def _event(one: RoundDate) -> Event:
    mechanism = one.round.mechanism
    event = Event()
    event.add("uid", f"round-{one.round.pk}-{one.kind.value}@{_host()}")
    event.add("dtstamp", one.round.updated_at)
    event.add("last-modified", one.round.updated_at)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add(
        "summary",
        _("%(mechanism)s, %(country)s: %(what)s")
        % {
            "mechanism": mechanism,
            "country": one.country or _("all countries"),
            "what": one.label,
        },
    )
    page = urljoin(settings.SITE_URL, reverse("library_mechanism", args=[mechanism.slug]))
    event.add("url", one.round.url or page)
    event.add("description", "\n".join(filter(None, (one.round.name, one.round.note, page))))
    return event


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
