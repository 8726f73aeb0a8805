"""Owns how a search is used elsewhere: its address, ways to follow it, files, the API, and what each leaves behind."""

from collections.abc import Sequence
from functools import cached_property
from shlex import quote

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from search.cards import absolute
from search.downloads import downloads_of
from search.following import followings
from search.page_parts import Link
from search.query import MAX_OFFSET, MAX_PAGE_SIZE, SearchQuery


class Elsewhere:
    """What the panel “Use this search elsewhere” says of a query that found `count` records."""

    def __init__(self, query: SearchQuery, count: int) -> None:
        """Keep what was asked and how much it found."""
        self.query = query
        self.count = count
        self._asked = query.without_view().query_string

    @property
    def address(self) -> str:
        """Return the permanent address, with the view and from the first page on."""
        return absolute(reverse("search") + self.query.with_page(1).query_string)

    @cached_property
    def follow(self) -> Sequence[Link]:
        """Return the ways to keep the search and to hear of new records."""
        number = self.query.page_size
        feed = (
            _("For a feed reader, without giving an address: the first %(number)d in your order.")
            if self.query.sort
            else _("For a feed reader, without giving an address: the newest %(number)d.")
        )
        url = reverse("search_feed") + self._asked
        return [
            *followings_of(self.query),
            Link(_("Atom feed"), url, note=feed % {"number": number}),
        ]

    @cached_property
    def files(self) -> Sequence[Link]:
        """Return the files in which the records can be taken along."""
        return [
            Link(_("CSV"), reverse("search_csv") + self._asked, note=self._rows()),
            Link(
                _("Excel"),
                reverse("search_xlsx") + self._asked,
                note=_("The same rows as a workbook. A cell ends after 32,000 characters."),
            ),
            *(
                Link(str(one.label), reverse(one.url_name) + self._asked, note=str(one.note))
                for one in downloads_of(self.query.chosen("kind"))
            ),
        ]

    def _rows(self) -> str:
        if self.count > MAX_OFFSET:
            return _(
                "The first %(limit)s of these %(count)s records, a row each: a file holds no more. "
                "Narrow the search to get the others."
            ) % {"limit": _grouped(MAX_OFFSET), "count": _grouped(self.count)}
        return _(
            "A row for each record, with title, address, summary, countries, organisations, years "
            "and language; at most %(limit)s rows."
        ) % {"limit": _grouped(MAX_OFFSET)}

    @property
    def api(self) -> Link:
        """Return the same search for programs."""
        note = _(
            "The same answer as JSON, with counts and the pages of documents; names are in English. "
            "%(number)d records a page, at most %(most)d with page-size."
        )
        return Link(
            _("API address"),
            absolute(reverse("api:search") + self._asked),
            note=note % {"number": self.query.page_size, "most": MAX_PAGE_SIZE},
        )

    @property
    def command(self) -> str:
        """Return the line that asks the API from a shell."""
        return f"curl --fail --header 'Accept: application/json' {quote(self.api.url)}"

    @property
    def manual(self) -> Link:
        """Return the documentation of the API."""
        return Link(_("What the API answers"), reverse("api:openapi-view"))

    @property
    def left_behind(self) -> str:
        """Return what does not go along."""
        return _(
            "Words, choices, years and order go along everywhere. List, table or map goes along in the "
            "address alone, and every answer begins at its first page."
        )


def followings_of(query: SearchQuery) -> list[Link]:
    """Return the ways in which apps let readers follow a search."""
    asked = query.without_view().query_string
    return [
        Link(str(one.label), reverse(one.url_name) + asked, note=str(one.note))
        for one in followings()
    ]


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)
