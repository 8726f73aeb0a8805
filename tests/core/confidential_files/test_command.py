"""`check_confidentiality` tells what it found, goes on past bad files, and prints JSON alone when asked."""

import json

import pytest
from django.core.management import call_command

from tests.core.planted_files import MOBILE, picture_bytes, word_bytes

SENTENCE = f"Call the mediator on {MOBILE} after six."


@pytest.fixture
def batch(tmp_path):
    """A text, a Word file below a directory, a photograph, a damaged file and what a system leaves."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text(f"Hello.\n{SENTENCE}", encoding="utf-8")
    (tmp_path / "clean.txt").write_text("Nothing to find.", encoding="utf-8")
    (tmp_path / "inner" / "b.docx").write_bytes(word_bytes(SENTENCE))
    (tmp_path / "inner" / "c.jpg").write_bytes(picture_bytes())
    (tmp_path / "damaged.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / ".hidden").write_bytes(b"PK\x03\x04")
    return tmp_path


def checked(*arguments):
    """Run the command; return its exit status."""
    try:
        call_command("check_confidentiality", *map(str, arguments))
    except SystemExit as exit:
        return exit.code
    return 0


def test_json_is_all_there_is_on_stdout_and_a_bad_file_is_one_line_on_stderr(batch, capsys):
    assert checked(batch, "--json") == 1
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert [one["source"] for one in answer] == [
        "a.txt",
        "clean.txt",
        "inner/b.docx",
        "inner/c.jpg",
    ]
    assert answer[0]["findings"] == [
        {"kind": "mobile_number", "text": MOBILE, "start": 28, "end": 43, "place": "body"}
    ]
    assert answer[1]["findings"] == []
    [line] = said.err.splitlines()
    assert line.startswith("damaged.docx: the file is damaged")


def test_findings_alone_are_no_failure(batch, capsys):
    assert checked(batch / "a.txt", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["findings"]


def test_people_read_kind_place_and_the_words_around(batch, capsys):
    assert checked(batch / "a.txt", batch / "clean.txt") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "a.txt: 1 found",
        f"  Mobile number (body): Hello. Call the mediator on »{MOBILE}« after six.",
        "clean.txt: nothing found",
    ]


def test_a_file_that_is_not_there_is_one_sentence_and_the_others_are_checked(batch, capsys):
    assert checked(batch / "gone.pdf", batch / "clean.txt") == 1
    said = capsys.readouterr()
    assert said.out == "clean.txt: nothing found\n"
    assert (
        said.err
        == "gone.pdf: the file cannot be opened (No such file or directory); check the path.\n"
    )


def test_an_empty_directory_is_an_empty_list(tmp_path, capsys):
    assert checked(tmp_path, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
