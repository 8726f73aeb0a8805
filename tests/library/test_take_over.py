"""Files taken over from links: asked by an editor, fetched by the worker, kept once, refused in a sentence."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from core import guarded_fetch
from library.models import Edition, LibraryDocument, TakeOver, TextState
from library.services import add_document, save_publication
from library.services import take_over as service
from library.services.take_over import ask_for, take_over_next
from library.text_extraction import read_waiting
from tests.core.links.servers import serving
from tests.library import made_files as made
from tests.practices.admin_support import administrator, signed_in

pytestmark = pytest.mark.django_db
PDF = {"Content-Type": "application/pdf"}


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SECOND_FACTOR_COMPULSORY = False


@pytest.fixture
def site(monkeypatch):
    with serving(monkeypatch) as site:
        yield site


def work(address, slug="invented-work", publish=True):
    record = {
        "slug": slug,
        "title": "Invented work",
        "editions": [{"url": address, "language": "en"}],
    }
    return save_publication(record=record, publish=publish)


def taken(address, **options):
    page = work(address, **options)
    ask_for(page.libraryrecord_ptr, address, None)
    assert take_over_next()
    assert not take_over_next()
    return page, TakeOver.objects.get()


def test_the_file_behind_a_link_becomes_the_file_of_the_edition(site):
    site.answers["/files/Report%20one.pdf"] = (200, PDF, made.pdf_of("words of the report"))
    address = site.url("/files/Report%20one.pdf")
    page, asked = taken(address)
    assert (asked.state, asked.problem) == ("done", "")
    document = Edition.objects.get(page_id=page.pk).document
    assert document.filename == "Report_one.pdf" and document.source_url == address
    assert (
        document.fetched_at
        and page.get_latest_revision_as_object().editions.get().document == document
    )
    read_waiting()
    document.refresh_from_db()
    assert document.text_state == TextState.EXTRACTED


def test_a_draft_over_the_work_gets_the_file_and_stays_a_draft(site):
    site.answers["/a.pdf"] = (200, PDF, made.pdf_of("words"))
    page = work(site.url("/a.pdf"))
    newer = page.get_latest_revision_as_object()
    newer.title = "Not yet"
    newer.save_revision()
    ask_for(page.libraryrecord_ptr, site.url("/a.pdf"), None)
    take_over_next()
    page.refresh_from_db()
    newest = page.get_latest_revision_as_object()
    assert (page.title, newest.title) == ("Invented work", "Not yet")
    assert newest.editions.get().document and not Edition.objects.get(page_id=page.pk).document


def test_a_file_that_is_there_already_is_not_kept_twice(site):
    data = made.pdf_of("words")
    first = add_document(ContentFile(data, "first.pdf"), title="First")
    site.answers["/a.pdf"] = (200, PDF, data)
    page, _asked = taken(site.url("/a.pdf"))
    assert Edition.objects.get(page_id=page.pk).document == first
    assert LibraryDocument.objects.count() == 1


def unending(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/pdf")
    handler.end_headers()
    chunk = b"%PDF-" + b"x" * 65_000
    try:
        while True:
            handler.wfile.write(chunk)
    except OSError:
        pass


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        ("/gone.pdf", (404, {}, b"not here"), "answered 404"),
        ("/page.pdf", (200, PDF, b"<html><body>Log in</body></html>"), "but it is HTML"),
        ("/locked.pdf", (200, PDF, made.encrypted_pdf()), "password"),
        ("/cut.pdf", (200, PDF, b"%PDF-1.4 nothing"), "damaged"),
        ("/a.png", (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\nxx"), "image/png|picture"),
        ("/program", (200, {}, b"MZ\x90\x00 program"), "program"),
        ("/stream", (200, {}, unending), "larger than"),
        ("/loop", (302, {"Location": "/loop"}, b""), "more than 5 times"),
        ("/inside", (302, {"Location": "http://127.0.0.1:8899/"}, b""), "not one of the public internet"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_said_in_a_sentence(site, settings, path, answer, words):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 300_000
    site.answers[path] = answer
    page, asked = taken(site.url(path))
    assert asked.state == "failed"
    assert re.search(words, asked.problem), asked.problem
    assert not LibraryDocument.objects.exists()
    assert Edition.objects.get(page_id=page.pk).address == site.url(path)


def test_an_address_inside_the_network_of_the_server_is_not_asked(monkeypatch):
    monkeypatch.setattr(guarded_fetch, "GUARD", guarded_fetch.Guard())
    _page, asked = taken("http://127.0.0.1:8899/a.pdf")
    assert "public internet" in asked.problem


def test_a_killed_worker_leaves_no_wish_for_ever(site, monkeypatch):
    page = work(site.url("/a.pdf"))
    ask_for(page.libraryrecord_ptr, site.url("/a.pdf"), None)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(service, "fetch", killed)
    for _time in range(service.MOST_ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            take_over_next()
        assert not take_over_next()
        TakeOver.objects.update(started_at="2020-01-01T00:00Z")
    assert take_over_next()
    assert TakeOver.objects.get().state == "failed"


def test_an_editor_asks_on_the_page_of_the_work_and_sees_what_became_of_it(site, client):
    site.answers["/a.pdf"] = (200, PDF, made.pdf_of("words"))
    page = work(site.url("/a.pdf"))
    address = reverse("library_work_files", args=[page.pk])
    assert client.get(address).status_code in (302, 403)
    editor = signed_in(administrator())
    assert (
        address in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )
    editor.post(address, {"address": "http://127.0.0.1/other"})
    assert not TakeOver.objects.exists()
    editor.post(address, {"address": site.url("/a.pdf")})
    editor.post(address, {"address": site.url("/a.pdf")})
    assert TakeOver.objects.count() == 1
    assert "Waiting for the worker" in editor.get(address).content.decode()
    take_over_next()
    assert "Waiting to be read" in editor.get(address).content.decode()


def test_the_admin_offers_the_same_file_keeps_replaced_ones_and_lets_editors_remove_them():
    editor = signed_in(administrator())
    add = reverse("wagtaildocs:add")

    def send(address, data, **more):
        file = ContentFile(data, more.pop("name", "a.pdf"))
        fields = {
            "title": "Report",
            "tier": "public",
            "collection": "1",
            "tags": "",
            "language": "",
        }
        return editor.post(address, {**fields, **more, "file": file})

    first = made.pdf_of("first words")
    assert send(add, first).status_code == 302
    document = LibraryDocument.objects.get()
    offered = send(add, first).content.decode()
    assert "in the library already" in offered and 'type="checkbox" name="keep_both"' in offered
    assert LibraryDocument.objects.count() == 1
    assert send(add, first, keep_both="on").status_code == 302
    assert LibraryDocument.objects.count() == 2
    edit = reverse("wagtaildocs:edit", args=[document.pk])
    address = document.url
    assert "whatever" in send(edit, made.word_of("x")).content.decode()
    assert "same kind" in send(edit, made.word_of("x"), name="a.docx").content.decode().replace(
        "\n", " "
    )
    assert send(edit, made.pdf_of("second words"), name="b.pdf").status_code == 302
    document.refresh_from_db()
    assert document.url == address
    version = document.versions.get()
    assert version.by is not None and b"first words" in version.file.read()
    earlier = reverse("library_earlier_files", args=[document.pk])
    opened = reverse("library_earlier_file", args=[document.pk, version.pk])
    assert opened in editor.get(earlier).content.decode()
    assert b"first words" in editor.get(opened).getvalue()
    editor.post(earlier, {"version": version.pk})
    assert not document.versions.exists()
