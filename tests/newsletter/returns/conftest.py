"""A mailing that went out to two readers."""

import pytest
from django.utils import timezone

from tests.newsletter.control.support import mailing, reader, recipient


@pytest.fixture
def sent(db):
    return mailing(state="finished")


@pytest.fixture
def row(sent):
    """Return the row of a reader whose mail may come back."""
    return recipient(sent, reader(1), sent_at=timezone.now())


@pytest.fixture
def other(sent):
    """Return the row of somebody who has nothing to do with it."""
    return recipient(sent, reader(2), sent_at=timezone.now())
