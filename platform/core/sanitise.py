"""The one gate for rich text that comes from outside: members, imports, forms, demonstration data."""

import html as html_entities
import re
from functools import cache

import bleach
from django.utils.html import strip_tags

ALLOWED_TAGS = frozenset({"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "h3", "h4", "a"})
ALLOWED_ATTRIBUTES = {"a": ["href"]}
ALLOWED_PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})

# bleach keeps the text of a tag it strips; of these the text is no text for readers.
_SILENT = re.compile(
    r"<(script|style|template|iframe|object|svg|math)\b.*?(</\1\s*>|\Z)", re.I | re.S
)


@cache
def _cleaner() -> bleach.Cleaner:
    return bleach.Cleaner(
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        protocols=ALLOWED_PROTOCOLS,
        strip=True,
        strip_comments=True,
    )


def sanitise(html: str | None) -> str:
    """Return `html` with nothing but plain structure: paragraphs, lists, emphasis, links."""
    if not html:
        return ""
    return _cleaner().clean(_SILENT.sub("", html.replace("\x00", ""))).strip()


def plain_text(html: str | None) -> str:
    """Return the text of rich text: one line a paragraph or list item, no markup."""
    if not html:
        return ""
    broken = re.sub(r"(?i)<br\s*/?>|</(p|li|h[1-6]|ul|ol)>", "\n", html)
    text = html_entities.unescape(strip_tags(broken))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
