"""HTML of many small parts. `format_html` asks of each part whether it is lazy, which takes ten times as long."""

from html import escape

from django.utils.safestring import SafeString


def fill(form: str, *parts: object) -> SafeString:
    """Return `form` with its places filled in order; what is not marked as safe is escaped."""
    return SafeString(form.format(*map(_escaped, parts)))


def joined(parts: list[SafeString], between: str = "") -> SafeString:
    """Return pieces of HTML as one."""
    return SafeString(between.join(parts))


def _escaped(part: object) -> str:
    return part if isinstance(part, SafeString) else escape(str(part))
