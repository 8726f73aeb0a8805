"""Documents: taken once, replaced at their address, read by those who may, by every way there is."""

import hashlib

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from accounts.models import User
from accounts.roles import Role
from core.access import Tier
from core.clean_uploads.refusal import RefusedFile
from core.editorial.linked_files import LinkedFile, findings_in
from library.document_access import effective_tier, may_read
from library.extraction.pool import ExtractorPool
from library.models import Edition, LibraryDocument, PolicyPage, TextState
from library.services import add_document, find_same, replace_file, save_publication
from library.services.documents import address_name
from library.text_extraction import read_document, read_waiting, reading_limits
from tests.library import made_files as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def pdf(*pages, name="Report 2024.pdf"):
    return ContentFile(made.pdf_of(*(pages or ("One page of words.",))), name)


def person(name, *roles, **fields):
    user = User.objects.create_user(f"{name}@example.org", **fields)
    user.groups.set([Group.objects.get(name=role) for role in roles])
    return user


def published(document, slug="invented-report", *, publish=True):
    record = {
        "slug": slug,
        "title": "Invented report",
        "editions": [{"url": "https://example.org/a.pdf"}],
    }
    page = save_publication(record=record, publish=publish)
    Edition.objects.filter(page_id=page.pk).update(document=document)
    return page


def ways_to(document):
    return [
        reverse("library_document", args=[document.pk, document.filename]),
        reverse("library_thumbnail", args=[document.pk]),
        reverse("wagtaildocs_serve", args=[document.pk, document.filename]),
    ]


def test_a_document_is_read_in_the_worker_and_keeps_its_text_by_page():
    document = add_document(
        pdf("The convention applies to all", "second page of it"), title="Report"
    )
    assert document.text_state == TextState.WAITING
    assert read_waiting() == 1
    document.refresh_from_db()
    assert (document.text_state, document.page_count, document.text_problem) == ("extracted", 2, "")
    assert dict(document.page_texts.values_list("number", "text"))[2] == "second page of it"
    assert document.sha256 == hashlib.sha256(document.file.read()).hexdigest()
    assert document.thumbnail.read().startswith(b"\x89PNG")
    assert read_waiting() == 0


@pytest.mark.parametrize(
    ("data", "state", "words"),
    [
        (made.scanned_pdf(), TextState.NO_TEXT, "No text layer"),
        (made.pdf_without_pages(), TextState.FAILED, "no pages"),
        (made.pdf_of(*["word"] * 12), TextState.EXTRACTED, "more than 10 pages"),
    ],
)
def test_what_could_not_be_read_is_said_in_a_sentence(settings, data, state, words):
    settings.DOCUMENT_MOST_PAGES = 10
    document = add_document(ContentFile(data, "a.pdf"), title="Report")
    read_waiting()
    document.refresh_from_db()
    assert document.text_state == state and words in document.text_problem


def test_a_missing_file_is_said_and_the_rest_goes_on():
    lost, found = add_document(pdf(), title="Lost"), add_document(pdf("other"), title="Found")
    lost.file.storage.delete(lost.file.name)
    assert read_waiting() == 2
    lost.refresh_from_db()
    found.refresh_from_db()
    assert (lost.text_state, found.text_state) == ("failed", "extracted")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (made.encrypted_pdf(), "a.pdf", "password"),
        (made.pdf_of_itself(), "a.pdf", "damaged"),
        (made.word_of("x"), "a.pdf", "whatever its name says"),
        (b"MZ\x90", "a.exe", "not taken"),
        (b"", "a.pdf", "empty"),
    ],
)
def test_a_file_that_cannot_be_cleaned_is_refused_and_nothing_is_kept(data, name, words):
    with pytest.raises(RefusedFile, match=words):
        add_document(ContentFile(data, name), title="Report")
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\invented\\paper.PDF", "paper.pdf"),
        ("report\u202efdp.pdf", "reportfdp.pdf"),
        (f"{'long ' * 60}.pdf", f"{'long_' * 14}"[:70].rstrip("_") + ".pdf"),
        ("...pdf", "document.pdf"),
    ],
)
def test_names_become_fit_for_an_address(name, kept):
    made_name = address_name(name)
    assert len(made_name) <= 80 and "/" not in made_name and "\u202e" not in made_name
    assert made_name == kept


def test_the_same_file_is_found_by_its_checksum():
    first = add_document(pdf(), title="First")
    again = add_document(pdf(name="copy.pdf"), title="Again")
    assert find_same(again.sha256) == first
    assert find_same("") is None


def test_a_replaced_file_keeps_its_address_and_its_history():
    document = add_document(pdf("old words"), title="Report")
    address, before = document.url, document.sha256
    read_waiting()
    replace_file(document, pdf("new words", name="final v2.pdf"))
    assert not document.page_texts.exists()
    read_waiting()
    document.refresh_from_db()
    assert document.url == address
    assert [row.text for row in document.page_texts.all()] == ["new words"]
    [version] = document.versions.all()
    assert version.sha256 == before == hashlib.sha256(version.file.read()).hexdigest()
    with pytest.raises(RefusedFile, match="same kind"):
        replace_file(document, ContentFile(made.word_of("x"), "a.docx"))


