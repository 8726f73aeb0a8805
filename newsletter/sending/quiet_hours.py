"""Quiet hours: when a mail is due for a reader of some time zone."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from newsletter.models import NewsletterSettings


def due_times(now: datetime, rules: NewsletterSettings) -> Callable[[str], datetime]:
    """Return the function from a reader's time zone to the moment from which they may be written to."""
    begins, ends = rules.quiet_from, rules.quiet_until

    @lru_cache(maxsize=1000)
    def due_at(zone: str) -> datetime:
        if begins is None or ends is None or begins == ends:
            return now
        return after_quiet_hours(now, begins, ends, zone)

    return due_at


def after_quiet_hours(now: datetime, begins: time, ends: time, zone: str) -> datetime:
    """Return `now`, or the end of the quiet hours that it falls into; hours over midnight are meant as such."""
    local = now.astimezone(_zone(zone))
    clock = local.time()
    is_quiet = begins <= clock < ends if begins < ends else clock >= begins or clock < ends
    if not is_quiet:
        return now
    day = local.date() if clock < ends else local.date() + timedelta(days=1)
    return datetime.combine(day, ends, tzinfo=local.tzinfo).astimezone(now.tzinfo)


def _zone(name: str) -> ZoneInfo:
    if name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    return ZoneInfo(timezone.get_default_timezone_name())
