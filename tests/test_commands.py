"""Commands of the interface: each explains itself, and says one sentence on bad input."""

import subprocess
import sys

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import CommandError

from tests.test_docs import OUR_APPS

PROMISED = {
    "load_demo",
    "import_practices",
    "import_case_studies",
    "export_practices",
    "import_organisations",
    "export_organisations",
    "import_library",
    "export_library",
    "rebuild_search",
    "check_search",
    "check_confidentiality",
    "run_worker",
    "backup",
    "restore",
    "create_synthetic_content",
    "import_subscribers",
    "send_newsletters",
    "process_bounces",
}
OWN = sorted(name for name, app in get_commands().items() if app in OUR_APPS)


def test_every_command_of_the_interface_is_there():
    assert set(OWN) >= PROMISED


@pytest.mark.parametrize("name", OWN)
def test_every_command_explains_itself_with_an_example(name):
    command = load_command_class(get_commands()[name], name)
    said = command.create_parser("manage.py", name).format_help()
    assert "Example" in said
    assert name in said.partition("Example")[2]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("import_practices", []),
        ("import_case_studies", []),
        ("import_subscribers", ["--consent", "Invented"]),
        ("restore", []),
    ],
)
def test_a_file_that_is_not_there_is_one_sentence_and_a_failure(name, options, tmp_path, capsys):
    with pytest.raises((CommandError, SystemExit)) as refused:
        call_command(name, str(tmp_path / "nothing.docx"), *options)
    said = f"{refused.value}{capsys.readouterr().err}"
    assert "nothing.docx" in said
    assert "Traceback" not in said


def test_a_reader_that_goes_away_is_no_traceback():
    command = subprocess.Popen(
        [sys.executable, "manage.py", "diffsettings", "--all"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait() == 141
