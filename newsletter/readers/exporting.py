"""Readers as CSV, in the columns that the import reads."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

from core.csv_answers import csv_answer
from newsletter.importing.interests import written
from newsletter.models import Subscriber

COLUMNS = (
    "email",
    "name",
    "language",
    "countries",
    "interests",
    "status",
    "frequency",
    "confirmed",
)
_AT_ONCE = 1_000


def readers_csv(readers: QuerySet[Subscriber]) -> StreamingHttpResponse:
    """Stream readers, in whatever number; no cell is a formula."""
    return csv_answer(_records(readers), COLUMNS, f"readers-{timezone.localdate():%Y-%m-%d}")


def _records(readers: QuerySet[Subscriber]) -> Iterator[dict[str, Any]]:
    rows = readers.order_by("pk").prefetch_related("interests")
    for reader in rows.iterator(chunk_size=_AT_ONCE):
        countries, interests = written(list(reader.interests.all()))
        yield {
            "email": reader.email,
            "name": reader.name,
            "language": reader.language,
            "countries": countries,
            "interests": interests,
            "status": reader.state,
            "frequency": reader.frequency,
            "confirmed": reader.confirmed_at.isoformat(timespec="seconds")
            if reader.confirmed_at
            else "",
        }
