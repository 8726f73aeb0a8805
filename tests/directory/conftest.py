"""What tests of the directory share: an index of their own, people of each tier."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role
from tests.own_index import own_index


@pytest.fixture
def index(settings, tmp_path):
    """Let the site search in an index of this test; gives the function that fills it."""
    with own_index(settings, tmp_path) as rebuild:
        yield rebuild


@pytest.fixture
def member(db):
    """Return a person who reads what members read."""
    person = User.objects.create_user(email="member@example.org")
    person.groups.add(Group.objects.get_or_create(name=Role.MEMBER.value)[0])
    return person
