"""Turns the JSON of a record into a tagged PDF/UA-1 file."""

from pathlib import Path
from typing import Any

from core import pdf

TEMPLATE = Path(__file__).parent / "record.typ"


def render(record: dict[str, Any]) -> bytes:
    """Return the PDF of a record as `chart_data` and `case_data` make it."""
    return pdf.render(TEMPLATE, record)
