"""The loop that sends: one thread, several lines to the server, one transaction for whatever happened on them.

Each round waits until some lines have something to tell, notes all of it at once, and only then lets the texts go
whose rows are now on the line. So a mail costs a share of a transaction and one round trip, and nothing leaves unnoted.
"""

import selectors
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Min
from django.utils import timezone

from newsletter.models import NewsletterSettings, Recipient, RecipientState
from newsletter.senders.base import (
    Closed,
    Done,
    Event,
    Line,
    Mail,
    Outcome,
    Ready,
    Sender,
    ServerAway,
    Verdict,
)
from newsletter.sending.ledger import Ledger, Tally, going_mailings
from newsletter.sending.messages import Composer, Identity, Row
from newsletter.sending.pace import Pace
from newsletter.sending.patience import patiently
from newsletter.sending.presence import BEAT_SECONDS, Presence, take_over_from_the_dead
from newsletter.sending.retries import wait_for_server

_TEND_SECONDS = 1.0
_LONGEST_WAIT = 0.5
_BETWEEN_PERMITS = 0.01
#: A recipient at whom the server hangs up so often is tried later, so that the others get theirs.
_MOST_HANG_UPS = 5


@dataclass(frozen=True)
class Order:
    """What to send: one mailing or all that go; what is due now, or everything to its end."""

    only: int | None = None
    is_to_the_end: bool = False
    should_stop: Callable[[], bool] = lambda: False
    on_progress: Callable[[Tally], None] = lambda tally: None
    before_claims: Callable[[], None] = lambda: None


@dataclass
class _Weather:
    """How the server has been lately."""

    failures: int = 0
    away_until: float = 0.0
    note: str = ""
    hang_ups: Counter[int] = field(default_factory=Counter)


