"""Policies and publications go out and come in again, in every format."""

import json

import pytest
from django.core.management import call_command

from core.models import ImportRun
from library.exchange import exported_library
from library.json_records import library_record
from library.models import LibraryRecord
from library.services import save_record
from tests.library.test_records import POLICY, PUBLICATION

pytestmark = pytest.mark.django_db
BODIES = {
    **PUBLICATION,
    "record": "publication",
    "slug": "work-of-bodies",
    "authors": [
        {"name": "Doe, Jane", "is_corporate": False},
        {"name": "Invented Council", "is_corporate": True},
    ],
}
BOTH = [{**POLICY, "record": "policy"}, {**PUBLICATION, "record": "publication"}]


def write(path, records):
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


def stored():
    pages = LibraryRecord.objects.order_by("slug")
    return [library_record(page.specific.get_latest_revision_as_object()) for page in pages]


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "ris", "bib"])
def test_an_export_imports_to_the_identical_records(tmp_path, form):
    for record in [*BOTH, BODIES]:
        save_record(record=record, publish=True)
    path = tmp_path / f"out.{form}"
    call_command("export_library", "--format", form, "--output", str(path))
    for page in LibraryRecord.objects.all():
        page.specific.delete()
    call_command("import_library", path)
    assert stored() == [*BOTH, BODIES]
    assert not LibraryRecord.objects.filter(live=True).exists()


def test_an_update_shows_the_difference_and_is_taken_back(tmp_path, capsys):
    for record in BOTH:
        save_record(record=record, publish=True)
    path = write(tmp_path / "one.json", [{"slug": "invented-study", "year": 2012}])
    call_command("import_library", path, "--update", "--publish")
    assert "-2011" in capsys.readouterr().out
    assert stored()[1]["year"] == 2012
    call_command("import_library", "--undo", str(ImportRun.objects.get().pk))
    assert stored() == BOTH


def test_a_record_that_does_not_say_what_it_is_gets_one_line(tmp_path, capsys):
    path = write(tmp_path / "two.json", [{"title": "What am I?"}, BOTH[1]])
    with pytest.raises(SystemExit):
        call_command("import_library", path)
    assert "policy or publication" in capsys.readouterr().err
    assert LibraryRecord.objects.count() == 1


def test_drafts_are_exported_only_when_asked_for():
    save_record(record=BOTH[0])
    assert list(exported_library(drafts=False)) == []
    assert [record["slug"] for record in exported_library(drafts=True)] == ["invented-convention"]


def test_references_of_others_come_in_once_and_what_has_no_place_is_told(tmp_path, capsys):
    path = tmp_path / "references.bib"
    path.write_text("@book{one, title={One}, author={{UN}}, month=may}\n", encoding="utf-8")
    call_command("import_library", path)
    said = capsys.readouterr().out
    assert "“One” was created (one)" in said and "“may” (month) has no place here" in said
    call_command("import_library", path, "--update")
    assert "says the same already" in capsys.readouterr().out


def test_an_edition_that_was_a_file_alone_does_not_keep_its_work_out(tmp_path):
    editions = [{"language": "fr", "title": "A file", "url": None}]
    path = write(tmp_path / "one.json", [{**BODIES, "editions": editions}])
    call_command("import_library", path)
    assert stored()[0]["editions"] == []
