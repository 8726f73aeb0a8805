"""The list as CSV and Excel: for members, filtered, in order, nothing that a spreadsheet would run."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from core.models import AuditEntry
from tests.directory.support import SECRETS, contacts_of_every_tier, organisation, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(index):
    organisation("Alpha", "RO", terms=["hotline"], days=3, contacts=contacts_of_every_tier())
    organisation("=cmd|' /C calc'!A0", "RO", acronym="+1", city="@town")
    organisation("Elsewhere", "FR")
    index()


def rows(answer):
    return list(csv.DictReader(StringIO(text(answer).lstrip("\ufeff"))))


def test_everybody_else_is_shown_how_to_get_there(client, entries):
    for extension in ("csv", "xlsx"):
        answer = client.get(f"/directory/export.{extension}?country=RO&q=x")
        assert answer.status_code == 403
        assert "Only members can download the list" in text(answer)
        assert f"next=/directory/export.{extension}%3Fcountry%3DRO" in text(answer)
    assert not AuditEntry.objects.exists()


def test_a_member_gets_the_filtered_list_with_the_contacts_of_members(client, entries, member):
    client.force_login(member)
    answer = client.get("/directory/export.csv?country=RO&page-size=1")
    found = rows(answer)
    assert [row["name"] for row in found] == ["Alpha", "'=cmd|' /C calc'!A0"]
    assert SECRETS["members"] in found[0]["contacts"]
    assert SECRETS["editors"] not in found[0]["contacts"]
    assert (found[1]["acronym"], found[1]["seat"]) == ("'+1", "'@town")
    assert found[0]["countries"] == "Romania"
    assert found[0]["services"] == "Hotline"
    assert found[0]["confirmed_how"] == "By telephone"
    assert found[0]["url"].startswith("http://testserver/directory/")
    assert "no-store" in answer["Cache-Control"]


def test_excel_holds_the_same_rows(client, entries, member):
    client.force_login(member)
    book = load_workbook(BytesIO(client.get("/directory/export.xlsx?country=RO").content))
    table = list(book.active.values)
    assert [row[0] for row in table] == ["name", "Alpha", "'=cmd|' /C calc'!A0"]


def test_a_download_is_noted_by_its_size_and_never_by_its_question(client, entries, member):
    client.force_login(member)
    client.get("/directory/export.csv?country=RO&q=alpha")
    noted = AuditEntry.objects.get()
    assert noted.details == {"format": "csv", "count": 1, "tier": "members"}


def test_a_question_without_sense_is_told_and_gives_no_file(client, entries, member):
    client.force_login(member)
    answer = client.get("/directory/export.csv?q=%22")
    assert answer.status_code == 400
    assert "There is no word in the search" in text(answer)


def test_without_the_engine_there_is_no_download(client, index, member):
    client.force_login(member)
    assert client.get("/directory/export.csv").status_code == 503
