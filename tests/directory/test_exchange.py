"""Organisations go out and come in again: by command, in three formats, whole or not at all."""

import csv
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from core.access import Tier
from core.models import AuditEntry, ImportRun
from directory.exchange import exported_organisations, give
from directory.models import OrganisationPage
from directory.services import save_organisation

pytestmark = pytest.mark.django_db

RECORD = {
    "slug": "invented-house",
    "name": "Invented House",
    "name_en": "Invented House",
    "acronym": "IH",
    "other_names": ["=Old name", "Older; name"],
    "type": "ngo",
    "countries": ["BA", "FR"],
    "city": "Mostar",
    "website": "https://www.example.org/",
    "email": "office@example.org",
    "phone": "+387 36 000 000",
    "founded": 2004,
    "languages": ["en", "fr"],
    "services": ["hotline", "accommodation"],
    "target_groups": ["trafficked-persons"],
    "networks": ["coatnet"],
    "membership": {"status": "member", "since": 2011},
    "summary": "An invented organisation.",
    "description": "It exists\nin tests alone.",
    "as_of": 2026,
    "source": "Invented",
    "locations": [
        {
            "name": "Office",
            "precision": "town",
            "tier": "public",
            "address": "1 Invented Square",
            "town": "Mostar",
            "region": "Herzegovina",
            "country": "BA",
            "latitude": 43.34567,
            "longitude": 17.81234,
        },
        {
            "name": "Invented shelter",
            "precision": "hidden",
            "tier": "public",
            "address": "2 Secret Lane",
            "town": "Nowhere",
            "region": None,
            "country": "BA",
            "latitude": None,
            "longitude": None,
        },
    ],
    "contacts": [
        {
            "kind": "hotline",
            "tier": "public",
            "person": None,
            "phone": "+387 80 000 000",
            "email": None,
            "hours": "day and night",
            "languages": ["en", "fr"],
            "note": None,
        },
        {
            "kind": "referral",
            "tier": "members",
            "person": "Invented Person",
            "phone": "+387 36 111 111",
            "email": "referral@example.org",
            "hours": None,
            "languages": [],
            "note": "- first call, then write",
        },
    ],
}


def write(path, records):
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


def stored(slug="invented-house"):
    return give(
        OrganisationPage.objects.get(slug=slug).get_latest_revision_as_object(), Tier.EDITORS
    )


def test_a_json_record_is_stored_with_every_key_and_stays_a_draft(tmp_path, capsys):
    call_command("import_organisations", write(tmp_path / "one.json", [RECORD]))
    assert stored() == RECORD
    assert OrganisationPage.objects.get(slug="invented-house").live is False
    assert "created: 1" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_an_export_for_editors_imports_to_the_identical_record(tmp_path, form):
    save_organisation(record=RECORD, publish=True)
    path = tmp_path / f"out.{form}"
    call_command(
        "export_organisations", "--format", form, "--output", str(path), "--tier", "editors"
    )
    OrganisationPage.objects.get(slug="invented-house").delete()
    call_command("import_organisations", path)
    assert stored() == RECORD


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
@pytest.mark.parametrize("tier", ["public", "members"])
def test_an_export_for_fewer_eyes_that_comes_back_takes_nothing_away(tmp_path, form, tier):
    save_organisation(record=RECORD, publish=True)
    path = tmp_path / f"out.{form}"
    call_command("export_organisations", "--format", form, "--output", str(path), "--tier", tier)
    call_command("import_organisations", path, "--update")
    assert stored() == RECORD


def test_a_public_export_holds_no_secret(tmp_path):
    save_organisation(record=RECORD, publish=True)
    path = tmp_path / "out.json"
    call_command("export_organisations", "--format", "json", "--output", str(path))
    text = path.read_text()
    for secret in ("Secret Lane", "Invented Person", "111 111", "Invented Square", "43.34567"):
        assert secret not in text
    assert "43.35" in text


def test_a_row_that_is_left_out_at_its_own_tier_goes(tmp_path):
    save_organisation(record=RECORD, publish=True)
    without = {**RECORD, "contacts": [RECORD["contacts"][1]]}
    call_command("import_organisations", write(tmp_path / "one.json", [without]), "--update")
    assert [row["kind"] for row in stored()["contacts"]] == ["referral"]


def test_cells_of_csv_run_no_formula(tmp_path):
    save_organisation(record=RECORD, publish=True)
    path = tmp_path / "out.csv"
    call_command("export_organisations", "--format", "csv", "--output", str(path))
    [row] = csv.DictReader(path.open(newline=""))
    assert row["phone"] == "'+387 36 000 000"
    assert row["other_names"].startswith("'=Old")


def test_a_workbook_has_a_sheet_for_contacts_and_one_for_locations(tmp_path):
    save_organisation(record=RECORD, publish=True)
    path = tmp_path / "out.xlsx"
    call_command("export_organisations", "--format", "xlsx", "--output", str(path))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["records", "locations", "contacts"]
    assert [cell.value for cell in book["contacts"][2]][:3] == [
        "invented-house",
        "hotline",
        "public",
    ]


def test_what_the_site_has_is_left_alone_without_update(tmp_path):
    save_organisation(record=RECORD, publish=True)
    changed = write(tmp_path / "one.json", [{**RECORD, "city": "Sarajevo"}])
    call_command("import_organisations", changed)
    assert stored()["city"] == "Mostar"