class Dispatch:
    """Sends for one process."""

    def __init__(self, sender: Sender, presence: Presence, order: Order) -> None:
        """Read the rules; nothing is claimed yet."""
        self._sender, self._presence, self._order = sender, presence, order
        self._rules = NewsletterSettings.load()
        self._composer = Composer(Identity.of_site(self._rules))
        self._pace = Pace(self._rules)
        self.ledger = Ledger(presence.row.pk, self._rules.when_unsure)
        self._selector = selectors.DefaultSelector()
        self._lines: dict[int, Line] = {}
        self._waiting: deque[Row] = deque()
        self._mailings: list[int] = []
        self._weather = _Weather()
        self._tend_at = self._beat_at = self._claim_at = 0.0

    def run(self) -> Tally:
        """Send until there is nothing more to do; what is in flight is finished whenever it ends."""
        try:
            while self._go_on():
                pass
        finally:
            self._close_lines()
            self._selector.close()
            self.ledger.release()
        return self.ledger.tally

    def _go_on(self) -> bool:
        is_stopping = self._order.should_stop()
        now = time.monotonic()
        if now >= self._tend_at:
            self._tend(now)
        if not is_stopping:
            self._claim(now)
            self._open_line(now)
            self._feed()
        if not self._is_busy():
            if is_stopping or not self._waits_for_something(now):
                return False
            if not self._waiting:
                # A server has better things to do than to hold a line for a mail that is due in an hour.
                self._close_lines()
        self._handle(self._patience(now))
        return True

    def _is_busy(self) -> bool:
        return any(not line.is_idle for line in self._lines.values())

    def _waits_for_something(self, now: float) -> bool:
        """Tell whether to stay, although no mail is on a line."""
        if self._order.is_to_the_end:
            return bool(self._waiting) or patiently(self._is_something_open)
        is_held_up = self._weather.away_until > now or self._pace.is_exhausted
        return bool(self._waiting) and not is_held_up

    def _is_something_open(self) -> bool:
        mailings = going_mailings(self._order.only)
        return Recipient.objects.open().filter(mailing__in=mailings).exists()

    def _tend(self, now: float) -> None:
        """Look once a second at what others may have changed, and for servers that are silent."""
        self._tend_at = now + _TEND_SECONDS
        patiently(lambda: self._look_around(now))
        dropped = [row for row in self._waiting if row.mailing_id not in self._mailings]
        if dropped:
            self._waiting = deque(row for row in self._waiting if row not in dropped)
            self.ledger.release_some([row.pk for row in dropped])
        self._settle([(number, line.overdue(now)) for number, line in self._lines.items()])

    def _look_around(self, now: float) -> None:
        take_over_from_the_dead()
        if now >= self._beat_at:
            self._beat_at = now + BEAT_SECONDS
            if not self._presence.beat():
                # Somebody took this process for dead, and its claims with it.
                self._waiting.clear()
                self.ledger.worker_pk = self._presence.return_from_the_dead()
        self._rules = NewsletterSettings.load()
        self.ledger.when_unsure = self._rules.when_unsure
        self._pace.follow(self._rules)
        self._order.before_claims()
        self._mailings = going_mailings(self._order.only)

    def _claim(self, now: float) -> None:
        if len(self._waiting) > len(self._lines) or now < self._claim_at:
            return
        rows = self.ledger.claim(self._mailings, self._pace.batch)
        self._waiting.extend(rows)
        if not rows:
            self._claim_at = now + patiently(self._until_next_due)

    def _until_next_due(self) -> float:
        if not self._order.is_to_the_end:
            return _LONGEST_WAIT
        queued = Recipient.objects.filter(
            mailing__in=self._mailings, state=RecipientState.QUEUED, due_at__gt=timezone.now()
        )
        next_due = queued.aggregate(first=Min("due_at"))["first"]
        if next_due is None:
            return _LONGEST_WAIT
        seconds = (next_due - timezone.now()).total_seconds()
        return min(max(seconds, 0.01), _LONGEST_WAIT)

    def _open_line(self, now: float) -> None:
        most = min(self._rules.connections, len(self._waiting) + len(self._lines))
        if not self._waiting or len(self._lines) >= most or now < self._weather.away_until:
            return
        if any(line.is_idle for line in self._lines.values()):
            return
        try:
            line = self._sender.open_line()
        except ServerAway as away:
            self._cloud_over(str(away))
            return
        self._lines[line.fileno()] = line
        self._selector.register(line.fileno(), selectors.EVENT_READ)

    def _feed(self) -> None:
        for line in self._lines.values():
            if line.is_idle:
                mail = self._next_mail()
                if mail is None:
                    return
                line.offer(mail)

    def _next_mail(self) -> Mail | None:
        if not self._waiting or self._order.should_stop() or not self._pace.take():
            return None
        return self._composer.mail_for(self._waiting.popleft())

    def _patience(self, now: float) -> float:
        """Return how long to wait for the lines at most."""
        is_fair = now >= self._weather.away_until
        has_idle = any(line.is_idle for line in self._lines.values())
        if self._is_busy():
            if self._waiting and has_idle:
                return _BETWEEN_PERMITS
            can_open = len(self._lines) < self._rules.connections and bool(self._waiting)
            return 0.0 if can_open and is_fair else _LONGEST_WAIT
        if not self._waiting:
            return min(max(self._claim_at - now, 0.0), _LONGEST_WAIT)
        if self._pace.is_exhausted:
            return _LONGEST_WAIT
        return min(max(self._weather.away_until - now, _BETWEEN_PERMITS), _LONGEST_WAIT)

    def _handle(self, patience: float) -> None:
        """Wait for the lines and settle what they tell."""
        for number, line in self._lines.items():
            mask = selectors.EVENT_READ | (selectors.EVENT_WRITE if line.wants_to_write else 0)
            if self._selector.get_key(number).events != mask:
                self._selector.modify(number, mask)
        told = [
            (key.fd, self._lines[key.fd].advance())
            for key, _mask in self._selector.select(patience)
        ]
        self._settle(told)

    def _settle(self, told: list[tuple[int, list[Event]]]) -> None:
        """Note everything that happened at once; then let the texts go that are on the line now."""
        done: list[Done] = []
        ready: list[tuple[int, Mail]] = []
        for number, events in told:
            closed = next((event for event in events if isinstance(event, Closed)), None)
            for event in events:
                if isinstance(event, Done):
                    done.append(self._judged(event, closed))
                elif isinstance(event, Ready) and closed is None:
                    ready.append((number, event.mail))
            if closed is not None:
                self._forget(number)
                if closed.note:
                    self._cloud_over(closed.note)
        if not done and not ready:
            return
        taken_away = self.ledger.mark(done, [mail for _number, mail in ready])
        for number, mail in ready:
            if mail.recipient in taken_away:
                self._forget(number)
            else:
                self._lines[number].release(mail, self._next_mail())
        if any(each.verdict.outcome is Outcome.SENT for each in done):
            self._clear_up()
        self._order.on_progress(self.ledger.tally)

    def _judged(self, done: Done, closed: Closed | None) -> Done:
        """Return a fate, or a later attempt for a mail at which the server hangs up time and again."""
        if closed is None or not closed.note or done.verdict.outcome is not Outcome.UNTOUCHED:
            return done
        hang_ups = self._weather.hang_ups
        hang_ups[done.mail.recipient] += 1
        if hang_ups[done.mail.recipient] < _MOST_HANG_UPS:
            return done
        del hang_ups[done.mail.recipient]
        return Done(done.mail, Verdict(Outcome.LATER, "lost", closed.note))

    def _cloud_over(self, note: str) -> None:
        """Wait before a line is opened again; tell editors why, where no line is left."""
        weather = self._weather
        weather.failures += 1
        weather.away_until = time.monotonic() + wait_for_server(weather.failures)
        if not self._lines and weather.note != note:
            weather.note = note
            self.ledger.note(self._mailings, note)

    def _clear_up(self) -> None:
        weather = self._weather
        weather.failures, weather.away_until = 0, 0.0
        if weather.note:
            weather.note = ""
            self.ledger.note(self._mailings, "")

    def _forget(self, number: int) -> None:
        self._selector.unregister(number)
        self._lines.pop(number).close()

    def _close_lines(self) -> None:
        for number in list(self._lines):
            self._forget(number)
