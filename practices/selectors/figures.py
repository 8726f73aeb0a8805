"""Numbers of a chart made ready to be drawn: bars of one unit together, shares of the funding end to end."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from practices.models import FundingSource, ResultFigure
from practices.selectors.formatting import number_text, percent_text

PERCENT_UNITS = frozenset({"%", "per cent", "percent"})


@dataclass(frozen=True, slots=True)
class Bar:
    """One labelled bar; `width` is in per cent of the longest, `number` the value without sign."""

    label: str
    value: str
    number: str
    width: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures of one unit. A figure that stands alone is shown as a number, for it compares with nothing."""

    unit: str
    bars: tuple[Bar, ...]

    @property
    def is_single(self) -> bool:
        """Tell whether there is one figure of this unit only."""
        return len(self.bars) == 1


@dataclass(frozen=True, slots=True)
class Share:
    """One source of funding; `start` and `width` place it on a bar of 100, `width` is empty when unknown."""

    label: str
    percent: str
    start: str
    width: str


def figure_groups(figures: Iterable[ResultFigure]) -> tuple[FigureGroup, ...]:
    """Return the figures by unit, units in the order in which they first appear."""
    by_unit: dict[str, list[ResultFigure]] = {}
    for figure in figures:
        by_unit.setdefault(figure.unit.strip(), []).append(figure)
    return tuple(FigureGroup(unit, _bars(unit, group)) for unit, group in by_unit.items())


def _bars(unit: str, figures: list[ResultFigure]) -> tuple[Bar, ...]:
    is_percent = unit.lower() in PERCENT_UNITS
    longest = max(figure.value for figure in figures)
    full = max(longest, Decimal(100)) if is_percent else longest
    return tuple(
        Bar(
            label=figure.label,
            value=percent_text(figure.value) if is_percent else number_text(figure.value),
            number=number_text(figure.value),
            width=_width(figure.value, full),
        )
        for figure in figures
    )


def _width(value: Decimal, full: Decimal) -> str:
    if value <= 0 or full <= 0:
        return "0"
    return f"{value * 100 / full:.1f}"


def shares(sources: Iterable[FundingSource]) -> tuple[Share, ...]:
    """Return the funding as parts of one bar; shares that add up to more than 100 are scaled to fit."""
    rows = list(sources)
    full = max(sum((row.percent or Decimal(0) for row in rows), Decimal(0)), Decimal(100))
    found, start = [], Decimal(0)
    for row in rows:
        if row.percent is None:
            found.append(Share(row.source, "", "", ""))
            continue
        width = row.percent * 100 / full
        # A thin gap tells neighbours apart without relying on their colours.
        found.append(
            Share(
                row.source,
                percent_text(row.percent),
                f"{start:.1f}",
                f"{max(width - Decimal('0.5'), 0):.1f}",
            )
        )
        start += width
    return tuple(found)
