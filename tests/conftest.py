"""What every test can ask for; the fixtures of one subject stand in the conftest of its folder."""

import gc
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from core import languages
from search import vocabulary
from search.engines.selection import forget_engines, get_engine
from tests.own_index import own_index
from tests.sites import OwnSite
from tests.snapshots import snapshots_in

# Tests that share something expensive run one after another in the same process of pytest-xdist.
SHARED = ("browser", "own_site", "own_cluster")
LONG = {"browser": 0}
# What a test asks for that talks to the database.
DATABASE = {"db", "transactional_db", "demonstration_site"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what talks to the database; keep tests together that share a served site or a migrated one."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames):
            item.add_marker("database")
    if not config.pluginmanager.hasplugin("xdist"):
        return
    for item in items:
        group = group_of(item)
        if group:
            item.add_marker(pytest.mark.xdist_group(group))
    # What takes long begins first, so that no process is left with it at the end; the others keep
    # their order, in which those that empty the database come last.
    items.sort(key=lambda item: LONG.get(group_of(item), 1 if group_of(item) else 2))


def group_of(item):
    """Return the name of what a test shares with others, if it does."""
    for marker in SHARED:
        if item.get_closest_marker(marker):
            return marker
    shares = {"demonstration_site", "built_site"} & set(item.fixturenames)
    return str(item.path.relative_to(item.config.rootpath)) if shares else None


def pytest_make_parametrize_id(val, argname):
    """Name files after their parameter: archives differ from second to second, and all processes must agree."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish():
    """Spare the collector of garbage what stays for the whole run, and rounds: a fifth of the time of migrations."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_sessionfinish(session):
    """Drop what the processes of this run shared, in the one that began it."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    with session.config.stash[blocking_manager_key].unblock():
        snapshots_in(session.config._tmp_path_factory.getbasetemp()).throw_away_shared()


def pytest_unconfigure(config):
    """Remove the directory that the test settings made for this process."""
    var_dir = Path(settings.VAR_DIR)
    if var_dir.is_relative_to(tempfile.gettempdir()):
        shutil.rmtree(var_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory, request):
    """Return the databases that the processes of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return snapshots_in(folder.parent if hasattr(request.config, "workerinput") else folder)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, snapshots, django_db_blocker
):
    """Let the database of the tests begin with the tables that one process of the run has made."""
    with django_db_blocker.unblock():
        snapshots.begin_with_tables()


@pytest.fixture(scope="session")
def django_db_setup(snapshots, django_db_setup, django_db_blocker):
    """Throw away, with the database of the tests, what was made beside it."""
    yield
    with django_db_blocker.unblock():
        snapshots.throw_away()


@pytest.fixture(scope="module")
def demonstration_site(django_db_setup, django_db_blocker, snapshots):
    """Hold the demonstration in the database for all tests of a module; loading it takes seconds.

    A module that uses it says so once,
    `pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]`, because
    all its tests see the content.
    """
    with django_db_blocker.unblock(), snapshots.demonstration():
        yield


@pytest.fixture
def demonstration_index(db, demonstration_site, settings, tmp_path, snapshots):
    """Let the site search in an index of the demonstration as it was loaded; gives the function that fills it anew.

    It is built once a run, so what a test changes before it asks for this fixture is not in it.
    """
    with own_index(settings, tmp_path) as rebuild:
        snapshots.fill_index(tmp_path / "search", rebuild)
        yield rebuild


@pytest.fixture(scope="session")
def migrated_site(tmp_path_factory, snapshots, django_db_setup):
    """Return a site with its tables and start content; a test works in a `.copy()` of it.

    The tables are those of the tests' own database, which some process of the run has made before.
    """
    site = OwnSite(tmp_path_factory.mktemp("migrated") / "var")
    snapshots.give_tables(site.var_dir)
    site.run("migrate", "--verbosity=0")
    return site


@pytest.fixture(autouse=True)
def english_alone():
    """Let a test begin with a site in one language, whatever page an earlier one read, and no query for more."""
    languages.remember([])
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def site_engine(settings, tmp_path):
    """Return the engine that the site uses during this test, with an empty index."""
    settings.VAR_DIR = tmp_path
    forget_engines()
    vocabulary.forget()
    engine = get_engine()
    with engine.writing():
        pass
    yield engine
    forget_engines()
    vocabulary.forget()
