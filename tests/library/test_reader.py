"""Search inside documents: the page is named, the reader opens there, and nothing restricted is told anywhere."""

import json
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core.access import Tier
from library.models import Edition
from library.reader import pictures
from library.reader.words import flowing
from library.services import add_document, replace_file, save_policy, save_publication
from library.text_extraction import read_waiting
from search.comparison import compare
from search.engines.selection import get_engine
from search.outbox import drain
from tests.library import made_files as made

pytestmark = pytest.mark.django_db
PLAIN = "Nothing of note stands on this page."


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, site_engine):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def member(client):
    user = User.objects.create_user("reader@example.org")
    user.groups.set([Group.objects.get(name=Role.MEMBER)])
    client.force_login(user)
    return user


def report(*pages, tier="public", language="en", name="report.pdf", data=None, slug="report"):
    """Publish a work with a file whose text was read."""
    record = {"slug": slug, "title": "Invented report", "year": 2020, "authors": ["La Strada"]}
    document = add_document(
        ContentFile(data or made.pdf_of(*pages), name),
        title="The file",
        tier=tier,
        language=language,
    )
    page = save_publication(record=record, publish=True)
    Edition.objects.create(page_id=page.pk, document=document, language=language)
    read_waiting()
    document.refresh_from_db()
    return document


def ask(client, query):
    """Search once the index followed what changed."""
    drain()
    return client.get(f"/api/v1/search?{query}").json()


def address(document):
    return reverse("library_reader", args=[document.pk])


def looked_at(client, document, query=""):
    response = client.get(f"{address(document)}{query}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_words_on_page_7_are_found_there_and_the_reader_opens_with_them_marked(client):
    document = report(*[PLAIN] * 6, "The passports were seized\nby the recruiter.", "The end.")
    (hit,) = ask(client, "q=seized+passports")["results"]
    assert hit["title"] == "Invented report"
    (passage,) = hit["passages"]
    assert passage == {
        "page": 7,
        "text": "The <mark>passports</mark> were <mark>seized</mark>\nby the recruiter.",
        "url": f"http://testserver{address(document)}?page=7&q=seized+passports",
    }
    shown = client.get("/search/?q=seized+passports").content.decode()
    assert f'href="{address(document)}?page=7&amp;q=seized+passports"' in shown
    assert "page 7" in shown and "<mark>passports</mark>" in shown

    page = looked_at(client, document, "?page=7&q=seized+passports")
    assert "page 7 of 8" in page
    assert "The <mark>passports</mark> were <mark>seized</mark>" in page
    assert page.count("<rect ") == 2
    assert '?page=6&q=seized+passports" rel="prev"' in page
    assert "p. 7" in page and "La Strada" in page and "/library/publications/report/" in page
    assert looked_at(client, document, "?q=seized").count("page 7 of 8") == 1
    assert "<rect " not in looked_at(client, document, "?page=6&q=seized")


def test_french_is_found_without_its_accents_and_in_another_inflection(client):
    document = report(
        *[PLAIN] * 6, "La précarité des personnes\nhébergées en urgence", language="fr"
    )
    (hit,) = ask(client, "q=precarite+hebergee")["results"]
    (passage,) = hit["passages"]
    assert passage["page"] == 7
    assert "<mark>précarité</mark>" in passage["text"]
    page = looked_at(client, document, "?page=7&q=precarite+hebergee")
    assert "<mark>hébergées</mark>" in page and page.count("<rect ") == 2
    assert ask(client, "q=precarite&language=fr")["count"] == 1


def test_the_picture_is_drawn_once_and_kept(client, monkeypatch):
    document = report("One page of words.")
    place = reverse("library_reader_picture", args=[document.pk, 1])
    answer = client.get(place)
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert "no-cache" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    monkeypatch.setattr(pictures, "ExtractorPool", None)
    assert client.get(place, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(place).status_code == 200
    for absent in (0, 2, 10**9):
        assert (
            client.get(reverse("library_reader_picture", args=[document.pk, absent])).status_code
            == 404
        )


def test_what_the_drawing_process_says_is_checked(client, monkeypatch):
    document = report("One page of words.", "Another.")
    sound = {"text": "abc", "words": [[0, 3, 1, 1, 5, 5]], "size": [10, 10]}
    for wrong in (
        {"words": [[0, 9, 1, 1, 5, 5]]},
        {"words": [["<svg>", 3, 1, 1, 5, 5]]},
        {"size": [10**9, 5]},
        {"words": [[0, 3, 9_999, 1, 5, 5]]},
    ):
        assert pictures._checked({**sound, **wrong}) is None
    assert pictures._checked(sound)["words"] == [[0, 3, 1, 1, 5, 5]]
    monkeypatch.setattr(pictures.ExtractorPool, "page", lambda *_: [sound, {"picture": "aGk="}])
    page = looked_at(client, document)
    assert "could not be drawn" in page and "One page of words." in page
    assert client.get(reverse("library_reader_picture", args=[document.pk, 1])).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?page=1000000000", "There is no page 1000000000; this is the last one."),
        ("?page=99999999999999999999", "There is no such page."),
        ("?page=0", "There is no such page."),
        ("?page=abc", "must be a whole number"),
        (f"?q={'long ' * 200}", "too long"),
        ("?q=%22", "no word in the search"),
        ("?q=xyzzy", "stands on no page of this document"),
        ("?q=words+xyzzy", "No page has all the words"),
        ("?q=%3Cscript%3E%00", "characters that cannot be typed"),
    ],
)
def test_whatever_is_asked_gets_a_clear_answer(client, document_of_two_pages, query, said):
    page = looked_at(client, document_of_two_pages, query)
    assert said in page and "of 2" in page


