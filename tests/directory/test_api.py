"""Organisations in the API."""

import json

import pytest

from core.access import Tier
from directory.api import OrganisationRecord
from directory.disclosure import disclose
from directory.json_records import organisation_record
from directory.models import OrganisationPage
from directory.services import KEYS, save_organisation
from search.record_schemas import Record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


@pytest.fixture
def index(demonstration_index):
    return demonstration_index


def ask(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.json()


def test_an_organisation_is_the_whole_record(client):
    page = OrganisationPage.objects.get(slug="on-the-road")
    answer = ask(client, f"/api/v1/organisations/{page.pk}")
    assert answer["id"] == page.pk
    assert answer["kind"] == "organisation"
    assert answer["url"] == "http://testserver/directory/on-the-road/"
    assert answer["name"] == "Associazione On the Road"
    assert answer["type"] == "ngo"
    assert answer["membership"] == {"status": "founder", "since": 2010}
    for key, value in organisation_record(disclose(page, Tier.PUBLIC)).items():
        assert answer[key] == value, key


def test_the_schema_names_every_key_that_is_stored():
    assert set(OrganisationRecord.model_fields) - set(Record.model_fields) == KEYS


def test_a_record_that_was_read_saves_to_the_same_entry():
    page = OrganisationPage.objects.get(slug="on-the-road")
    record = organisation_record(disclose(page, Tier.PUBLIC))
    copy = save_organisation(record={**record, "slug": "a-copy"}, publish=True)
    assert organisation_record(disclose(copy, Tier.PUBLIC)) == {**record, "slug": "a-copy"}


def test_the_list_holds_every_organisation(client):
    answer = ask(client, "/api/v1/organisations?page-size=100")
    assert answer["count"] == OrganisationPage.objects.count() == len(answer["results"])


@pytest.mark.parametrize(
    "query", ["?country=IT", "?service=legal-aid", "?target-group=minors&country=RO", "?q=road"]
)
def test_the_list_agrees_with_the_search(client, index, query):
    found = ask(client, f"/api/v1/search{query}&kind=organisation&page-size=100")
    listed = ask(client, f"/api/v1/organisations{query}&page-size=100")
    assert listed["count"] == found["count"]
    assert [one["id"] for one in listed["results"]] == [one["id"] for one in found["results"]]


def test_a_draft_entry_is_in_no_answer(client):
    page = save_organisation(record={"name": "Not published yet"})
    assert client.get(f"/api/v1/organisations/{page.pk}").status_code == 404
    answer = ask(client, "/api/v1/organisations?page-size=100")
    assert "Not published yet" not in json.dumps(answer)


def test_all_organisations_are_csv_when_the_caller_prefers_it(client):
    response = client.get("/api/v1/organisations", headers={"Accept": "text/csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].startswith("id,kind,url,language,updated_at,slug,name,name_en")
    assert "membership.status" in lines[0]


def test_the_list_takes_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        ask(client, "/api/v1/organisations?page-size=50")
