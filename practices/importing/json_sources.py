"""JSON files whose records have the keys of data/demo: taken as they stand, with nothing read into them."""

import json
import re
from functools import lru_cache
from typing import Any

#: Keys that only what `import_practices --dry-run --json` prints has: such records are forms.
FORM_KEYS = frozenset({"chart_no", "area_text", "contact", "unrecognised", "country", "q1", "q2"})
_PLACE = re.compile(r"record (\d+)")
_LISTS = ("practices", "case_studies", "records", "results")


def record_at(data: bytes, place: str) -> dict[str, Any] | None:
    """Return the record at a place ("record 3"; "" in a file of one), None when it is a form or no JSON."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{")):
        return None
    records = _records(data)
    found = _PLACE.fullmatch(place)
    number = int(found.group(1)) - 1 if found else 0
    record = records[number] if number < len(records) else None
    if not isinstance(record, dict) or FORM_KEYS & record.keys():
        return None
    return record


@lru_cache(maxsize=1)
def _records(data: bytes) -> list[Any]:
    """Return the records of a file that the reader of forms has accepted."""
    content = json.loads(data.decode("utf-8-sig"))
    if isinstance(content, list):
        return content
    lists = [content[key] for key in _LISTS if isinstance(content.get(key), list)]
    return lists[0] if lists else [content]
