"""JSON-LD: what a page says of itself to machines, in the words of schema.org."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Without these a value could close the script element that carries it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Write `data` as a block of JSON-LD; empty values are left out."""
    filled = {key: value for key, value in data.items() if value not in (None, "", [], {})}
    text = json.dumps(filled, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
