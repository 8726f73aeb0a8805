"""The background worker sends what is due, in a thread of its own: a long issue must not keep other work waiting."""

import logging
import threading

from django.db import connection

from core.ticks import tick
from newsletter.delivery import is_something_due, send_due

logger = logging.getLogger(__name__)

EVERY_SECONDS = 5
#: What is sent within this time is sent when the tick returns; the rest goes on beside it.
_WAIT_SECONDS = 2.0
_threads: list[threading.Thread] = []


@tick(seconds=EVERY_SECONDS)
def send_newsletters() -> None:
    """Begin to send what is due, unless that is under way."""
    _threads[:] = [thread for thread in _threads if thread.is_alive()]
    if _threads or not is_something_due():
        return
    if connection.in_atomic_block:
        # Another thread would see nothing of what this transaction wrote.
        send_due()
        return
    thread = threading.Thread(target=_send, name="newsletter")
    _threads.append(thread)
    thread.start()
    thread.join(_WAIT_SECONDS)


def _send() -> None:
    try:
        send_due(stop=_process_ends)
    except Exception:
        # The boundary of the thread: the next tick begins anew, and takes over what this one held.
        logger.exception("Sending the newsletter failed; it is tried again in %s s.", EVERY_SECONDS)
    finally:
        connection.close()


def _process_ends() -> bool:
    # The interpreter waits for this thread, after the main one has ended.
    return not threading.main_thread().is_alive()
