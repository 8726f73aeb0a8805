"""Reads the values of a record with their types and notes everything that does not fit."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext as _

from core.models import Country, Term
from core.records.problems import RecordError, RecordProblem

# What neither XML nor every database can hold: control characters, halves of pairs, non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Return a text that every file and database can hold, with one kind of line end."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class RecordReader:
    """Hands out the values of one record and collects its problems; `finish()` raises them."""

    def __init__(self, record: Mapping[str, Any], known: Collection[str]) -> None:
        """Note every key that is not known."""
        self.problems: list[RecordProblem] = []
        self.record = record
        for key in record:
            if key not in known:
                self.note(str(key), _("This key is not known."))

    def __contains__(self, key: str) -> bool:
        """Tell whether the record speaks of `key` at all."""
        return key in self.record

    def note(self, key: str, message: str) -> None:
        """Add a problem."""
        self.problems.append(RecordProblem(key, message))

    def finish(self) -> None:
        """Raise RecordError when anything was wrong."""
        if self.problems:
            raise RecordError(self.problems)

    def text(self, key: str) -> str:
        """Return a text as it stands, without blanks around it."""
        value = self.record.get(key)
        if value is None or isinstance(value, str):
            return clean_text(value or "").strip()
        self.note(key, _("A text is expected."))
        return ""

    def line(self, key: str) -> str:
        """Return a text on one line."""
        return " ".join(self.text(key).split())

    def whole_number(self, key: str) -> int | None:
        """Return a whole number that is not negative."""
        value = self.record.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            return value
        self.note(key, _("A whole number is expected."))
        return None

    def number(self, key: str, value: object) -> Decimal | None:
        """Return `value` as a number with at most two decimals."""
        if value is None:
            return None
        try:
            number = Decimal(str(value)) if not isinstance(value, bool) else Decimal("nan")
        except InvalidOperation:
            number = Decimal("nan")
        if number.is_finite():
            return number
        self.note(key, _("“%(value)s” is not a number.") % {"value": value})
        return None

    def degrees(self, key: str, limit: int) -> float | None:
        """Return a coordinate in degrees between -`limit` and `limit`."""
        number = self.number(key, self.record.get(key))
        if number is None or abs(number) <= limit:
            return None if number is None else float(number)
        self.note(
            key, _("A number between -%(limit)d and %(limit)d is expected.") % {"limit": limit}
        )
        return None

    def day(self, key: str) -> date | None:
        """Return a date written as 2026-01-31."""
        value = self.text(key)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.note(key, _("A date such as 2026-01-31 is expected."))
            return None

    def choice(self, key: str, choices: type[Choices], default: str = "") -> str:
        """Return one of the fixed choices."""
        value = self.text(key)
        if value and value not in choices.values:
            self.note(key, _not_one_of(value, [choice for choice in choices.values if choice]))
            return default
        return value or default

    def texts(self, key: str, *, unique: bool = True) -> list[str]:
        """Return a list of texts on one line each, without empty ones, and without double ones if `unique`."""
        values = self.record.get(key) or []
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            lines = (" ".join(clean_text(value).split()) for value in values)
            filled = [line for line in lines if line]
            return list(dict.fromkeys(filled)) if unique else filled
        self.note(key, _("A list of texts is expected."))
        return []

    def rows(self, key: str, fields: Collection[str]) -> list[Mapping[str, Any]]:
        """Return a list of objects that have no other keys than `fields`."""
        return self.check_rows(key, self.record.get(key), fields)

    def check_rows(
        self, key: str, values: object, fields: Collection[str]
    ) -> list[Mapping[str, Any]]:
        """Return `values` when it is a list of objects with no other keys than `fields`."""
        values = values or []
        if not isinstance(values, list) or not all(isinstance(row, Mapping) for row in values):
            self.note(key, _("A list of objects is expected."))
            return []
        for unknown in sorted({str(name) for row in values for name in row} - set(fields)):
            self.note(f"{key}.{unknown}", _("This key is not known."))
        return values

    def row_readers(self, key: str, known: Collection[str]) -> Iterator["RecordReader"]:
        """Yield a reader for each object of the list under `key`; its problems name the row from 1 on."""
        values = self.record.get(key) or []
        if not isinstance(values, list) or not all(isinstance(row, Mapping) for row in values):
            self.note(key, _("A list of objects is expected."))
            return
        for number, row in enumerate(values, start=1):
            yield _Part(f"{key}.{number}", row, known, self.problems)

    def part(self, key: str, known: Collection[str]) -> "RecordReader":
        """Return a reader of the object under `key`; its problems are this record's problems."""
        value = self.record.get(key) or {}
        if not isinstance(value, Mapping):
            self.note(key, _("An object is expected."))
            value = {}
        return _Part(key, value, known, self.problems)

    def countries(self, key: str, only: str | None = None) -> list[Country]:
        """Return countries by their codes (`only`: one code instead of the list)."""
        codes = None if only is None else [only]
        return self._found(key, lambda codes: Country.objects.in_bulk(codes), codes)

    def terms(self, key: str, vocabulary: str, only: str | None = None) -> list[Term]:
        """Return terms of a vocabulary by their slugs (`only`: one slug instead of the list)."""
        slugs = None if only is None else [only]
        return self._found(key, lambda names: _terms_by_slug(vocabulary, names), slugs)

    def _found(
        self,
        key: str,
        look_up: Callable[[list[str]], Mapping[str, Any]],
        slugs: list[str] | None = None,
    ) -> list[Any]:
        slugs = self.texts(key) if slugs is None else slugs
        known = look_up(slugs)
        for slug in slugs:
            if slug not in known:
                self.note(key, _("“%(slug)s” is not known here.") % {"slug": slug})
        return [known[slug] for slug in slugs if slug in known]


class _Part(RecordReader):
    """A reader of an object inside a record: its keys are told with the key of the object."""

    def __init__(
        self,
        outer: str,
        record: Mapping[str, Any],
        known: Collection[str],
        problems: list[RecordProblem],
    ) -> None:
        self._outer = outer
        self._problems = problems
        super().__init__(record, known)
        self.problems = problems

    def note(self, key: str, message: str) -> None:
        """Add a problem to those of the record."""
        self._problems.append(RecordProblem(f"{self._outer}.{key}", message))


def _terms_by_slug(vocabulary: str, slugs: list[str]) -> dict[str, Term]:
    return {term.slug: term for term in Term.objects.of(vocabulary).filter(slug__in=slugs)}


def _not_one_of(value: str, choices: list[str]) -> str:
    return _("“%(value)s” is not one of %(choices)s.") % {
        "value": value,
        "choices": ", ".join(choices),
    }
