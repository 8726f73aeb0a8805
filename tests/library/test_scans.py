"""Scans: their words are read by machine where the program is installed, and are told from a text layer."""

from dataclasses import replace
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from library.extraction import ocr
from library.extraction.limits import ReadingLimits
from library.extraction.ocr import JPEG, NotRecognised, Recogniser
from library.extraction.pool import ExtractorPool
from library.models import Edition, TextState
from library.services import add_document, replace_file, save_publication
from library.text_extraction import read_waiting
from library.text_recognition import read_scans
from tests.library import made_files as made
from tests.services import need_tesseract

LIMITS = ReadingLimits(seconds=20, megabytes=400)
FIRST = "The convention applies to all forms\nof trafficking and to each of the parties."
SECOND = "The passports of the workers were seized\nand they had to pay for them."


@pytest.fixture
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.OCR_LANGUAGES = ["en"]


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a shell script in the place of tesseract; it knows English and French and answers a picture as it is told."""

    def program(answer):
        script = tmp_path / "tesseract"
        script.write_text(
            f'#!/bin/sh\n[ "$1" = --list-langs ] && echo eng && echo fra && exit\ncat >/dev/null\n{answer}\n'
        )
        script.chmod(0o755)
        monkeypatch.setattr(ocr.shutil, "which", lambda name: str(script))
        ocr._known_languages.cache_clear()
        return Recogniser.installed(["en", "it", "fr"], replace(LIMITS, seconds=1))

    return program


def scan(*pages):
    document = add_document(ContentFile(made.scan_of(*pages), "scan.pdf"), title="A scan")
    read_waiting()
    document.refresh_from_db()
    assert document.text_state == TextState.NO_TEXT and document.page_count == len(pages)
    return document


@pytest.mark.django_db
def test_a_scan_is_read_page_by_page_and_says_that_a_machine_did_it(client, own_media):
    need_tesseract()
    document = scan(FIRST, SECOND, "")
    page = save_publication(record={"slug": "scan", "title": "Invented report"}, publish=True)
    Edition.objects.create(page_id=page.pk, document=document)

    assert read_scans(0) == 1
    document.refresh_from_db()
    assert (document.text_state, document.pages_recognised) == (TextState.NO_TEXT, 1)
    assert document.text_problem.endswith("page 1 of 3.")
    assert read_scans(60) == 2
    assert read_scans(60) == 0

    document.refresh_from_db()
    texts = [row.text for row in document.page_texts.all()]
    assert "forms\nof trafficking" in texts[0] and "passports of the workers" in texts[1]
    assert (document.text_state, document.language) == (TextState.EXTRACTED, "en")
    assert document.is_recognised and document.text_problem == (
        "Text read by machine from a scan; it may have errors. On 1 page it found no words."
    )
    reader = client.get(reverse("library_reader", args=[document.pk]) + "?q=seized")
    shown = unescape(reader.content.decode())
    assert "<mark>seized</mark>" in shown and "page 2 of 3" in shown
    assert "Text read by machine from a scan; it may have errors." in shown
    assert "read by machine from a scan" in client.get(page.url).content.decode()

    replace_file(document, ContentFile(made.pdf_of("Typed words."), "typed.pdf"))
    read_waiting()
    document.refresh_from_db()
    assert document.text_state == TextState.EXTRACTED and not document.is_recognised


@pytest.mark.django_db
def test_where_recognition_fails_the_document_stays_without_text_and_is_not_tried_again(
    own_media, program
):
    document = scan(FIRST)
    program("echo half a word; exit 1")
    assert (read_scans(), read_scans()) == (1, 0)
    document.refresh_from_db()
    assert document.text_state == TextState.NO_TEXT and not document.page_texts.get().text
    assert "found no words" in document.text_problem


@pytest.mark.django_db
def test_a_page_is_read_again_in_the_language_that_it_tells(own_media, settings, program):
    settings.OCR_LANGUAGES = ["en", "fr"]
    document = scan(FIRST)
    french = (
        "Les Etats et les parties se sont engages dans la lutte avec ceux qui sont dans une ville"
    )
    program(f'[ "$4" = fra ] && echo "États: {french}" || echo "{french}"')
    assert read_scans() == 1
    document.refresh_from_db()
    assert document.page_texts.get().text.startswith("États") and document.language == "fr"


@pytest.mark.django_db
def test_without_the_program_or_a_language_scans_wait(own_media, settings, monkeypatch):
    document = scan(FIRST)
    settings.OCR_LANGUAGES = []
    assert read_scans() == 0
    settings.OCR_LANGUAGES = ["en"]
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    assert read_scans() == 0
    document.refresh_from_db()
    assert document.pages_recognised == 0


@pytest.mark.parametrize(
    "answer",
    ["exit 3", "while :; do :; done", "yes", "echo more >written || exit 4"],
    ids=["fails", "never ends", "says too much", "writes a file"],
)
def test_a_program_that_went_astray_is_ended(program, tmp_path, answer):
    recogniser = program(f"cd {tmp_path}\n{answer}")
    with pytest.raises(NotRecognised):
        recogniser.text_of(JPEG)
    assert not (tmp_path / "written").exists() or not (tmp_path / "written").read_bytes()


def test_the_program_gets_limits_no_secrets_and_only_pictures(program, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "invented")
    recogniser = program('echo "$@"; ulimit -v; ulimit -t; env')
    assert recogniser.languages == ("en", "fr")
    said = recogniser.text_of(JPEG + b"invented", "it").split("\n")
    assert said[:3] == ["stdin stdout -l eng+fra", str(400 * 1024), "1"]
    assert "SECRET_KEY" not in "".join(said)
    with pytest.raises(NotRecognised, match="not be drawn"):
        recogniser.text_of(b"/etc/passwd\n")


def test_a_page_that_cannot_be_drawn_gives_no_picture(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(made.scan_of("One page"))
    with ExtractorPool(replace(LIMITS, page_characters=2_000_000)) as pool:
        assert pool.scan(path, 1).startswith(JPEG)
        assert pool.scan(path, 2) == b""
