"""The register as a figure: one bar a year, in numbers that the template writes into an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.register.years import Year

#: The drawing in its own units; the style sheet gives it its size.
WIDTH, HEIGHT = 720, 220
_TOP, _BOTTOM, _START = 24, 28, 4
_MOST_LABELS = 9


@dataclass(frozen=True)
class Bar:
    """One bar with its labels; `label` is empty where labels would run into each other."""

    year: int
    number: int
    x: float
    y: float
    width: float
    height: float
    label: str

    @property
    def middle(self) -> float:
        """Return where the labels are centred."""
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        """Return where the number stands."""
        return round(self.y - 6, 1)


@dataclass(frozen=True)
class Figure:
    """The bars and the frame they stand in."""

    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def ground(self) -> int:
        """Return the line that the bars stand on."""
        return HEIGHT - _BOTTOM

    @property
    def label_line(self) -> int:
        """Return where the years stand."""
        return HEIGHT - 8


def figure_of(years: Sequence[Year]) -> Figure | None:
    """Draw the members of each year; nothing where there is nothing to draw."""
    most = max((year.members for year in years), default=0)
    if not most:
        return None
    step = (WIDTH - _START) / len(years)
    every = -(-len(years) // _MOST_LABELS)
    room = HEIGHT - _TOP - _BOTTOM
    bars = []
    for place, year in enumerate(years):
        height = round(room * year.members / most, 1)
        # Counted from the last year, which is the one that people look for.
        is_labelled = (len(years) - 1 - place) % every == 0
        bars.append(
            Bar(
                year=year.year,
                number=year.members,
                x=round(_START + place * step, 1),
                y=round(HEIGHT - _BOTTOM - height, 1),
                width=round(min(step * 0.72, 48), 1),
                height=height,
                label=str(year.year) if is_labelled else "",
            )
        )
    return Figure(bars)
