"""One site with every role, made once a module."""

import pytest
from django.db import transaction

from tests.permissions.support import build_site


@pytest.fixture(scope="module")
def built_site(django_db_setup, django_db_blocker):
    """Hold the site in the database for all tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_site()
        transaction.set_rollback(True)


@pytest.fixture
def site(db, built_site):
    """Return the site; what a test changes is rolled back."""
    return built_site
