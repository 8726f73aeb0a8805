"""The public page of members, the export and the editors' pages of the register."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from accounts.models import User
from accounts.roles import Role
from core.models import AuditEntry
from directory.models import MembershipPeriod, OrganisationPage
from directory.register.years import register_history
from tests.directory.people.support import make_organisation, make_user

pytestmark = pytest.mark.django_db

MEMBERS = "/directory/members/"


def member(name, status="member", since=2012, **options):
    return make_organisation(name, membership={"status": status, "since": since}, **options)


@pytest.fixture
def editor(client):
    user = make_user("editor@editors.example.org")
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(User.objects.get(pk=user.pk))
    return user


def test_the_page_names_members_with_figure_and_table(client):
    member("Invented Lantern", countries=["FR"])
    page = client.get(MEMBERS).text
    for text in ("Invented Lantern", "France", "since 2012", "<svg", "<table", "Source:", "as of"):
        assert text in page


def test_only_public_entries_are_named_and_the_others_are_a_number(client):
    member("Invented Lantern")
    member("Invented Draft", publish=False)
    hidden = member("Invented Private")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    page = client.get(MEMBERS).text
    assert "Invented Draft" not in page
    assert "Invented Private" not in page
    assert "And 2 more that the directory does not list." in page


def test_former_members_are_named_where_they_are_listed(client):
    member("Invented Listed", status="former", since=2013)
    member("Invented Gone", status="former", since=2013, publish=False)
    page = client.get(MEMBERS).text
    assert "Invented Listed" in page
    assert "Invented Gone" not in page
    assert "1 former member that the directory no longer lists." in page


def test_listed_organisations_are_no_members(client):
    make_organisation("Invented House")
    page = client.get(MEMBERS).text
    assert "Invented House" not in page
    assert "The register has no members yet." in page


def test_the_page_sets_no_cookie_and_its_queries_do_not_grow(client, django_assert_max_num_queries):
    for number in range(3):
        member(f"Invented {number}", countries=["FR"])
    client.get(MEMBERS)
    with django_assert_max_num_queries(25):
        answer = client.get(MEMBERS)
    assert not answer.cookies
    for number in range(3, 9):
        member(f"Invented {number}", countries=["FR"])
    with django_assert_max_num_queries(25):
        client.get(MEMBERS)


def test_markup_in_a_name_is_text(client):
    member("<b>Invented</b>")
    assert "<b>Invented" not in client.get(MEMBERS).text


def test_the_export_escapes_what_a_spreadsheet_would_run(client, editor):
    page = member("=HYPERLINK(1)", countries=["FR", "IT"])
    MembershipPeriod.objects.filter(organisation=page).update(note="@SUM(A1)")
    answer = client.get("/admin/membership.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text))
    assert row["organisation"].startswith("'=")
    assert row["note"].startswith("'@")
    assert (row["status"], row["since"], row["until"]) == ("member", "2012", "")
    book = openpyxl.load_workbook(BytesIO(client.get("/admin/membership.xlsx").content))
    values = [str(cell.value) for row in book.active.iter_rows(min_row=2) for cell in row]
    assert not any(value.startswith(("=", "@")) for value in values)
    assert AuditEntry.objects.filter(action="exported", user=editor).count() == 2


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_only_editors_export(client, extension):
    client.force_login(make_user("a@example.org"))
    assert client.get(f"/admin/membership.{extension}").status_code in (302, 403)
    assert not AuditEntry.objects.filter(action="exported").exists()


def test_an_unknown_format_does_not_exist(client, editor):
    assert client.get("/admin/membership.exe").status_code == 404


def test_an_added_period_is_said_by_the_entry(client, editor):
    page = make_organisation("Invented Lantern")
    MembershipPeriod.objects.all().delete()
    answer = client.post(
        "/admin/membership/new/",
        {"organisation": page.pk, "status": "partner", "since": "2020", "until": "", "note": ""},
    )
    assert answer.status_code == 302
    page.refresh_from_db()
    assert (page.membership_status, page.member_since) == ("partner", 2020)
    assert AuditEntry.objects.get(action="membership_changed").user == editor


def test_a_closed_membership_makes_a_former_member(client, editor):
    page = member("Invented Lantern")
    period = page.membership_periods.get()
    form = {"organisation": page.pk, "status": "member", "since": "2012", "note": "Left"}
    client.post(f"/admin/membership/edit/{period.pk}/", form | {"until": "2024"})
    page.refresh_from_db()
    assert (page.membership_status, page.member_since) == ("former", None)
    assert {year.year: year.members for year in register_history(2025).years}[2024] == 1


def test_a_period_taken_out_leaves_a_listed_organisation(client, editor):
    page = member("Invented Lantern")
    period = page.membership_periods.get()
    client.post(f"/admin/membership/delete/{period.pk}/")
    page.refresh_from_db()
    assert page.membership_status == "listed"


def test_two_open_periods_and_backward_years_are_refused(client, editor):
    page = member("Invented Lantern")
    form = {"organisation": page.pk, "status": "partner", "note": ""}
    for data in ({"since": "2020", "until": ""}, {"since": "2020", "until": "2010"}):
        answer = client.post("/admin/membership/new/", form | data)
        assert answer.status_code == 200
    assert MembershipPeriod.objects.count() == 1
    assert OrganisationPage.objects.get().membership_status == "member"


def test_the_register_is_listed_and_searched(client, editor):
    member("Invented Lantern")
    member("Invented Bridge")
    assert "Invented Bridge" in client.get("/admin/membership/").text
    found = client.get("/admin/membership/?q=lantern").text
    assert "Invented Lantern" in found
    assert "Invented Bridge" not in found
