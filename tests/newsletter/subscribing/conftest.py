"""What tests of subscribing share: the form, readers in every state, the links of mails."""

import pytest
from django.core.cache import cache

from tests.newsletter.readers import make_reader
from tests.newsletter.subscribing.support import answers


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def form(monkeypatch):
    """Return a function that gives the form as a reader fills it in."""
    return lambda **changes: answers(monkeypatch, **changes)


@pytest.fixture
def reader(db):
    """Return an active reader."""
    return make_reader()