def test_a_file_replaced_while_it_is_read_waits_again(monkeypatch):
    document = add_document(pdf("old words"), title="Report")
    stale = LibraryDocument.objects.get()
    replace_file(document, pdf("new words"))
    with ExtractorPool(reading_limits()) as pool:
        read_document(stale, pool)
    document.refresh_from_db()
    assert document.text_state == "waiting" and not document.page_texts.exists()


def test_deleting_a_document_removes_its_files_and_keeps_its_edition(
    django_capture_on_commit_callbacks,
):
    document = add_document(pdf(), title="Report")
    read_waiting()
    replace_file(document, pdf("new"))
    read_waiting()
    page = published(document)
    document.refresh_from_db()
    files = [document.file, document.thumbnail, document.versions.get().file]
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert [one.storage.exists(one.name) for one in files] == [False] * 3
    assert page.editions.get().document is None


@pytest.mark.parametrize("tier", list(Tier))
def test_every_way_to_a_document_asks_the_gate(client, tier):
    document = add_document(pdf(), title="Report", tier=tier)
    published(document)
    read_waiting()
    document.refresh_from_db()
    people = {
        Tier.PUBLIC: None,
        Tier.MEMBERS: person("member", Role.MEMBER),
        Tier.EDITORS: person("editor", Role.EDITOR),
    }
    outsider = person("outsider")
    assert may_read(document, outsider) == (tier == Tier.PUBLIC)
    for own, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        expected = 200 if own.includes(tier) else 404
        assert may_read(document, user or AnonymousUser()) == (expected == 200)
        answers = [client.get(way, follow=True) for way in ways_to(document)]
        assert [answer.status_code for answer in answers] == [expected] * 3
        if expected == 200:
            kept = "no-store" if tier != Tier.PUBLIC else "no-cache"
            assert all(kept in answer["Cache-Control"] for answer in answers)


def test_a_document_is_no_more_public_than_its_pages(client):
    document = add_document(pdf(), title="Report")
    nobody, member = AnonymousUser(), person("member", Role.MEMBER)
    assert effective_tier(document) == Tier.EDITORS and not may_read(document, member)
    page = published(document, publish=False)
    assert not may_read(document, member)
    page.get_latest_revision().publish()
    Edition.objects.update(document=document)
    assert may_read(document, nobody) and effective_tier(document) == Tier.PUBLIC
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert effective_tier(document) == Tier.MEMBERS
    assert (may_read(document, nobody), may_read(document, member)) == (False, True)
    closed = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="groups")
    assert effective_tier(document) == Tier.EDITORS and not may_read(document, member)
    closed.groups.set(member.groups.all())
    assert may_read(document, member)


def test_a_closed_collection_stays_closed_to_editors_as_well():
    document = add_document(pdf(), title="Report")
    published(document)
    collection = Collection.get_first_root_node().add_child(name="Closed")
    LibraryDocument.objects.update(collection=collection)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    assert effective_tier(document) == Tier.EDITORS
    assert not may_read(document, person("editor", Role.EDITOR))
    assert may_read(document, person("root", is_superuser=True))


def test_another_name_in_the_address_leads_to_the_document_for_those_who_may(client):
    document = add_document(pdf(), title="Report", tier="members")
    published(document)
    wrong = reverse("library_document", args=[document.pk, "other.pdf"])
    assert client.get(wrong).status_code == 404
    client.force_login(person("member", Role.MEMBER))
    assert client.get(wrong)["Location"] == document.url


def test_a_record_written_again_keeps_the_file_of_its_edition():
    document = add_document(pdf(), title="Report")
    page = published(document)
    record = {
        "slug": page.slug,
        "title": "New title",
        "editions": [{"url": "https://example.org/a.pdf"}],
    }
    save_publication(record=record, page=page.specific, publish=True)
    assert page.editions.get().document == document
    assert not PolicyPage.objects.exists()


def test_the_page_of_a_work_shows_its_file_to_those_who_may_read_it(client):
    document = add_document(
        pdf("The convention applies to all of them"), title="Report", tier="members"
    )
    published(document)
    read_waiting()
    address = "/library/publications/invented-report/"
    outside = client.get(address).content.decode()
    assert "Members" in outside and "Sign in" in outside
    assert f"/library/documents/{document.pk}" not in outside
    client.force_login(person("member", Role.MEMBER))
    inside = client.get(address).content.decode()
    for words in (document.url, f"/documents/{document.pk}/cover.png", "1 page", "English", "PDF"):
        assert words in inside
    LibraryDocument.objects.update(tier="editors")
    assert f"/library/documents/{document.pk}" not in client.get(address).content.decode()


def test_the_check_before_publishing_opens_no_file_that_the_reader_could_not_open(settings):
    settings.DOCUMENT_READ_MEGABYTES = 150
    good = add_document(pdf("Call +44 7700 900118 tonight"), title="Report")
    bad = add_document(ContentFile(made.bomb_pdf(200), "bomb.pdf"), title="Bomb")
    assert [finding.text for finding, _line in findings_in(LinkedFile(good)).findings]
    read_waiting()
    [said] = findings_in(LinkedFile(LibraryDocument.objects.get(pk=bad.pk))).unread
    assert "made the reader of its kind fail" in said
