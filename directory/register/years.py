"""How many organisations belonged to the network in each year, counted from the periods of the register."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from directory.models import MembershipPeriod, MembershipStatus

#: Statuses with which an organisation belongs to the network; the first two are its members.
MEMBERS = (MembershipStatus.FOUNDER, MembershipStatus.MEMBER)
BELONGING = (*MEMBERS, MembershipStatus.PARTNER, MembershipStatus.OBSERVER)


@dataclass(frozen=True)
class Year:
    """The organisations of one year by status."""

    year: int
    by_status: dict[MembershipStatus, int] = field(default_factory=dict)

    @property
    def members(self) -> int:
        """Return founders and members together."""
        return sum(self.by_status[status] for status in MEMBERS)

    @property
    def cells(self) -> list[int]:
        """Return the numbers in the order of `BELONGING`."""
        return [self.by_status[status] for status in BELONGING]


@dataclass(frozen=True)
class History:
    """The years of the register, and how many organisations belong without a known first year."""

    years: list[Year]
    without_year: int


@dataclass(frozen=True)
class _Span:
    status: str
    first: int
    last: int


def history(periods: Iterable[tuple[int, str, int | None, int | None]], until: int) -> History:
    """Count periods (organisation, status, since, until) by year, from the first known to `until`.

    An organisation counts once a year. The year in which it changes its status counts for the new one, and
    the last year of a membership that ended counts as well.
    """
    by_organisation: dict[int, list[tuple[str, int | None, int | None]]] = defaultdict(list)
    for organisation, status, since, end in periods:
        by_organisation[organisation].append((status, since, end))
    changes: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    without_year = 0
    for rows in by_organisation.values():
        for span in _spans(rows, until):
            changes[span.first][span.status] += 1
            changes[span.last + 1][span.status] -= 1
        without_year += any(status in BELONGING and since is None for status, since, _end in rows)
    return History(list(_years(changes, until)), without_year)


def _spans(rows: list[tuple[str, int | None, int | None]], until: int) -> Iterator[_Span]:
    """Yield the periods of one organisation without overlaps, those that belong to the network."""
    known = sorted(
        ((since, until if end is None else end, status) for status, since, end in rows if since),
        key=lambda row: row[:2],
    )
    for (first, last, status), following in pairwise([*known, (until + 1, 0, "")]):
        last = min(last, until, following[0] - 1)
        if status in BELONGING and last >= first:
            yield _Span(status, first, last)


def _years(changes: dict[int, dict[str, int]], until: int) -> Iterator[Year]:
    if not changes:
        return
    running: dict[MembershipStatus, int] = dict.fromkeys(BELONGING, 0)
    for year in range(min(changes), until + 1):
        for status, change in changes.get(year, {}).items():
            running[MembershipStatus(status)] += change
        yield Year(year, dict(running))


def register_history(until: int) -> History:
    """Count the whole register (one query)."""
    rows = MembershipPeriod.objects.order_by().values_list(
        "organisation_id", "status", "since", "until"
    )
    return history(rows, until)
