"""An organisation with its manager, and no attempts counted yet."""

import pytest
from django.core.cache import cache

from tests.directory.people.support import make_manager, make_organisation


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def house():
    return make_organisation("Invented House")


@pytest.fixture
def manager(house):
    return make_manager(house)
