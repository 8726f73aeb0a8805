"""Figures of results as one line of a form each ("Persons assisted: 70 per year"), written and read alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

FIGURE = re.compile(r"^(?P<label>.+):\s*(?P<value>-?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>.*)$", re.DOTALL)


def figure_text(figure: Mapping[str, Any]) -> str:
    """Write a figure {label, value, unit} as a line."""
    value = figure.get("value")
    shown = (
        f"{value:g}"
        if isinstance(value, float) and value != int(value)
        else f"{value:.0f}"
        if isinstance(value, int | float)
        else str(value or "")
    )
    return f"{figure.get('label', '')}: {shown} {figure.get('unit') or ''}".strip()


def read_figure(line: str) -> dict[str, Any]:
    """Read a line as a figure; a line without a number is kept as a label."""
    found = FIGURE.match(line.strip())
    if found is None:
        return {"label": line.strip(), "value": None, "unit": None}
    number = found.group("value").replace(",", "")
    value = float(number) if "." in number else int(number)
    return {
        "label": found.group("label").strip(),
        "value": value,
        "unit": found.group("unit").strip() or None,
    }
