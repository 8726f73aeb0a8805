"""Gives charts out as files: forms in Word, a workbook, CSV, JSON."""

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.db.models import QuerySet

from core.access import Tier
from practices.forms.exact.layout import PRACTICE_LAYOUT
from practices.forms.exact.practice import PracticeCells
from practices.forms.exact.sheet import write_cell
from practices.forms.writing import practice_docx, practices_xlsx
from practices.forms.writing.filled import practice_cells
from practices.json_records import practice_record
from practices.models import PracticePage

_RELATED = (
    "terms",
    "countries",
    "organisation_rows__organisation",
    "human_resources",
    "in_kind_resources",
    "funding_sources",
    "result_figures",
    "links",
    "contact_points",
    "tagged_items__tag",
    "adopted_by",
)


class TextStream(Protocol):
    """What text can be written to: a file, or the output of a command."""

    def write(self, text: str, /) -> object:
        """Take some text."""


def exported_practices(*, drafts: bool = False) -> QuerySet[PracticePage]:
    """Return the charts that an export gives: those that everybody may read, drafts only when asked for."""
    charts = PracticePage.objects.all() if drafts else PracticePage.objects.live().public()
    return (
        charts.order_by("number", "slug").select_related("adapted_from").prefetch_related(*_RELATED)
    )


def _newest(charts: QuerySet[PracticePage]) -> Iterator[PracticePage]:
    """Give charts one at a time; of one that was never published its newest draft."""
    for chart in charts.iterator(chunk_size=200):
        yield chart if chart.live else chart.get_latest_revision_as_object()


def write_json(charts: QuerySet[PracticePage], stream: TextStream, tier: str = Tier.PUBLIC) -> None:
    """Write a list of records, with the keys that the import reads."""
    stream.write("[")
    for number, chart in enumerate(_newest(charts)):
        text = json.dumps(practice_record(chart, tier), ensure_ascii=False, indent=2)
        stream.write(",\n" if number else "\n")
        stream.write("\n".join(f"  {line}" for line in text.split("\n")))
    stream.write("\n]\n")


def write_csv(
    charts: QuerySet[PracticePage],
    stream: TextStream,
    tier: str = Tier.PUBLIC,
    language: str = "en",
) -> None:
    """Write the columns of the workbook as CSV; no cell can be run as a formula."""
    rows = (*PRACTICE_LAYOUT.standard, *PRACTICE_LAYOUT.details)
    writer = csv.writer(stream)
    writer.writerow([PRACTICE_LAYOUT.label(row, language) for row in rows])
    reader = PracticeCells()
    for chart in _newest(charts):
        cells = practice_cells(chart, language, tier, reader)
        writer.writerow([write_cell(row, cells[row], PRACTICE_LAYOUT) for row in rows])


def write_xlsx(
    charts: QuerySet[PracticePage], path: Path, tier: str = Tier.PUBLIC, language: str = "en"
) -> None:
    """Write one workbook with a chart a row."""
    path.write_bytes(practices_xlsx(_newest(charts), language, tier))


def write_docx(
    charts: QuerySet[PracticePage], path: Path, tier: str = Tier.PUBLIC, language: str = "en"
) -> None:
    """Write a form for each chart: into a zip when the path ends so, else into the directory."""
    forms = (
        (f"{chart.slug}.docx", practice_docx(chart, language, tier)) for chart in _newest(charts)
    )
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in forms:
                archive.writestr(name, data)
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, data in forms:
        (path / name).write_bytes(data)
