"""What one reader got, for the editor who looks after readers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsletter.models import Subscriber

#: The newest lines; a reader of many years has some hundreds.
MOST = 100


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One mail to a reader: which, what became of it, and what came back."""

    at: datetime
    title: str
    mailing: int
    state: str
    code: str
    bounced_at: datetime | None
    left_at: datetime | None


def history_of(subscriber: Subscriber) -> list[HistoryLine]:
    """Return the mails to a reader, the newest first; shown by `newsletter/control/_history.html`."""
    rows: Any = subscriber.deliveries.select_related("mailing").order_by("-pk")[:MOST]
    return [
        HistoryLine(
            row.sent_at or row.due_at,
            row.mailing.title,
            row.mailing_id,
            row.get_state_display(),
            row.reason_code,
            row.bounced_at,
            row.left_at,
        )
        for row in rows
    ]
