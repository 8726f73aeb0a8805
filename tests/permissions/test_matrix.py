"""Every cell of docs/permissions.toml is tried, and docs/permissions.md shows the same tables."""

import pytest
from django.db import transaction

from tests.permissions import (  # noqa: F401 - register theirs
    library_actions,
    newsletter_actions,
    reader_actions,
    search_actions,
)
from tests.permissions.account_actions import ACTIONS
from tests.permissions.matrix import DOCUMENT, columns, everything, tables_in, tables_of
from tests.permissions.trials import Trial

pytestmark = pytest.mark.one_database
CELLS = [(kind["key"], action) for kind in everything()["objects"] for action in kind["actions"]]


@pytest.fixture(scope="module")
def forms():
    """The fields of forms, asked for once."""
    return {}


def allowed(key, action):
    kind = next(kind for kind in everything()["objects"] if kind["key"] == key)
    roles = kind["actions"][action]
    return set(columns()) if roles == ["everybody"] else set(roles)


@pytest.mark.parametrize(("key", "action"), CELLS, ids=[f"{k}: {a}" for k, a in CELLS])
def test_each_role_can_do_what_the_table_says_and_nothing_else(site, forms, key, action):
    succeeded = set()
    for name in columns():
        with transaction.atomic():
            if ACTIONS[key, action](Trial(site, name, forms), key):
                succeeded.add(name)
            transaction.set_rollback(True)
    assert succeeded == allowed(key, action)


def test_the_table_speaks_of_the_roles_that_exist(site):
    named = {role for key, action in CELLS for role in allowed(key, action)}
    assert named == set(columns()) == set(site.people) - {"superuser"}


def test_the_page_of_the_documentation_shows_the_tables():
    assert tables_in(DOCUMENT.read_text(encoding="utf-8")) == tables_of(everything())
