"""What the worker does again and again for notes from the countries."""

from core.ticks import tick
from newsletter.contributing.asking import remind_and_close


@tick(seconds=1800)
def care_for_requests() -> None:
    """Remind those who did not answer, and close what is over."""
    remind_and_close()
