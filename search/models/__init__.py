"""The models of the search: the index and its outbox, counts of searches, searches that members keep."""

from search.models.bookmarks import SearchBookmark
from search.models.index import IndexTicket, OutboxEntry, Withdrawal
from search.models.insight import CountKind, SearchCount, UnansweredWord

__all__ = [
    "CountKind",
    "IndexTicket",
    "OutboxEntry",
    "SearchBookmark",
    "SearchCount",
    "UnansweredWord",
    "Withdrawal",
]
