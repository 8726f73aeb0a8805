"""Whether a worker is at work: the question that services ask before they leave work to it."""

from core.models import Heartbeat


def worker_is_running() -> bool:
    """Tell whether a worker has been seen in the last fifteen seconds (one query)."""
    return Heartbeat.worker_is_running()