def test_a_dry_run_tells_every_difference_and_changes_nothing(tmp_path, capsys):
    save_organisation(record=RECORD, publish=True)
    changed = write(tmp_path / "one.json", [{"slug": "invented-house", "city": "Sarajevo"}])
    call_command("import_organisations", changed, "--update", "--dry-run", "--json")
    [told] = json.loads(capsys.readouterr().out)
    assert told["differences"] == [{"key": "city", "before": "Mostar", "after": "Sarajevo"}]
    assert stored()["city"] == "Mostar"
    assert not ImportRun.objects.exists()


def test_another_column_can_be_the_key(tmp_path):
    save_organisation(record=RECORD, publish=True)
    path = tmp_path / "partners.csv"
    path.write_text("Name;City\nInvented House;Sarajevo\n", encoding="utf-8")
    call_command("import_organisations", path, "--update", "--key", "name")
    assert stored()["city"] == "Sarajevo"
    assert OrganisationPage.objects.filter(title="Invented House").count() == 1


def test_an_import_is_taken_back_by_its_number(tmp_path):
    save_organisation(record=RECORD, publish=True)
    records = [
        {"slug": "invented-house", "city": "Sarajevo", "membership": {"status": "former"}},
        {"slug": "another", "name": "Another"},
    ]
    call_command(
        "import_organisations", write(tmp_path / "two.json", records), "--update", "--publish"
    )
    assert OrganisationPage.objects.get(slug="invented-house").city == "Sarajevo"
    call_command("import_organisations", "--undo", str(ImportRun.objects.get().pk))
    assert stored() == RECORD
    assert OrganisationPage.objects.get(slug="invented-house").city == "Mostar"
    assert not OrganisationPage.objects.filter(slug="another").exists()


def test_taking_back_leaves_what_was_changed_since(tmp_path, capsys):
    call_command("import_organisations", write(tmp_path / "one.json", [RECORD]))
    page = OrganisationPage.objects.get(slug="invented-house")
    save_organisation(record={"city": "Sarajevo"}, page=page)
    with pytest.raises(SystemExit):
        call_command("import_organisations", "--undo", str(ImportRun.objects.get().pk))
    assert stored()["city"] == "Sarajevo"
    assert "changed since" in capsys.readouterr().err


def test_an_unknown_import_cannot_be_taken_back():
    with pytest.raises(CommandError, match="no import 999"):
        call_command("import_organisations", "--undo", "999")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"colour": "red"}, "colour: This key is not known"),
        ({"countries": ["XX"]}, "countries: “XX” is not known here"),
        ({"email": "nobody"}, "email"),
        ({"contacts": [{"kind": "pigeon"}]}, "contacts.1.kind"),
        ({"locations": [{"precision": "exact"}]}, "locations.1.precision"),
        ({"locations": [{"latitude": 95, "precision": "town"}]}, "locations.1.latitude"),
        ({"contacts": "none"}, "contacts: A list of objects is expected"),
    ],
)
def test_a_bad_record_gets_one_line_and_the_others_go_on(tmp_path, capsys, change, sentence):
    path = write(tmp_path / "two.json", [{**RECORD, **change}, {"slug": "b", "name": "B"}])
    with pytest.raises(SystemExit):
        call_command("import_organisations", path)
    errors = capsys.readouterr().err.strip().splitlines()
    assert len(errors) == 1
    assert errors[0].startswith("two.json (record 1): ")
    assert sentence in errors[0]
    assert list(OrganisationPage.objects.values_list("slug", flat=True)) == ["b"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "empty"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "no JSON, CSV or Excel"),
        ("broken.json", b'[{"name": ]', "not valid (line 1)"),
        ("foreign.csv", b"a,b\n1,2\n", "no column is known"),
        ("twice.csv", b"name,name\nA,B\n", "there twice"),
        ("wide.csv", b"name,city\nA,B,C\n", "more cells"),
        ("broken.xlsx", b"PK\x03\x04rubbish", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(tmp_path, capsys, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SystemExit):
        call_command("import_organisations", tmp_path / name)
    [line] = capsys.readouterr().err.strip().splitlines()
    assert line.startswith(name)
    assert sentence in line
    assert not ImportRun.objects.exists()


def test_rows_of_a_sheet_without_their_record_are_told_of(tmp_path, capsys):
    save_organisation(record=RECORD, publish=True)
    path = tmp_path / "out.xlsx"
    call_command("export_organisations", "--format", "xlsx", "--output", str(path))
    book = openpyxl.load_workbook(path)
    book["contacts"].append(["somebody-else", "office"])
    book.save(path)
    with pytest.raises(SystemExit):
        call_command("import_organisations", path, "--update")
    assert "somebody-else" in capsys.readouterr().err


def test_an_export_of_what_is_not_public_is_noted(tmp_path):
    save_organisation(record=RECORD, publish=True)
    for tier in ("public", "members"):
        path = str(tmp_path / f"{tier}.json")
        call_command("export_organisations", "--format", "json", "--output", path, "--tier", tier)
    [line] = AuditEntry.objects.all()
    assert line.details == {
        "records": "organisation",
        "format": "json",
        "tier": "members",
        "count": 1,
    }


def test_drafts_are_exported_only_when_asked_for():
    save_organisation(record=RECORD)
    assert list(exported_organisations(drafts=False, tier=Tier.PUBLIC)) == []
    [record] = exported_organisations(drafts=True, tier=Tier.EDITORS)
    assert record == RECORD
