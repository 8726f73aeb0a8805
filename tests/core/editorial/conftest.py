"""A chart of an organisation, its contributor, and editors; detectors that find what a test plants."""

import re
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from core.anonymity import Finding
from core.editorial import detection, mails
from core.models import Country
from directory.models import AffiliationRole
from directory.services.affiliations import begin_affiliation
from practices.models import PracticeIndexPage, PracticeOrganisation, PracticePage
from tests.practices.admin_support import organisation

MOBILE = "+39 333 000 1234"
NAME = "Anna Invented"
PATTERNS = {
    "mobile_number": re.compile(r"\+39 3\d\d \d{3} ?\d{4}"),
    "person_name": re.compile(r"[Aa]nna [Ii]nvented"),
    "street_address": re.compile(r"Via Inventata \d+"),
}


def find_planted(text, *, place="body", language=""):
    """Find what the tests plant, so that they do not depend on what the detectors know."""
    return sorted(
        (
            Finding(kind, match.group(), match.start(), match.end(), place)
            for kind, pattern in PATTERNS.items()
            for match in pattern.finditer(text)
        ),
        key=lambda finding: finding.start,
    )


@pytest.fixture
def planted_detectors(monkeypatch):
    """Let the check find the planted words alone."""
    for module in (detection, mails):
        monkeypatch.setattr(module, "find_in_text", find_planted)


@dataclass
class People:
    """Who takes part."""

    contributor: User
    editor: User
    second_editor: User
    organisation: object


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def editor(email):
    user = User.objects.create_user(email, "a-password")
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    return user


@pytest.fixture
def people(db):
    """A contributor of an organisation and two editors."""
    entry = organisation("Open Door Invented")
    contributor = User.objects.create_user("contributor@example.org", "a-password")
    begin_affiliation(
        user=contributor, organisation=entry, role=AffiliationRole.CONTRIBUTOR, by=None
    )
    return People(contributor, editor("editor@example.org"), editor("second@example.org"), entry)


def draft(people, background="<p>A quiet text.</p>", *, author=None, **fields):
    """Return a complete chart that `author`, the contributor if not told, has saved as a draft."""
    author = author or people.contributor
    page = PracticePage(
        title="Village visits",
        category="A",
        background=background,
        live=False,
        owner=author,
        **fields,
    )
    page.countries = [Country.objects.get(pk="FR")]
    page.organisation_rows = [PracticeOrganisation(organisation=people.organisation, sort_order=0)]
    PracticeIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=author)
    return PracticePage.objects.get(pk=page.pk)


def rewrite(page, author, **fields):
    """Save a new version of the page."""
    newest = PracticePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(newest, name, value)
    newest.save_revision(user=author)
    return PracticePage.objects.get(pk=page.pk)


def submit(page, user):
    """Submit the newest version; return the page and the step at which it stands."""
    page = PracticePage.objects.get(pk=page.pk)
    page.get_workflow().start(page, user)
    return now(page)


def now(page):
    """Return the page as it is now, its step and the name of that step's type."""
    page = PracticePage.objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    name = type(state.task.specific).__name__ if state is not None else ""
    return SimpleNamespace(page=page, state=state, step=name)


@pytest.fixture
def commits_at_once(monkeypatch):
    """Do at once what waits for the commit, which a test in a transaction never sees."""
    monkeypatch.setattr(transaction, "on_commit", lambda function, **options: function())
