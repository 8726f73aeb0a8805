"""Owns what the report on searches shows: sums of a period, read with a few queries whatever its length."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Sum
from django.db.models.functions import TruncDay, TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from search.facets import indexed_facets
from search.insight.counting import YEARS
from search.insight.storing import THRESHOLD
from search.models import CountKind, SearchCount, UnansweredWord
from search.vocabulary import Vocabulary, organisation_names, vocabulary

MOST_VALUES = 8
MOST_WORDS = 100
ANSWERS = ("found", "nothing", "refused")


class Period(StrEnum):
    """How far back the report looks, and in which steps."""

    DAYS = "days"
    MONTHS = "months"

    def steps(self, today: date) -> list[date]:
        """Return the first day of each step, the earliest first."""
        if self is Period.DAYS:
            return [today - timedelta(days=back) for back in range(29, -1, -1)]
        months = [today.year * 12 + today.month - 1 - back for back in range(11, -1, -1)]
        return [date(month // 12, month % 12 + 1, 1) for month in months]

    def name_of(self, step: date) -> str:
        """Return a step as people call it."""
        return date_format(step, "j F Y" if self is Period.DAYS else "F Y")


@dataclass(frozen=True, slots=True)
class Step:
    """The searches of a day or month by their answers."""

    name: str
    first_day: date
    found: int = 0
    nothing: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        """Return the number of searches."""
        return self.found + self.nothing + self.refused


@dataclass(frozen=True, slots=True)
class ValueUse:
    """How often searches were narrowed to a value."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetUse:
    """How often searches were narrowed by a facet, and its most frequent values."""

    name: str
    title: str
    count: int
    values: Sequence[ValueUse] = ()


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word that found nothing: how often and on how many days it was common."""

    word: str
    count: int
    days: int
    last: date


class Report:
    """The searches of a period that ends today."""

    def __init__(self, period: Period, today: date) -> None:
        self.period = period
        self._steps = period.steps(today)
        self._counts = SearchCount.objects.filter(day__gte=self._steps[0], day__lte=today)
        self._words = UnansweredWord.objects.filter(day__gte=self._steps[0], day__lte=today)

    @cached_property
    def steps(self) -> list[Step]:
        """Return every day or month of the period, those without a search too."""
        truncated = (TruncDay if self.period is Period.DAYS else TruncMonth)("day")
        rows = self._counts.filter(kind=CountKind.ANSWER).order_by()
        summed = rows.annotate(step=truncated).values("step", "name").annotate(number=Sum("count"))
        found: dict[date, dict[str, int]] = defaultdict(dict)
        for row in summed:
            if row["name"] in ANSWERS:
                found[row["step"]][row["name"]] = row["number"]
        return [Step(self.period.name_of(step), step, **found[step]) for step in self._steps]

    @cached_property
    def total(self) -> Step:
        """Return the sums of the period."""
        sums = {name: sum(getattr(step, name) for step in self.steps) for name in ANSWERS}
        return Step("", self._steps[0], **sums)

    @cached_property
    def asked(self) -> Mapping[str, int]:
        """Return the number of searches with words and of those without."""
        rows = self._counts.filter(kind=CountKind.ASKED).order_by()
        return dict(rows.values_list("name").annotate(number=Sum("count")))

    @cached_property
    def facets(self) -> list[FacetUse]:
        """Return what searches were narrowed by, the most frequent first; rare values are not told."""
        rows = self._counts.filter(kind=CountKind.FACET).order_by()
        summed = list(rows.values_list("name", "value").annotate(number=Sum("count")))
        told = [row for row in summed if not row[1] or row[2] >= THRESHOLD]
        titles = {facet.name: str(facet.title) for facet in indexed_facets()} | {YEARS: _("Year")}
        name_of = _Names(value for name, value, _number in told if name == "organisation")
        values: dict[str, list[ValueUse]] = defaultdict(list)
        for name, value, number in sorted(told, key=lambda row: (-row[2], row[1])):
            if value:
                values[name].append(ValueUse(value, name_of(name, value), number))
        uses = [
            FacetUse(name, titles.get(name, name), number, values[name])
            for name, value, number in told
            if not value
        ]
        return sorted(uses, key=lambda use: (-use.count, use.title))

    @cached_property
    def words(self) -> list[WordUse]:
        """Return the words without an answer, the most frequent first."""
        rows = self._words.order_by().values("word")
        summed = rows.annotate(number=Sum("count"), days=Count("day"), last=Max("day"))
        return [
            WordUse(row["word"], row["number"], row["days"], row["last"])
            for row in summed.order_by("-number", "word")[:MOST_WORDS]
        ]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was counted."""
        return not (self.total.total or self.words)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the report as rows: what is counted, of which day or month or value, and how often."""
        for step in self.steps:
            for name in ANSWERS:
                yield _line(f"answers: {name}", step.first_day.isoformat(), getattr(step, name))
        for name, number in sorted(self.asked.items()):
            yield _line("searches", name, number)
        for facet in self.facets:
            yield _line("filters", facet.title, facet.count)
            for value in facet.values:
                yield _line(f"filter: {facet.title}", value.label, value.count)
        for word in self.words:
            yield _line("words without an answer", word.word, word.count)


COLUMNS = ("what", "of", "count")


def _line(what: str, of: str, count: int) -> dict[str, Any]:
    return dict(zip(COLUMNS, (what, of, count), strict=True))


class _Names:
    """Names values as readers know them; organisations with one query for all."""

    def __init__(self, organisations: Iterator[str]) -> None:
        self._organisations = organisation_names(organisations)
        self._known: Vocabulary = vocabulary()
        self._facets = {facet.name: facet for facet in indexed_facets()}

    def __call__(self, facet: str, value: str) -> str:
        if facet == "organisation":
            return self._organisations.get(value, value)
        named = self._facets[facet].label(value, self._known) if facet in self._facets else None
        return named or value