@pytest.fixture
def document_of_two_pages():
    return report("One page of words.", "Another <script>alert(1)</script> page.")


def test_text_of_a_page_is_never_markup(client, document_of_two_pages):
    raw = client.get(f"{address(document_of_two_pages)}?page=2&q=page").content.decode()
    assert "Another &lt;script&gt;alert(1)&lt;/script&gt; <mark>page</mark>" in raw


def test_other_kinds_of_files_show_their_text_alone(client):
    document = report(data=b"First words.\x0cSecond page.", name="notes.txt")
    page = looked_at(client, document, "?page=2")
    assert "Second page." in page and "reader-sheet" not in page and "drawn" not in page
    assert client.get(reverse("library_reader_picture", args=[document.pk, 1])).status_code == 404


def test_a_scan_shows_its_picture_and_says_that_it_has_no_text(client):
    document = report(data=made.scanned_pdf())
    page = looked_at(client, document, "?q=words")
    assert "No text layer" in page and "reader-sheet" in page
    assert ask(client, "q=report")["results"][0]["passages"] == []


@pytest.mark.parametrize("tier", [Tier.MEMBERS, Tier.EDITORS])
def test_a_restricted_document_is_told_to_nobody_else_in_any_way(client, tier, site_engine):
    document = report("The passports were seized.", tier=tier, language="es")
    assert ask(client, "q=seized")["count"] == 0
    assert ask(client, "language=es")["count"] == 0
    assert "seized" not in json.dumps(ask(client, "q=report"))
    assert "passports" not in client.get("/search/?q=seized").content.decode()
    assert site_engine.similar_words("seized") == []
    for place in (
        address(document),
        f"{address(document)}?page=1&q=seized",
        reverse("library_reader_picture", args=[document.pk, 1]),
    ):
        assert client.get(place).status_code == 404
    absent = client.get("/library/documents/999999/read/").content.decode()
    refused = client.get(address(document)).content.decode()
    # Both name the address that was asked for, the link to the sign-in in its own spelling.
    assert unquote(refused).replace(f"/{document.pk}/", "/999999/") == unquote(absent)
    for place in Path(site_engine.folder.root).rglob("*"):
        if place.is_file():
            assert b"seized" not in place.read_bytes(), place


