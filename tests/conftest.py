"""What every test can ask for; the fixtures of one subject stand in the conftest of its folder."""

import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from core import demonstration
from tests.sites import OwnSite

# Tests that share something expensive run one after another in the same process of pytest-xdist.
SHARED = ("browser", "own_site")


def pytest_collection_modifyitems(config, items):
    """Keep the tests together that share a served site or a migrated one."""
    if not config.pluginmanager.hasplugin("xdist"):
        return
    for item in items:
        for marker in SHARED:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.xdist_group(marker))


def pytest_unconfigure(config):
    """Remove the directory that the test settings made for this process."""
    var_dir = Path(settings.VAR_DIR)
    if var_dir.is_relative_to(tempfile.gettempdir()):
        shutil.rmtree(var_dir, ignore_errors=True)


@pytest.fixture(scope="module")
def demonstration_site(django_db_setup, django_db_blocker):
    """Hold the demonstration in the database for all tests of a module; loading it takes seconds.

    Tests run in savepoints of the transaction that holds it. A module that uses it says so once,
    `pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]`, because
    all its tests see the content.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        demonstration.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def migrated_site(tmp_path_factory):
    """Return a site with its tables and start content; a test works in a `.copy()` of it."""
    site = OwnSite(tmp_path_factory.mktemp("migrated") / "var")
    site.run("migrate", "--verbosity=0")
    return site
