"""Owns the bars of the report: their places in a drawing whose words stand beside it, so that they stay readable."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.insight.reporting import Step

HEIGHT = 100.0
_STEP, _BAR = 10.0, 7.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One step as a stack: what found something below, what found nothing above it."""

    step: Step
    x: float
    answered: float
    unanswered: float

    @property
    def answered_y(self) -> float:
        """Return the upper edge of the lower part."""
        return HEIGHT - self.answered

    @property
    def unanswered_y(self) -> float:
        """Return the upper edge of the upper part."""
        return HEIGHT - self.answered - self.unanswered


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars, the number that the highest place stands for, and the size of the drawing."""

    bars: Sequence[Bar]
    highest: int
    width: float
    bar_width: float = _BAR
    height: float = HEIGHT


def chart_of(steps: Sequence[Step]) -> Chart:
    """Return the chart of a period."""
    highest = max((step.total for step in steps), default=0)
    scale = HEIGHT / highest if highest else 0.0
    bars = [
        Bar(
            step,
            number * _STEP + (_STEP - _BAR) / 2,
            step.found * scale,
            (step.nothing + step.refused) * scale,
        )
        for number, step in enumerate(steps)
    ]
    return Chart(bars, highest, len(steps) * _STEP)
