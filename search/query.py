"""Owns the one query string: what a page, feed, export or API call asks for, read once and written back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from search.analysis import words_of
from search.expansion import folded_words
from search.facets import MultiDict
from search.scope import PUBLIC, Scope, public_scope
from search.words import parse_words

MAX_QUERY_LENGTH = 400
PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
MAX_OFFSET = 10_000
"""No engine goes deeper than this many records into an answer; narrowing is the way on."""

AS_TYPED = "as-typed"
MAX_AS_TYPED = 12
FARTHEST_PAGE = 10**9
FIRST_YEAR, LAST_YEAR = 1000, 9998


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a reader asks for. `problems` says in sentences what could not be understood; nothing is ever raised.

    With `is_refused` no search is made: the words are too long or hold nothing that can be searched for.
    """

    q: str = ""
    selections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    as_typed: tuple[str, ...] = ()
    """Words, folded, that the vocabularies shall not widen."""
    sort: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE
    view: str = ""
    """How a page shows the answer; empty is its first view, which no address says."""
    problems: tuple[str, ...] = ()
    is_refused: bool = False
    scope: Scope = PUBLIC

    @classmethod
    def from_params(cls, params: MultiDict, scope: Scope | None = None) -> "SearchQuery":
        """Read a QueryDict (or anything with `getlist`); parameters that are not of the scope are ignored.

        Without a scope it is a public query, which has the facets of the kinds of records that it asks for.
        """
        scope = scope or public_scope(params)
        problems: list[str] = []
        q, is_refused = _read_words(params, problems)
        year_from = year_to = None
        if scope.has_years:
            year_from = _read_number(params, "year-from", (FIRST_YEAR, LAST_YEAR), problems)
            year_to = _read_number(params, "year-to", (FIRST_YEAR, LAST_YEAR), problems)
        if year_from and year_to and year_from > year_to:
            problems.append(_("The first year is after the last year, so nothing can match."))
        page_size = _read_number(params, "page-size", (1, MAX_PAGE_SIZE), problems) or PAGE_SIZE
        page = _read_number(params, "page", (1, FARTHEST_PAGE), problems)
        selections = {facet.name: facet.read(params, problems) for facet in scope.facets}
        return cls(
            q=q,
            selections={name: values for name, values in selections.items() if values},
            year_from=year_from,
            year_to=year_to,
            as_typed=_read_as_typed(params),
            sort=_read_sort(params, scope.sorts, problems),
            page=page or 1,
            page_size=page_size,
            view=_read_view(params, scope.views, problems),
            problems=tuple(problems),
            is_refused=is_refused,
            scope=scope,
        )

    @property
    def effective_sort(self) -> str:
        """Return the order in use: the scope's own (newest first) when there are no words to be relevant to."""
        if self.sort in ("", "relevance"):
            return "relevance" if self.q else self.scope.order
        return self.sort

    @property
    def is_browsing(self) -> bool:
        """Tell whether nothing was asked for yet."""
        return not (self.q or self.is_narrowed)

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a facet or a year narrows the answer."""
        return bool(self.selections or self.year_from or self.year_to)

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the values chosen in a facet."""
        return self.selections.get(facet, ())

    def toggled(self, facet: str, value: str) -> "SearchQuery":
        """Return the query with a value added, or removed when it was chosen; paging starts again."""
        values = self.chosen(facet)
        if self.scope.facet(facet).is_single and value not in values:
            values = ()
        changed = tuple(v for v in values if v != value) if value in values else (*values, value)
        return self.with_values(facet, changed)

    def with_values(self, facet: str, values: tuple[str, ...]) -> "SearchQuery":
        """Return the query with the values of a facet replaced."""
        selections = {name: chosen for name, chosen in self.selections.items() if name != facet}
        if values:
            selections[facet] = values
        return replace(self, selections=selections, page=1, problems=())

    def without_years(self) -> "SearchQuery":
        """Return the query for all years."""
        return replace(self, year_from=None, year_to=None, page=1, problems=())

    def without_choices(self) -> "SearchQuery":
        """Return the query with its words alone."""
        return replace(self, selections={}, year_from=None, year_to=None, page=1, problems=())

    def unasked(self) -> "SearchQuery":
        """Return the query that asks for everything there is."""
        return SearchQuery(scope=self.scope, view=self.view)

    def with_words(self, q: str) -> "SearchQuery":
        """Return the query with other words."""
        return replace(self, q=q, page=1, problems=(), is_refused=False)

    def typed_or_widened(self, words: str) -> "SearchQuery":
        """Return the query with these words taken as typed, or widened again when they were."""
        one = folded_words(words_of(words))
        kept = tuple(other for other in self.as_typed if other != one)
        return replace(
            self,
            as_typed=kept if one in self.as_typed else (*kept, one),
            page=1,
            problems=(),
        )

    def with_sort(self, sort: str) -> "SearchQuery":
        """Return the query in another order, from its first page."""
        return replace(self, sort=sort, page=1, problems=())

    def with_view(self, view: str) -> "SearchQuery":
        """Return the query with its answer shown in another way, from its first page."""
        is_first = view in self.scope.views[:1]
        return replace(self, view="" if is_first else view, page=1, problems=())

    def without_view(self) -> "SearchQuery":
        """Return what can be asked elsewhere: words, choices, years and order, from the first page, and no view."""
        return replace(self, view="", page=1, problems=())

    def with_page(self, page: int, page_size: int | None = None) -> "SearchQuery":
        """Return the query at another page."""
        return replace(self, page=page, page_size=page_size or self.page_size, problems=())

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that differ from the defaults, in a fixed order: one query, one address."""
        found: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        for facet in self.scope.facets:
            found += [(facet.name, value) for value in self.chosen(facet.name)]
        for name, number, default in (
            ("year-from", self.year_from, None),
            ("year-to", self.year_to, None),
            ("page", self.page, 1),
            ("page-size", self.page_size, PAGE_SIZE),
        ):
            if number != default:
                found.append((name, str(number)))
        found += [(AS_TYPED, words) for words in self.as_typed]
        for name, word in (("sort", self.sort), ("view", self.view)):
            if word:
                found.append((name, word))
        return found

    @property
    def query_string(self) -> str:
        """Return the query as the part of an address after the question mark, that mark included; may be empty."""
        pairs = self.pairs()
        return f"?{urlencode(pairs)}" if pairs else ""


def _last(params: MultiDict, name: str) -> str:
    values = params.getlist(name)
    return values[-1] if values else ""


def _read_words(params: MultiDict, problems: list[str]) -> tuple[str, bool]:
    raw = _last(params, "q")
    if any(
        not letter.isprintable() and letter not in "\t\r\n\u00a0\u00ad\u200b"
        for letter in raw[:MAX_QUERY_LENGTH]
    ):
        problems.append(
            _("The search contained characters that cannot be typed; they were left out.")
        )
    q = " ".join(
        "".join(
            letter if letter.isprintable() else " " for letter in raw[: MAX_QUERY_LENGTH * 4]
        ).split()
    )
    if len(q) > MAX_QUERY_LENGTH:
        problems.append(
            _("The search is too long: it may have %(limit)d characters. Use fewer words.")
            % {"limit": MAX_QUERY_LENGTH}
        )
        return q[:MAX_QUERY_LENGTH], True
    if not q:
        return "", False
    parsed = parse_words(q)
    if parsed.unbalanced:
        problems.append(
            _(
                "A quotation mark is missing its partner; the words up to the end were taken as the phrase."
            )
        )
    if parsed.too_many:
        problems.append(_("The search has too many words; the last ones were left out."))
    if parsed.is_empty:
        problems.append(_("There is no word in the search; letters or digits are needed."))
    return q, parsed.is_empty


def _read_as_typed(params: MultiDict) -> tuple[str, ...]:
    raw = params.getlist(AS_TYPED)[:MAX_AS_TYPED]
    read = (folded_words(words_of(one[:MAX_QUERY_LENGTH])) for one in raw)
    return tuple(dict.fromkeys(one for one in read if one))


def _read_number(
    params: MultiDict, name: str, limits: tuple[int, int], problems: list[str]
) -> int | None:
    """Return a number within its limits; a page size beyond its limit becomes the limit."""
    raw = _last(params, name).strip()
    if not raw:
        return None
    lowest, highest = limits
    if not (raw.isascii() and raw.isdigit()):
        problems.append(_("“%(name)s” must be a whole number; it was left out.") % {"name": name})
        return None
    number = int(raw[:12])
    if lowest <= number <= highest:
        return number
    if name == "page-size":
        problems.append(_("A page shows at most %(limit)d records.") % {"limit": highest})
        return highest if number > highest else None
    if name == "page":
        problems.append(_("There is no such page."))
        return None if number < lowest else highest
    problems.append(
        _("“%(name)s” must be a year between %(first)d and %(last)d; it was left out.")
        % {"name": name, "first": lowest, "last": highest}
    )
    return None


def _read_sort(params: MultiDict, sorts: tuple[str, ...], problems: list[str]) -> str:
    sort = _last(params, "sort").strip().lower()
    if sort and sort not in sorts:
        problems.append(
            _("Results can be sorted by %(sorts)s; the usual order is used.")
            % {"sorts": ", ".join(sorts)}
        )
        return ""
    return sort


def _read_view(params: MultiDict, views: tuple[str, ...], problems: list[str]) -> str:
    view = _last(params, "view").strip().lower() if views else ""
    if view and view not in views:
        problems.append(
            _("There are these views: %(views)s. The first one is shown.")
            % {"views": ", ".join(views)}
        )
        return ""
    return "" if view in views[:1] else view
