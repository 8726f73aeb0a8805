"""The audit log: what is written down, by whom it is read, how long it is kept."""

import csv
import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.audit import AuditAction, record
from core.editorial.models import EditorialSettings
from core.editorial.ticks import shorten_audit_log
from core.models import AuditEntry, HomePage, Term

pytestmark = pytest.mark.django_db


def test_a_line_names_person_action_record_and_counts():
    user = User.objects.create_user("reader@example.org")
    term = Term.objects.first()

    record(user=user, action=AuditAction.VIEWED, target=term, details={"tier": "members"})

    entry = AuditEntry.objects.get()
    assert (entry.user, entry.action) == (user, "viewed")
    assert (entry.object_label, entry.object_pk) == ("core.term", str(term.pk))
    assert entry.details == {"tier": "members"}


def test_a_line_can_be_about_no_record_and_nobody():
    entry = record(user=AnonymousUser(), action=AuditAction.EXPORTED, details={"count": 3})
    assert (entry.user, entry.object_label, entry.object_pk) == (None, "", "")


def test_what_is_undone_is_not_logged():
    with pytest.raises(RuntimeError), transaction.atomic():
        record(user=None, action=AuditAction.EXPORTED)
        raise RuntimeError
    assert not AuditEntry.objects.exists()


def test_the_log_stays_when_the_person_is_erased():
    user = User.objects.create_user("leaver@example.org")
    record(user=user, action=AuditAction.EXPORTED)
    user.delete()
    assert AuditEntry.objects.get().user is None


@pytest.fixture
def log():
    """Two lines of two people."""
    first = User.objects.create_user("first@example.org")
    second = User.objects.create_user("second@example.org")
    record(user=first, action=AuditAction.VIEWED, target=HomePage.objects.get(), details={"n": 1})
    record(user=second, action=AuditAction.EXPORTED, details={"=cmd()": 12})
    return SimpleNamespace(first=first, second=second)


def read_log(user, query=""):
    client = Client()
    client.force_login(user)
    return client.get(f"{reverse('audit_log')}{query}")


def test_administrators_read_and_filter_the_log(log):
    chief = User.objects.create_superuser("chief@example.org")
    body = read_log(chief).content.decode()
    assert "first@example.org" in body
    assert HomePage.objects.get().title in body
    filtered = read_log(chief, "?action=exported").context["object_list"]
    assert [entry.user for entry in filtered] == [log.second]


@pytest.mark.parametrize("role", ["Editors", "Members", "Contributors", "Newsletter editors"])
def test_nobody_else_reads_the_log(role):
    user = User.objects.create_user("somebody@example.org")
    user.groups.add(Group.objects.get(name=role))
    assert read_log(user).status_code == 302


def test_administrators_by_role_read_the_log():
    user = User.objects.create_user("somebody@example.org")
    user.groups.add(Group.objects.get(name="Administrators"))
    assert read_log(user).status_code == 200


def test_the_csv_runs_nothing_and_is_itself_logged(log):
    chief = User.objects.create_superuser("chief@example.org")
    lines = b"".join(read_log(chief, "?export=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert [row["person"] for row in rows] == ["second@example.org", "first@example.org"]
    assert rows[0]["details"].startswith("'=")
    assert AuditEntry.objects.first().user == chief
    assert AuditEntry.objects.first().details["what"] == "audit log"


def test_old_lines_are_deleted_after_the_set_time(log):
    settings = EditorialSettings.load()
    settings.keep_audit_months = 6
    settings.save()
    old = timezone.now() - timedelta(days=200)
    AuditEntry.objects.filter(user=log.first).update(at=old)
    shorten_audit_log()
    assert [entry.user for entry in AuditEntry.objects.all()] == [log.second]


def test_the_log_names_no_computer():
    fields = {field.name for field in AuditEntry._meta.concrete_fields}
    assert fields == {"id", "at", "user", "action", "object_label", "object_pk", "details"}