def test_members_read_what_is_for_members_and_no_index_takes_it_up(client, member):
    document = report("The passports were seized.", tier=Tier.MEMBERS)
    answer = client.get(f"{address(document)}?q=seized")
    assert b"<mark>seized</mark>" in answer.content
    assert answer["X-Robots-Tag"] == "noindex" and "no-store" in answer["Cache-Control"]
    assert ask(client, "q=seized")["count"] == 0
    document.tier = Tier.EDITORS
    document.save()
    assert client.get(address(document)).status_code == 404


def test_the_index_follows_text_tier_and_deletion(client):
    document = report("The passports were seized.")
    assert ask(client, "q=seized")["count"] == 1
    for tier, count in ((Tier.MEMBERS, 0), (Tier.PUBLIC, 1)):
        document.tier = tier
        document.save()
        assert ask(client, "q=seized")["count"] == count
    found = compare(get_engine())
    assert (found.stale, found.surplus, found.waiting) == ((), (), 0)
    replace_file(document, ContentFile(made.pdf_of("Other words altogether."), "report.pdf"))
    assert ask(client, "q=seized")["count"] == 0
    read_waiting()
    assert ask(client, "q=altogether")["results"][0]["passages"][0]["page"] == 1
    document.delete()
    assert ask(client, "q=altogether")["count"] == 0
    assert ask(client, "q=report")["count"] == 1


def test_pictures_are_swept_when_their_document_changed_or_there_are_too_many(client, settings):
    document = report("One page.", "Two pages.", "Three.")
    for number in (1, 2, 3):
        looked_at(client, document, f"?page={number}")
    drawn = list(pictures.root().rglob("*.picture"))
    assert len(drawn) == 3
    assert pictures.sweep() > 0 and len(list(pictures.root().rglob("*.picture"))) == 3
    settings.READER_PICTURES_MEGABYTES = 0
    assert pictures.sweep() == 0
    looked_at(client, document)
    document.sha256 = "0" * 64
    document.save()
    settings.READER_PICTURES_MEGABYTES = 500
    pictures.sweep()
    assert list(pictures.root().rglob("*.picture")) == []


def test_libraries_are_narrowed_by_their_own_facets(client):
    shared = {"kind": "convention", "countries": ["FR"]}
    council = {**shared, "body": "Council of Europe", "level": "regional", "status": "in-force"}
    save_policy(record={**council, "slug": "one", "title": "First convention"}, publish=True)
    save_policy(
        record={**shared, "slug": "two", "title": "Second convention", "level": "global"},
        publish=True,
    )
    assert "level" not in ask(client, "q=convention")["facets"]
    facets = ask(client, "kind=policy")["facets"]
    assert {"level", "body", "status", "region", "document-kind"} <= facets.keys()
    assert [(one["label"], one["count"]) for one in facets["body"]] == [("Council of Europe", 1)]
    assert ask(client, "kind=policy&level=regional&status=in-force")["count"] == 1
    assert ask(client, "level=global")["results"][0]["title"] == "Second convention"
    assert ask(client, "body=council-of-europe")["count"] == 1
    assert "is no value of" in ask(client, "level=cosmic")["problems"][0]
    assert client.get("/api/v1/policies?level=regional").json()["count"] == 1
    shelf = client.get("/library/policies/").content.decode()
    assert "/search/?kind=policy&amp;level=regional" in shelf and "Council of Europe" in shelf


def test_full_lines_of_a_printed_page_are_joined_and_short_ones_end_a_paragraph():
    printed = "A heading\nThis line is as full as printed lines are,\nand this one goes on as long as it does.\n7"
    assert flowing(printed) == (
        "A heading\n"
        "This line is as full as printed lines are, and this one goes on as long as it does.\n7"
    )
    assert flowing("") == ""
