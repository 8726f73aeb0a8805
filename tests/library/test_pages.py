"""The libraries in the browser of a reader and in the hands of programs."""

import json
import re

import pytest

from core.clean_uploads.cleaning import cleaned
from library.demo_documents import load_documents, made_file, pages_of
from library.models import DocumentPageText, LibraryDocument, PolicyPage, PublicationPage
from library.services import save_policy, save_publication
from tests.library.test_records import POLICY, PUBLICATION
from tests.own_index import own_index

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_demonstration_has_every_policy_and_publication(client):
    assert PolicyPage.objects.live().count() == 73
    assert PublicationPage.objects.live().count() == 85
    hall = text_of(client, "/library/")
    assert "73 instruments" in hall and "85 publications" in hall


def test_policies_stand_by_level(client):
    page = text_of(client, "/library/policies/")
    assert page.index(">Global<") < page.index("Universal Declaration of Human Rights")
    second = text_of(client, "/library/policies/?page=2")
    assert ">National<" in second


@pytest.mark.parametrize("number", ["0", "-1", "abc", "10000000000000", "99"])
def test_a_page_that_there_is_not_gives_the_nearest(client, number):
    assert "<h1>Policies</h1>" in text_of(client, f"/library/policies/?page={number}")


def test_publications_stand_by_year_and_undated_ones_last(client):
    years = [
        int(year)
        for year in re.findall(
            r'<h2 id="group-\d+">(\d{4})<', text_of(client, "/library/publications/")
        )
    ]
    assert years == sorted(years, reverse=True)
    assert "Without a year" in text_of(client, "/library/publications/?page=3")


def test_a_policy_shows_what_it_replaced_and_what_replaced_it(client):
    newer = PolicyPage.objects.get(slug="eu-directive-2011-36")
    assert "Council framework decision".lower() in text_of(client, newer.url).lower()
    older = PolicyPage.objects.get(slug="eu-framework-decision-2002")
    page = text_of(client, older.url)
    assert "is superseded by" in page
    assert newer.url in page


def test_a_draft_is_named_by_no_other_instrument(client):
    save_policy(record={"slug": "older-convention", "title": "Secret draft", "level": "global"})
    policy = save_policy(record=POLICY, publish=True)
    assert "Secret draft" not in text_of(client, policy.url)


@pytest.mark.parametrize("extension", ["json", "bib", "ris"])
def test_a_work_can_be_taken_along(client, extension):
    save_publication(record=PUBLICATION, publish=True)
    said = text_of(client, f"/library/publications/invented-study.{extension}")
    assert "An invented study" in said
    assert "10.1234/invented" in said
    if extension == "json":
        assert json.loads(said)["authors"] == ["A. Invented", "B. Invented"]


def test_the_record_of_a_draft_is_not_there(client):
    save_publication(record=PUBLICATION)
    assert client.get("/library/publications/invented-study.json").status_code == 404
    assert client.get("/library/publications/invented-study/").status_code == 404


def test_works_are_found_by_words_and_facets(client, settings, tmp_path):
    with own_index(settings, tmp_path) as rebuild:
        rebuild()
        found = client.get("/api/v1/search?q=slavery&kind=policy").json()
        assert found["count"] >= 3
        kinds = {
            row["value"]: row["count"]
            for row in client.get("/api/v1/search").json()["facets"]["kind"]
        }
        assert kinds["policy"] == 73 and kinds["publication"] == 85
        italian = client.get("/api/v1/search?kind=publication&language=it").json()
        # The second has a file in Italian.
        titles = {one["title"][:12] for one in italian["results"]}
        assert titles == {"Da vittime a", "Direct Assis"}
        listed = client.get("/api/v1/policies?q=slavery").json()
        assert listed["count"] == found["count"]


def test_the_api_gives_the_whole_record(client):
    page = save_policy(record=POLICY, publish=True)
    answer = client.get(f"/api/v1/policies/{page.pk}").json()
    assert answer["kind"] == "policy" and answer["kind_of_document"] == "convention"
    assert answer["address"] == POLICY["url"]
    same = set(POLICY) - {"kind", "url"}
    assert {key: answer[key] for key in same} == {key: POLICY[key] for key in same}


@pytest.mark.parametrize("address", ["/library/policies/udhr-1948/", "/library/policies/"])
def test_pages_of_the_library_take_few_queries(client, address, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(20):
        client.get(address)


def test_the_demonstration_has_files_in_five_languages_read_to_the_page():
    documents = LibraryDocument.objects.all()
    assert {document.language for document in documents} == {"en", "fr", "de", "it", "es"}
    assert {document.file_extension for document in documents} == {"pdf", "docx"}
    assert [document.text_problem for document in documents if document.text_problem] == []
    assert documents.filter(tier="members").count() == 1
    for word in ("harbourmaster", "éclusière"):
        found = DocumentPageText.objects.filter(text__icontains=word)
        assert [row.number for row in found] == [7], word


def test_loading_the_demonstration_again_makes_no_file_twice():
    before = LibraryDocument.objects.count()
    load_documents()
    assert LibraryDocument.objects.count() == before
    text = pages_of("scheda-operatori.it.txt")
    once, again = (cleaned(made_file("docx", "it", text), "a.docx") for _time in range(2))
    assert once == again
