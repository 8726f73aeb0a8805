"""How long to wait before trying again."""

from datetime import timedelta

from django.conf import settings

#: Waits double up to this many times the first one: with a minute, up to four hours.
_LONGEST_FACTOR = 256
#: With a minute these are three days.
MOST_ATTEMPTS = 24
#: A mail whose fate stays unknown is repeated so often, where it is repeated at all.
MOST_REPEATS = 3


def wait_after(attempts: int) -> timedelta | None:
    """Return the wait before the next attempt at a recipient; None when it was the last."""
    if attempts >= MOST_ATTEMPTS:
        return None
    factor = min(2 ** max(attempts - 1, 0), _LONGEST_FACTOR)
    return timedelta(seconds=settings.NEWSLETTER_RETRY_SECONDS * factor)


def wait_for_server(failures: int) -> float:
    """Return the seconds before the next look for a server that was away so many times in a row."""
    return min(0.25 * 2 ** min(failures, 10), 30.0, settings.NEWSLETTER_RETRY_SECONDS)
