"""Which sending processes live, and what becomes of the mails that a dead one held.

A process holds a lock of the operating system on a file of its own. The lock dies with the process, however that ends,
so another process on the same machine takes over at once. Processes elsewhere are taken for dead when they have not
beaten for a while.
"""

import fcntl
import os
import socket
from datetime import timedelta
from pathlib import Path
from typing import IO, Self
from uuid import uuid4

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.models import (
    Mailing,
    MailingState,
    NewsletterSettings,
    Recipient,
    RecipientState,
    SendingWorker,
    WhenUnsure,
)

BEAT_SECONDS = 10
DEAD_AFTER = timedelta(minutes=2)
HELD = (RecipientState.CLAIMED, RecipientState.ON_THE_LINE)


class Presence:
    """One sending process, from the first claim to the last."""

    def __init__(self) -> None:
        """Take the lock, then tell of it."""
        key = uuid4()
        self._path = _lock_path(key.hex)
        self._file: IO[bytes] = self._path.open("wb")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.row = SendingWorker.objects.create(
            key=key, host=socket.gethostname()[:250], process=os.getpid()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        # Whoever leaves with mails on the line leaves the row: what they are is found out by the next.
        if not Recipient.objects.filter(worker=self.row, state__in=HELD).exists():
            SendingWorker.objects.filter(pk=self.row.pk).delete()
            self._path.unlink(missing_ok=True)
        self._file.close()

    def beat(self) -> bool:
        """Tell other machines that this process lives; return False when they took it for dead."""
        return bool(SendingWorker.objects.filter(pk=self.row.pk).update(beat_at=timezone.now()))

    def return_from_the_dead(self) -> int:
        """Take part again after others took this process for dead; return its new number."""
        self.row.pk = None
        self.row.beat_at = timezone.now()
        self.row.save(force_insert=True)
        return self.row.pk


def take_over_from_the_dead() -> int:
    """Free what dead processes had claimed, settle what they had on the line; return how many rows that were."""
    freed = _settle(Q(worker=None))
    for worker in SendingWorker.objects.all():
        if is_alive(worker):
            continue
        freed += _settle(Q(worker=worker))
        SendingWorker.objects.filter(pk=worker.pk).delete()
        _lock_path(worker.key.hex).unlink(missing_ok=True)
    return freed


def is_alive(worker: SendingWorker) -> bool:
    """Tell whether a sending process lives, as far as this machine can know."""
    if worker.beat_at < timezone.now() - DEAD_AFTER:
        return False
    path = _lock_path(worker.key.hex)
    # A machine of the same name need not be the same machine: the file proves it.
    return worker.host != socket.gethostname()[:250] or not path.exists() or _is_locked(path)


def living() -> int:
    """Return how many sending processes live."""
    return sum(is_alive(worker) for worker in SendingWorker.objects.all())


def _settle(whose: Q) -> int:
    # Finished mailings have most of the rows and none that is held.
    unfinished = Mailing.objects.exclude(state=MailingState.FINISHED).values("pk")
    rows = Recipient.objects.filter(whose, mailing__in=unfinished)
    claimed = rows.filter(state=RecipientState.CLAIMED).update(
        state=RecipientState.QUEUED, worker=None
    )
    on_the_line = rows.filter(state=RecipientState.ON_THE_LINE)
    if NewsletterSettings.load().when_unsure == WhenUnsure.REPEAT:
        return claimed + on_the_line.update(state=RecipientState.QUEUED, worker=None)
    return claimed + on_the_line.update(
        state=RecipientState.UNSURE,
        worker=None,
        reason_code="killed",
        reason=_("The sending process ended before the server's answer was noted."),
    )


def _lock_path(key: str) -> Path:
    folder = Path(settings.VAR_DIR) / "newsletter-senders"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{key}.lock"


def _is_locked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False
