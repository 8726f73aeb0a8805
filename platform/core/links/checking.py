"""Asks the addresses elsewhere, politely: few at a time, one server once a round, seldom what stands long."""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from core.guarded_fetch import FetchError, FetchLimits, FetchTooLarge, fetch
from core.models import ExternalLink
from core.models.links import FAILING_UNTIL_BROKEN, FAILURES_UNTIL_BROKEN

MOST_LINKS = 20
#: The worker has more to do: a round ends after so many seconds, whatever is left.
ROUND_SECONDS = 10.0
_LIMITS = FetchLimits(size=200_000, seconds=8)
_AFTER_SUCCESS = timedelta(days=14)
_AFTER_FAILURE = timedelta(days=1)
_LONGEST_WAIT = timedelta(days=30)
#: Answers to HEAD that say nothing of the page: many servers know GET alone.
_ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 503})
#: The page is there, only not for a program: 401 and 403 ask who one is, 429 asks to come later.
_STANDING = frozenset({401, 403, 429, 451, 999})


def check_due(*, now: datetime | None = None, most: int = MOST_LINKS) -> int:
    """Check links whose turn it is, each server at most once a round; return how many.

    Does nothing unless CHECK_LINKS is set. A link is put off before it is asked, so that a killed
    worker or a second one does not ask the same server again and again.
    """
    if not settings.CHECK_LINKS:
        return 0
    now = now or timezone.now()
    ends_at = time.monotonic() + ROUND_SECONDS
    done = 0
    for link in _one_a_host(ExternalLink.objects.due(now).order_by("check_at", "pk")[: most * 10]):
        if done == most or time.monotonic() > ends_at:
            break
        claimed = ExternalLink.objects.filter(pk=link.pk, check_at=link.check_at).update(
            check_at=now + _AFTER_FAILURE
        )
        if claimed:
            check(link, now)
            done += 1
    return done


def _one_a_host(links: Iterable[ExternalLink]) -> list[ExternalLink]:
    first: dict[str, ExternalLink] = {}
    for link in links:
        first.setdefault(link.host, link)
    return list(first.values())


def check(link: ExternalLink, now: datetime) -> None:
    """Ask one address and note what came of it."""
    status, problem = _ask(link.url)
    link.checked_at, link.status, link.problem = now, status, problem[:250]
    if problem:
        link.failures += 1
        link.failing_since = link.failing_since or now
        is_lasting = now - link.failing_since >= FAILING_UNTIL_BROKEN
        if link.failures >= FAILURES_UNTIL_BROKEN and is_lasting and link.broken_since is None:
            link.broken_since = link.failing_since
        # Ever more seldom: a server that is gone is not asked every day for years.
        doublings = max(0, link.failures - 2 * FAILURES_UNTIL_BROKEN)
        link.check_at = now + min(_AFTER_FAILURE * 2 ** min(doublings, 10), _LONGEST_WAIT)
    else:
        link.failures, link.failing_since, link.broken_since = 0, None, None
        link.check_at = now + _AFTER_SUCCESS
    link.save(
        update_fields=[
            *("checked_at", "status", "problem", "failures"),
            *("failing_since", "broken_since", "check_at"),
        ]
    )


def _ask(url: str) -> tuple[int | None, str]:
    """Return the status and what is wrong, an empty text for nothing."""
    try:
        answer = fetch(url, method="HEAD", limits=_LIMITS)
        if answer.status in _ASK_AGAIN:
            answer = fetch(url, limits=_LIMITS)
    except FetchTooLarge:
        # More than was asked for, so it is there.
        return 200, ""
    except FetchError as error:
        return None, str(error)
    if answer.status < 400 or answer.status in _STANDING:
        return answer.status, ""
    return answer.status, f"HTTP {answer.status}"


def check_again(*, link: ExternalLink) -> None:
    """Let the next round check a link, and no longer ignore it."""
    ExternalLink.objects.filter(pk=link.pk).update(
        check_at=timezone.now(), is_ignored=False, ignored_by=None
    )


def ignore(*, link: ExternalLink, by: AbstractBaseUser) -> None:
    """Keep a link as it is: it is neither checked nor reported until somebody asks for it."""
    ExternalLink.objects.filter(pk=link.pk).update(is_ignored=True, ignored_by=by)
