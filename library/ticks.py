"""What the worker does for the libraries."""

from core.ticks import tick
from library.monitoring.following import remind_followers
from library.reader.pictures import sweep
from library.services.take_over import take_over_next
from library.text_extraction import read_waiting
from library.text_recognition import read_scans


@tick(seconds=2)
def read_documents() -> None:
    """Read the text of documents that were added or replaced."""
    read_waiting()


@tick(seconds=2)
def recognise_scans() -> None:
    """Read the words of scanned documents, if the machine has the program for it."""
    read_scans()


@tick(seconds=3)
def take_over_files() -> None:
    """Fetch the next file that an editor asked for."""
    take_over_next()


@tick(seconds=600)
def sweep_pictures() -> None:
    """Remove pictures of pages that nobody needs."""
    sweep()


@tick(seconds=3600)
def remind_of_rounds() -> None:
    """Remind members of the dates of the countries that they follow."""
    remind_followers()
