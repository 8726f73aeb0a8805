"""Links that count how often they are opened: they lead over the site, which learns nothing of the reader."""

import re
from html import escape, unescape

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from newsletter.models import ClickCount

_HREF = re.compile(r'(?<=\shref=")(https?://[^"]+)(?=")')
_WORD = re.compile(r"(?<!\S)https?://\S+")
_LONGEST = ClickCount._meta.get_field("url").max_length or 0


def targets_in(html: str) -> list[str]:
    """Return the addresses to which a mail leads, each once, in order; too long ones are not counted."""
    found = (unescape(url) for url in _HREF.findall(html))
    return [url for url in dict.fromkeys(found) if len(url) <= _LONGEST]


def with_counted_links(text: str, links: list[str], *, edition: int, language: str) -> str:
    """Return HTML or plain text in which every link to one of `links` leads over the site."""
    with translation.override(language):
        ways = {
            target: settings.SITE_URL + reverse("newsletter:go", args=[edition, number])
            for number, target in enumerate(links)
        }
    text = _HREF.sub(lambda found: escape(ways.get(unescape(found[0]), unescape(found[0]))), text)
    return _WORD.sub(lambda found: ways.get(found[0], found[0]), text)
