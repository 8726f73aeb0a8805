"""What tests of joining share: the form, an application on its way, an editor."""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache

from accounts.models import User
from accounts.roles import Role
from directory.models import Application
from tests.directory.joining.support import answers
from tests.directory.people.support import deliver, link_in, make_user


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def form(monkeypatch):
    """Return a function that gives the answers of an applicant."""
    return lambda **changes: answers(monkeypatch, **changes)


@pytest.fixture
def confirm_link(client, form, mailoutbox):
    """Send an application; return the link of the mail that confirms it."""
    client.post("/directory/join/", form())
    (mail,) = deliver(mailoutbox)
    return link_in(mail)


@pytest.fixture
def application(client, confirm_link, mailoutbox):
    """Return an application that waits for the editors."""
    client.post(confirm_link, {"action": "confirm"})
    deliver(mailoutbox)
    return Application.objects.get()


@pytest.fixture
def editor():
    user = make_user("editor@editors.example.org", "Invented Editor")
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    return User.objects.get(pk=user.pk)
