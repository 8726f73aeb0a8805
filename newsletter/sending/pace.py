"""How fast may be sent: so many mails a second and an hour, shared by all sending processes."""

import time
from datetime import timedelta

from django.utils import timezone

from newsletter.models import NewsletterSettings, Recipient, RecipientState
from newsletter.sending.presence import living

_HOUR = timedelta(hours=1)
_FULL_BATCH = 200


class Pace:
    """Hands out permissions to send."""

    def __init__(self, rules: NewsletterSettings) -> None:
        """Begin with the rules as they are."""
        self._permits = 0.0
        self._filled_at = time.monotonic()
        self._rate = 0.0
        self._left_this_hour: int | None = None
        self.follow(rules)

    def follow(self, rules: NewsletterSettings) -> None:
        """Take over rules that may have changed, and the number of processes that share them."""
        self._rate = rules.per_second / max(living(), 1) if rules.per_second else 0.0
        self._left_this_hour = None
        if rules.per_hour:
            since = timezone.now() - _HOUR
            used = Recipient.objects.filter(sent_at__gt=since).count()
            used += Recipient.objects.filter(state=RecipientState.ON_THE_LINE).count()
            self._left_this_hour = max(rules.per_hour - used, 0) // max(living(), 1)

    @property
    def batch(self) -> int:
        """Return how many rows to claim at once: some seconds' worth."""
        most = _FULL_BATCH if not self._rate else max(int(self._rate * 2), 1)
        return min(most, _FULL_BATCH)

    @property
    def is_exhausted(self) -> bool:
        """Tell whether this hour's mails were sent."""
        return self._left_this_hour == 0

    def take(self) -> bool:
        """Take a permission to send one mail, if there is one."""
        if self._left_this_hour == 0:
            return False
        if self._rate:
            now = time.monotonic()
            self._permits = min(
                self._permits + (now - self._filled_at) * self._rate, max(self._rate / 4, 1.0)
            )
            self._filled_at = now
            if self._permits < 1:
                return False
            self._permits -= 1
        if self._left_this_hour is not None:
            self._left_this_hour -= 1
        return True
