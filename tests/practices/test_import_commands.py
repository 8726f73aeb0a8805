import json
import zipfile

import pytest
from django.core.management import call_command

from practices.models import CaseStudyPage, PracticePage
from practices.services import save_practice
from tests.practices.paper_forms import case_form, practice_form
from tests.practices.records import PRACTICES

pytestmark = pytest.mark.django_db

# The keys of `import_practices --dry-run --json`, in the words of the interface.
KEYS = """source chart_no countries organisations name category typology_text typologies period_start
period_end area_text background target_groups objectives activities methods tools resources results
strengths innovation challenges learning transferability mainstreaming contact unrecognised warnings"""


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "night.docx"
    path.write_bytes(practice_form())
    return path


def run(capsys, *arguments, **options):
    """Run a command; return exit status, stdout and stderr."""
    status = 0
    try:
        call_command(*map(str, arguments), **options)
    except SystemExit as error:
        status = error.code
    out, err = capsys.readouterr()
    return status, out, err


def test_charts_become_drafts_with_a_report_at_the_end(form, capsys):
    status, out, err = run(capsys, "import_practices", form)
    assert status == 0
    assert out.splitlines()[0] == "night.docx: “Night bus” was created (night-bus)."
    assert out.splitlines()[-1] == "created: 1, updated: 0, unchanged: 0, skipped: 0, failed: 0"
    assert err == ""
    assert not PracticePage.objects.get().live


def test_publish_publishes(form, capsys):
    run(capsys, "import_practices", form, "--publish")
    assert PracticePage.objects.get().live


def test_a_dry_run_prints_json_alone_and_changes_nothing(form, capsys):
    status, out, err = run(capsys, "import_practices", form, "--dry-run", "--json")
    [printed] = json.loads(out)
    assert set(KEYS.split()) <= printed.keys()
    assert printed["source"] == "night.docx"
    assert printed["contact"]["emails"] == ["office@example.org"]
    assert printed["unrecognised"][0]["label"] == "Weather"
    assert {"field", "code", "message"} == printed["warnings"][0].keys()
    assert (status, err) == (0, "")
    assert not PracticePage.objects.exists()


def test_a_bad_file_gets_one_line_and_the_others_go_on(tmp_path, form, capsys):
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "picture.docx").write_bytes(b"\x89PNG and more")
    status, out, err = run(capsys, "import_practices", tmp_path)
    assert status == 1
    assert [line.split(":")[0] for line in err.splitlines()] == ["empty.docx", "picture.docx"]
    assert "created: 1" in out and "failed: 2" in out
    assert PracticePage.objects.count() == 1


def test_a_bad_record_gets_one_line_and_the_others_go_on(tmp_path, capsys):
    path = tmp_path / "charts.json"
    path.write_text(json.dumps([{**PRACTICES[0], "topics": ["weather"]}, PRACTICES[1]]))
    status, out, err = run(capsys, "import_practices", path, "--json")
    assert status == 1
    assert err == "charts.json (record 1): topics: “weather” is not known here.\n"
    assert [row["status"] for row in json.loads(out)] == ["failed", "created"]


def test_a_zip_of_forms_and_records_is_imported_member_by_member(tmp_path, capsys):
    path = tmp_path / "forms.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/one.docx", practice_form(number=1))
        archive.writestr("two.json", json.dumps(PRACTICES[:2]))
        archive.writestr("bad.docx", b"nothing")
    status, _out, err = run(capsys, "import_practices", path)
    assert status == 1
    assert err.startswith("bad.docx: ")
    assert PracticePage.objects.count() == 3


def test_what_the_site_has_is_skipped_with_a_line(form, capsys):
    run(capsys, "import_practices", form)
    status, out, _err = run(capsys, "import_practices", form)
    assert status == 0
    assert "night.docx: the site has it as “night-bus”; it was skipped" in out
    assert PracticePage.objects.count() == 1


def test_update_shows_the_difference_field_by_field(form, capsys):
    run(capsys, "import_practices", form)
    form.write_bytes(practice_form(name="Day bus"))
    _status, out, _err = run(capsys, "import_practices", form, "--update")
    lines = out.splitlines()
    assert lines[0] == "night.docx: “night-bus” was revised."
    at = lines.index("  name:")
    assert lines[at + 1 : at + 3] == ["    -Night bus", "    +Day bus"]


def test_case_studies_have_a_command_of_their_own(tmp_path, capsys):
    path = tmp_path / "case.docx"
    path.write_bytes(case_form())
    status, out, _err = run(capsys, "import_case_studies", path, "--dry-run", "--json")
    [printed] = json.loads(out)
    assert status == 0
    assert {"organisation", "country", *(f"q{n}" for n in range(1, 13))} <= printed.keys()
    assert {"gender", "age_group", "exploitation", "recruitment", "proposed", "other"} == printed[
        "q2"
    ].keys()
    assert run(capsys, "import_case_studies", path)[0] == 0
    assert CaseStudyPage.objects.count() == 1


def test_the_wrong_form_is_named(tmp_path, capsys):
    path = tmp_path / "case.docx"
    path.write_bytes(case_form())
    status, _out, err = run(capsys, "import_practices", path)
    assert status == 1
    assert err.startswith("case.docx: it is a case study form")


def test_a_path_that_does_not_exist_is_one_clear_line_and_the_others_go_on(tmp_path, form, capsys):
    status, out, err = run(capsys, "import_practices", tmp_path / "nothing.docx", form)
    assert status == 1
    assert err.startswith("nothing.docx: the file cannot be opened (No such file or directory)")
    assert "created: 1" in out


@pytest.mark.parametrize("command", ["import_practices", "import_case_studies", "export_practices"])
def test_help_shows_an_example(command, capsys):
    with pytest.raises(SystemExit):
        call_command(command, "--help")
    assert f"Example: manage.py {command} " in capsys.readouterr().out


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "json"])
def test_drafts_private_and_deleted_charts_are_in_no_export(form, tmp_path, capsys):
    from wagtail.models import PageViewRestriction

    save_practice(record={**PRACTICES[0], "name": "The public one"}, publish=True)
    save_practice(record={**PRACTICES[1], "name": "The draft one"})
    private = save_practice(record={**PRACTICES[2], "name": "The private one"}, publish=True)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    save_practice(record={**PRACTICES[3], "name": "The deleted one"}, publish=True).delete()
    path = tmp_path / f"charts.{'zip' if form == 'docx' else form}"
    run(capsys, "export_practices", "--format", form, "--output", path)
    emptied_out = path.read_bytes()
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(path) as archive:
            members = [archive.read(name) for name in archive.namelist()]
        emptied_out = b"".join(members) if form == "xlsx" else b"".join(map(document, members))
    assert b"The public one" in emptied_out
    for name in (b"The draft one", b"The private one", b"The deleted one"):
        assert name not in emptied_out


def document(form):
    import io

    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        return archive.read("word/document.xml")
