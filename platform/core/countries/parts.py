"""What an app says about a country: the sections of its page, and the numbers of the list of countries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.models import Country

#: So many records of a section stand on the page; the link behind it leads to the others.
SHOWN = 8


class SectionForm(StrEnum):
    """How the items of a section are drawn."""

    ROWS = "rows"
    #: With a year in front.
    DATED = "dated"
    #: A name and a value, in two columns.
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class CountryItem:
    """A record, or a name with a `value`; beside other countries the value alone is shown."""

    title: str
    url: str = ""
    notes: tuple[str, ...] = ()
    when: str = ""
    letter: str = ""
    language: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class CountrySection:
    """A section of a country page: at most a screen of items, their number in all, the way to the rest.

    `place` orders the sections of all apps. `empty` is said where there is no item. Sections that `aligns` stand beside
    those of other countries row by row, by the titles of their items. Of a `count` below `least` no number is given.
    """

    name: str
    title: str | Promise
    place: int
    items: Sequence[CountryItem]
    count: int
    empty: str | Promise
    form: SectionForm = SectionForm.ROWS
    see_all: str = ""
    see_all_label: str | Promise = ""
    note: str | Promise = ""
    aligns: bool = False
    least: int = 0

    @property
    def number(self) -> str:
        """Return the count as it may be shown."""
        return shown_number(self.count, self.least)


@dataclass(frozen=True, slots=True)
class CountryColumn:
    """A column of the list of countries: how many public records each country has, in one query."""

    name: str
    label: str | Promise
    place: int
    numbers: Callable[[], Mapping[str, int]]
    least: int = 0


@dataclass(frozen=True, slots=True)
class CountryLink:
    """Something to do with a country, below its name."""

    label: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class CountryPart:
    """The part of one app: its sections for a country, its columns of the list, its links below the name.

    Sections hold what everybody may see, whoever asks: the page is the same for all. They share fifteen queries.
    """

    sections: Callable[[Country, HttpRequest], Sequence[CountrySection]] = (
        lambda _country, _request: ()
    )
    columns: tuple[CountryColumn, ...] = ()
    links: Callable[[Country], Sequence[CountryLink]] = lambda _country: ()


_parts: list[CountryPart] = []


def register_country_part(part: CountryPart) -> None:
    """Add the part of an app to every country page."""
    _parts.append(part)


def country_parts() -> Sequence[CountryPart]:
    """Return the parts of all apps."""
    return tuple(_parts)


def shown_number(count: int, least: int) -> str:
    """Return a number; one that is not zero and below `least` is not told exactly."""
    if 0 < count < least:
        return _("fewer than %(number)d") % {"number": least}
    return str(count)
