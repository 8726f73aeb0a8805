"""Finds the addresses that published pages lead to, elsewhere and, written out in full, on this site."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from wagtail.models import Page

from core.models import ExternalLink, LinkScan, LinkUse

MOST_PAGES = 100
_LONGEST = 2000
_HREF = re.compile(r"""\bhref\s*=\s*["'](https?://[^"'\s<>]+)["']""", re.IGNORECASE)
_WHOLE = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def collect(*, now: datetime | None = None, most: int = MOST_PAGES) -> int:
    """Collect the links of pages that were published since they were last read; return how many pages."""
    now = now or timezone.now()
    scans = LinkScan.objects.filter(page=OuterRef("pk")).values("scanned_at")
    changed = (
        Page.objects.live()
        .annotate(scanned_at=Subquery(scans))
        .filter(Q(scanned_at=None) | Q(last_published_at__gt=F("scanned_at")))
        .order_by("pk")[:most]
    )
    pages = list(changed.specific())
    for page in pages:
        collect_page(page, now)
    return len(pages)


@transaction.atomic
def collect_page(page: Page, now: datetime) -> None:
    """Note the links that a published page has now; a link that no page has any more goes."""
    wanted = {digest_of(url): url for url in addresses_of(page)}
    ExternalLink.objects.bulk_create(
        [
            ExternalLink(digest=digest, url=url, host=host_of(url), check_at=now)
            for digest, url in wanted.items()
        ],
        ignore_conflicts=True,
    )
    links = dict(ExternalLink.objects.filter(digest__in=wanted).values_list("digest", "pk"))
    before = LinkUse.objects.filter(page=page.pk)
    gone = set(before.exclude(link__in=links.values()).values_list("link_id", flat=True))
    before.filter(link__in=gone).delete()
    LinkUse.objects.bulk_create(
        [LinkUse(link_id=key, page_id=page.pk) for key in links.values()], ignore_conflicts=True
    )
    ExternalLink.objects.filter(pk__in=gone, uses=None).delete()
    LinkScan.objects.update_or_create(page_id=page.pk, defaults={"scanned_at": now})


def addresses_of(page: Page) -> set[str]:
    """Return the addresses in all fields, blocks, rich texts and rows of a page."""
    found = (url.partition("#")[0] for url in _addresses_in(page.serializable_data()))
    return {url for url in found if len(url) <= _LONGEST and host_of(url)}


def host_of(url: str) -> str:
    """Return the name of the server of an address, or nothing when it has none."""
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


def digest_of(url: str) -> str:
    """Return the key of an address: it may be longer than an index takes."""
    return hashlib.sha256(url.encode()).hexdigest()


def _addresses_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _addresses_in(part)
    elif isinstance(value, str):
        text = value.strip()
        if _WHOLE.fullmatch(text):
            yield text
        elif text[:1] in ("[", "{"):
            yield from _addresses_in(_decoded(text))
        else:
            yield from (unescape(url) for url in _HREF.findall(text))


def _decoded(text: str) -> Any:
    """Return what a StreamField holds; a text that only looks like one holds nothing."""
    try:
        return json.loads(text)
    except ValueError:
        return None
