"""The front page of the admin: what waits for editors, and one press for those who speak for an entry."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from core.waiting import MOST_ROWS
from directory.freshness.answering import answer_with_report
from directory.freshness.confirming import withdraw_entry
from directory.freshness.panels import EntriesPanel
from directory.models import (
    AffiliationRole,
    ConfirmationAsk,
    EntryReport,
    OrganisationPage,
    ReportKind,
)
from tests.directory.freshness.support import ago, editor, entry, manager_of, person

pytestmark = pytest.mark.django_db


def aged(title, days, **fields):
    page = entry(title, slug=title.lower().replace(" ", "-"), **fields)
    moment = ago(days, timezone.now())
    OrganisationPage.objects.filter(pk=page.pk).update(confirmed_at=moment, confirmed_how="self")
    page.refresh_from_db()
    return page


def may_enter(user):
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def panel(client, user, name):
    client.force_login(may_enter(user))
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    return soup.select_one(f"#{name}-section")


def lists_of(section):
    return {
        heading.get_text(" ", strip=True): [
            item.a.get_text(strip=True) for item in heading.find_next("ul").select("li") if item.a
        ]
        for heading in section.select("h3")
    }


def test_editors_see_what_wants_looking_after_the_most_pressing_first(client):
    aged("Fresh", 3)
    aged("Due", 190)
    aged("Overdue", 300)
    aged("Leaving", 520)
    withdraw_entry(organisation=aged("Gone", 700))
    orphan = aged("Orphan", 1)
    manager_of(orphan).affiliations.update(until=ago(2).date())
    entry("Never confirmed", slug="never")
    EntryReport.objects.create(organisation=orphan, kind="closed")
    assert lists_of(panel(client, editor(), "directory-entries")) == {
        "Organisations have written 1": ["Orphan"],
        "Leave public view soon 1": ["Leaving"],
        "Overdue 1": ["Overdue"],
        "Left public view for their age 1": ["Gone"],
        "Organisations that nobody speaks for 1": ["Orphan"],
        "To be confirmed 1": ["Due"],
    }


def test_the_editors_panel_asks_the_database_as_often_for_many_entries_as_for_few():
    user = editor()

    def questions():
        with CaptureQueriesContext(connection) as captured:
            EntriesPanel().lists(user)
        return len(captured)

    aged("First", 300)
    questions()  # makes the row of the settings
    few = questions()
    for number in range(MOST_ROWS + 3):
        aged(f"House {number}", 301)
    assert questions() == few <= 8


def test_long_lists_are_cut_and_lead_to_the_listing(client):
    for number in range(MOST_ROWS + 2):
        aged(f"House {number}", 300 + number)
    section = panel(client, editor(), "directory-entries")
    assert f"Overdue {MOST_ROWS}+" in lists_of(section)
    assert section.select_one('a[href$="?ordering=confirmed_at"]')


def test_a_quiet_directory_says_so(client):
    section = panel(client, editor(), "directory-entries")
    assert "Every entry that was confirmed is fresh" in section.get_text()


def test_a_member_sees_neither_panel(client):
    user = person("member@example.org", Role.MEMBER)
    assert panel(client, user, "directory-entries") is None
    assert panel(client, user, "own-entries") is None


def test_a_contributor_confirms_the_own_entry_with_one_press(client):
    page, other = aged("Our house", 200), aged("Other house", 300)
    user = manager_of(page, role=AffiliationRole.CONTRIBUTOR)
    section = panel(client, user, "own-entries")
    assert "Confirmation due" in section.get_text()
    assert "Other house" not in section.get_text()
    form = section.select_one("form")
    data = {field["name"]: field["value"] for field in form.select("input")}
    answer = client.post(form["action"], data)
    assert answer["Location"] == "/admin/"
    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.confirmed_how, page.confirmed_by) == ("self", user)
    assert timezone.now() - page.confirmed_at < timezone.timedelta(minutes=1)
    assert other.confirmed_by is None


def test_an_entry_of_another_organisation_cannot_be_confirmed_by_its_address(client):
    user = manager_of(aged("Our house", 200))
    other = aged("Other house", 300)
    client.force_login(may_enter(user))
    for way in ("self", "editor"):
        client.post(f"/admin/entries/{other.pk}/confirm/", {"how": way})
    other.refresh_from_db()
    assert other.confirmations.count() == 0


def test_a_manager_cannot_pretend_to_be_an_editor(client):
    page = aged("Our house", 200)
    client.force_login(may_enter(manager_of(page)))
    answer = client.post(f"/admin/entries/{page.pk}/confirm/", {"how": "visit"})
    assert answer.status_code == 422
    assert page.confirmations.count() == 0


def test_an_editor_notes_a_call_and_the_history_shows_it(client):
    page = aged("Our house", 200)
    user = may_enter(editor())
    client.force_login(user)
    data = {"how": "phone", "note": "Spoke with the office", "next": "https://elsewhere.example"}
    answer = client.post(f"/admin/entries/{page.pk}/confirm/", data)
    assert not answer["Location"].startswith("https:")
    text = client.get(f"/admin/entries/{page.pk}/confirm/").content.decode()
    assert "Spoke with the office" in text
    assert "By telephone" in text


def test_the_listing_and_the_editor_of_an_entry_offer_the_confirmation(client):
    page = aged("Our house", 200)
    user = editor()
    user.is_superuser = True
    user.save()
    client.force_login(user)
    address = f"/admin/entries/{page.pk}/confirm/"
    assert address in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert address in client.get("/admin/organisations/").content.decode()


def test_reports_are_settled_with_what_was_done_and_only_by_editors(client):
    page = aged("Our house", 200)
    ask = ConfirmationAsk.objects.create(organisation=page, round=1, step="ask", to="a@example.org")
    answer_with_report(ask=ask, kind=ReportKind.CLOSED, text="<b>Moved</b>")
    report = EntryReport.objects.get()
    client.force_login(may_enter(manager_of(page)))
    client.post("/admin/entries/reports/", {"report": report.pk, "outcome": "Nothing"})
    report.refresh_from_db()
    assert report.settled_at is None
    client.force_login(may_enter(editor()))
    text = client.get("/admin/entries/reports/").content.decode()
    assert "Reported closed" in text
    assert "&lt;b&gt;Moved&lt;/b&gt;" in text
    client.post("/admin/entries/reports/", {"report": report.pk, "outcome": " "})
    report.refresh_from_db()
    assert report.settled_at is None
    client.post("/admin/entries/reports/", {"report": report.pk, "outcome": "Called: it is so"})
    report.refresh_from_db()
    assert (report.outcome, report.settled_by.email) == ("Called: it is so", "editor@example.org")
