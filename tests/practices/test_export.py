import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.access import Tier
from practices.exporting import exported_practices, write_csv, write_docx, write_json, write_xlsx
from practices.forms.exact.layout import PRACTICE_LAYOUT
from practices.forms.writing import TooLongForExcel
from practices.importing import apply_planned, plan_import
from practices.json_records import practice_record
from practices.models import PracticePage
from practices.services import save_practice
from tests.practices.records import PRACTICES, in_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def charts():
    return [save_practice(record=record, publish=True) for record in PRACTICES[:3]]


def test_json_is_a_list_of_records_with_the_keys_of_the_demonstration(charts):
    stream = io.StringIO()
    write_json(exported_practices(), stream)
    assert json.loads(stream.getvalue()) == [in_order(record) for record in PRACTICES[:3]]


def test_json_of_an_empty_site_is_an_empty_list():
    stream = io.StringIO()
    write_json(exported_practices(), stream)
    assert json.loads(stream.getvalue()) == []


@pytest.mark.parametrize(
    ("write", "name"), [(write_docx, "charts.zip"), (write_docx, "forms"), (write_xlsx, "c.xlsx")]
)
def test_what_is_exported_comes_back_the_same(write, name, charts, tmp_path):
    before = [practice_record(page) for page in charts]
    write(exported_practices(), tmp_path / name)
    for page in charts:
        page.delete()
    for planned in plan_import([tmp_path / name]):
        apply_planned(planned)
    after = [practice_record(page) for page in PracticePage.objects.order_by("number")]
    assert after == before


def test_csv_cells_are_never_formulas():
    save_practice(
        record={
            **PRACTICES[0],
            "name": "=1+1",
            "area": "@home",
            "background": "<ul><li>a</li></ul>",
        },
        publish=True,
    )
    stream = io.StringIO()
    write_csv(exported_practices(), stream)
    head, row = csv.reader(io.StringIO(stream.getvalue()))
    cells = dict(zip(head, row, strict=True))
    assert cells[PRACTICE_LAYOUT.label("name", "en")] == "'=1+1"
    assert cells[PRACTICE_LAYOUT.label("area", "en")] == "'@home"
    assert cells[PRACTICE_LAYOUT.label("background", "en")] == "• a"


def test_drafts_are_exported_only_when_asked_for():
    save_practice(record=PRACTICES[0])
    assert not exported_practices().exists()
    stream = io.StringIO()
    write_json(exported_practices(drafts=True), stream)
    assert json.loads(stream.getvalue()) == [in_order(PRACTICES[0])]


def test_contacts_of_members_are_exported_only_for_members():
    contacts = [{"kind": "email", "value": "office@example.org", "tier": "members"}]
    save_practice(record={**PRACTICES[0], "contacts": contacts}, publish=True)
    for tier, is_in in ((Tier.PUBLIC, False), (Tier.MEMBERS, True)):
        stream = io.StringIO()
        write_json(exported_practices(), stream, tier)
        assert ("office@example.org" in stream.getvalue()) == is_in


def test_a_text_longer_than_a_cell_is_refused_and_not_cut(tmp_path):
    save_practice(record={**PRACTICES[0], "results": f"<p>{'x' * 40_000}</p>"}, publish=True)
    with pytest.raises(TooLongForExcel, match="Results"):
        write_xlsx(exported_practices(), tmp_path / "charts.xlsx")
    assert not (tmp_path / "charts.xlsx").exists()


def test_the_command_writes_to_stdout_and_filters(charts, capsys):
    call_command("export_practices", format="json", output="-", category="B")
    assert [record["slug"] for record in json.loads(capsys.readouterr().out)] == ["acse-network"]
    call_command("export_practices", format="json", output="-", country="ba")
    assert [record["slug"] for record in json.loads(capsys.readouterr().out)] == [
        "outreach-rural-herzegovina"
    ]


def test_a_form_to_stdout_or_a_path_that_cannot_be_written_is_one_clear_sentence(tmp_path):
    with pytest.raises(CommandError, match="A file is needed for docx"):
        call_command("export_practices", format="docx", output="-")
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("export_practices", format="json", output=str(tmp_path / "no" / "x.json"))
