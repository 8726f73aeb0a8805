"""A search index of a test's own, filled from the database of that test."""

from contextlib import contextmanager

from search import outbox, vocabulary
from search.engines.selection import forget_engines


@contextmanager
def own_index(settings, directory):
    """Let the site use an empty index in `directory`; gives the function that fills it from the database."""
    settings.VAR_DIR = directory
    forget_engines()
    vocabulary.forget()
    try:
        yield outbox.rebuild
    finally:
        forget_engines()
        vocabulary.forget()
