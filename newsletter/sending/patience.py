"""A database that is locked or away is waited for: what is known must be written, and nothing goes on before it is."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

#: After this a process gives up; what it had on the line is found out by the next one.
SECONDS = 600.0
_BETWEEN_TRIES = 0.2


def patiently(call: Callable[[], Result]) -> Result:
    """Return what a call returns, made again while the database does not answer. The call may be made twice."""
    ends_at = time.monotonic() + SECONDS
    while True:
        try:
            return call()
        except OperationalError:
            if connection.in_atomic_block or time.monotonic() > ends_at:
                raise
            logger.warning("The database did not answer; the newsletter waits for it.")
            connection.close_if_unusable_or_obsolete()
            time.sleep(_BETWEEN_TRIES)
