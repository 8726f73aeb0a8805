"""Owns results as rows: CSV and Excel, the same columns in both, no cell that a spreadsheet would run."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook

from core.csv_answers import cell, csv_answer
from search.cards import card_of
from search.engines.base import Hit
from search.query import MAX_OFFSET, SearchQuery
from search.services import every_hit
from search.vocabulary import Vocabulary, vocabulary

COLUMNS = (
    "kind",
    "title",
    "url",
    "summary",
    "countries",
    "category",
    "organisations",
    "period",
    "language",
    "updated_at",
)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows(query: SearchQuery) -> Iterator[dict[str, Any]]:
    """Yield one row a record; raises EngineUnavailable at the call and not half way through the first line."""
    hits, known = every_hit(query, MAX_OFFSET), vocabulary()
    first = list(_first(hits))
    return (_row(hit, known) for hit in chain(first, hits))


def _first(hits: Iterator[Hit]) -> Iterable[Hit]:
    for hit in hits:
        return (hit,)
    return ()


def _row(hit: Hit, known: Vocabulary) -> dict[str, Any]:
    card = card_of(hit, known)
    return {
        "kind": card.kind_name,
        "title": card.fields["title"],
        "url": card.absolute_url,
        "summary": card.fields["summary"],
        "countries": list(card.countries),
        "category": card.category,
        "organisations": list(card.organisations),
        "period": card.period,
        "language": card.language,
        "updated_at": card.fields["updated_at"],
    }


def csv_of(query: SearchQuery) -> StreamingHttpResponse:
    """Return the results as a CSV download."""
    return csv_answer(rows(query), COLUMNS, "search")


def xlsx_of(query: SearchQuery) -> HttpResponse:
    """Return the results as an Excel workbook."""
    found = rows(query)  # before the book is begun: one that an error leaves open cannot be closed
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Search")
    sheet.append(list(COLUMNS))
    for row in found:
        sheet.append([_text(cell(row[column])) for column in COLUMNS])
    buffer = BytesIO()
    book.save(buffer)
    answer = HttpResponse(buffer.getvalue(), content_type=XLSX_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="search.xlsx"'
    return answer


def _text(value: Any) -> Any:
    """Leave out what a workbook cannot hold: control characters."""
    if not isinstance(value, str):
        return value
    return "".join(letter for letter in value if letter >= " " or letter in "\t\n")[:32_000]
