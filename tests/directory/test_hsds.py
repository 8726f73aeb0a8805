"""The directory as HSDS 3.0: valid by the schemas of the standard, and never more than the viewer may see."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from directory.services import save_organisation
from tests.directory.test_exchange import RECORD

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parent / "hsds_schemas"
BASE = "https://schemas.example.org/"


@pytest.fixture(scope="module")
def validator():
    documents = {path.stem: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    registry = jsonschema_rs.Registry(
        [(f"{BASE}{name}.json", document) for name, document in documents.items()]
    )

    def of(name):
        return jsonschema_rs.Draft202012Validator(
            {"$ref": f"{BASE}{name}.json"}, registry=registry, validate_formats=True
        )

    return of


@pytest.fixture(autouse=True)
def entry():
    return save_organisation(record=RECORD, publish=True)


def ask(client, address, status=200):
    answer = client.get(f"/api/hsds/{address}")
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.mark.parametrize(
    ("address", "listed", "nested"),
    [
        ("organizations", "organization_list", "organization"),
        ("services", "service_list", "service"),
        ("service_at_locations", "service_at_location_list", "service_at_location"),
        ("taxonomies", "taxonomy", "taxonomy"),
        ("taxonomy_terms", "taxonomy_term", "taxonomy_term"),
    ],
)
def test_every_object_is_valid_by_the_standard(client, validator, address, listed, nested):
    page = ask(client, address)
    assert page["total_items"] > 0
    assert page["size"] == len(page["contents"])
    for one in page["contents"]:
        validator(listed).validate(one)
        validator(nested).validate(ask(client, f"{address}/{one['id']}"))


@pytest.mark.parametrize("address", ["organizations", "services"])
def test_full_lists_are_valid_too(client, validator, address):
    for one in ask(client, f"{address}?full=true")["contents"]:
        validator(address.removesuffix("s")).validate(one)


def test_what_is_not_public_is_in_no_answer(client):
    text = "".join(
        json.dumps(ask(client, f"{address}?full=true&per_page=100"))
        for address in ("organizations", "services", "service_at_locations")
    )
    for secret in ("Secret Lane", "Invented Person", "111 111", "Invented Square", "43.34567"):
        assert secret not in text
    assert "+387 80 000 000" in text


def test_a_service_stands_at_each_place_that_may_be_told(client):
    page = ask(client, "service_at_locations")
    assert page["total_items"] == 2
    assert {one["location"]["latitude"] for one in page["contents"]} == {43.35}


def test_services_are_narrowed_by_organisation_and_term(client):
    other = save_organisation(
        record={"name": "Other", "services": ["hotline"], "countries": ["FR"]}, publish=True
    )
    everything = ask(client, "services")["contents"]
    assert len(everything) == 3
    owner = next(one for one in everything if one["organization"]["name"] == other.title)
    own = ask(client, f"services?organization_id={owner['organization_id']}")
    assert own["total_items"] == 1
    term = next(
        one
        for one in ask(client, "taxonomy_terms?per_page=100")["contents"]
        if one["code"] == "accommodation"
    )
    assert ask(client, f"services?taxonomy_term_id={term['id']}")["total_items"] == 1


def test_identifiers_stay_the_same(client):
    assert ask(client, "organizations") == ask(client, "organizations")


def test_a_draft_is_no_object(client):
    save_organisation(record={"name": "Draft alone", "services": ["hotline"]})
    assert ask(client, "organizations")["total_items"] == 1
    assert ask(client, "services")["total_items"] == 2


def test_pages_follow_each_other(client):
    first = ask(client, "services?per_page=1")
    assert (first["total_pages"], first["first_page"], first["last_page"]) == (2, True, False)
    beyond = ask(client, "services?per_page=1&page=99")
    assert beyond["empty"] is True


@pytest.mark.parametrize(
    "address",
    [
        "organizations?page=0",
        "organizations?per_page=1000",
        "services?organization_id=1",
        "services?format=xml",
        f"organizations?search={'a' * 300}",
    ],
)
def test_a_request_that_cannot_be_read_gets_a_sentence(client, address):
    assert len(ask(client, address, 400)["detail"]) > 10


@pytest.mark.parametrize("kind", ["organizations", "services", "service_at_locations"])
def test_an_object_is_found_by_its_identifier_alone(
    client, entry, kind, django_assert_max_num_queries
):
    other = save_organisation(
        record={**RECORD, "slug": "other", "name": "Other", "services": ["hotline"]}, publish=True
    )
    listed = ask(client, f"{kind}?full=true")["contents"]
    assert len({one["id"] for one in listed}) == len(listed) > 1
    with django_assert_max_num_queries(10):
        ask(client, f"{kind}/{listed[-1]['id']}")
    other.unpublish()
    assert "no published object" in ask(client, f"{kind}/{listed[-1]['id']}", 404)["detail"]
    assert ask(client, f"{kind}/{listed[0]['id']}")["id"] == listed[0]["id"]


def test_a_full_page_takes_as_many_queries_as_there_are_kinds_of_rows(
    client, django_assert_max_num_queries
):
    for number in range(5):
        record = {**RECORD, "slug": f"house-{number}", "name": f"House {number}"}
        save_organisation(record=record, publish=True)
    with django_assert_max_num_queries(13):
        assert ask(client, "services?full=true")["total_items"] == 12


@pytest.mark.parametrize(
    "forged", ["nothing", "ffffffff-ffff-8fff-bfff-ffffffffffff", "{0}ffffffff", "{0}00000000"]
)
def test_an_unknown_object_is_not_there(client, forged):
    known = ask(client, "services")["contents"][0]["id"]
    for kind in ("organizations", "services", "service_at_locations"):
        forged = forged.format(known[:-8])
        assert "no published object" in ask(client, f"{kind}/{forged}", 404)["detail"]
    assert "no published object" in ask(client, f"organizations/{known}", 404)["detail"]


def test_an_organisation_that_nobody_knows_has_no_services(client):
    own = ask(client, "organizations")["contents"][0]["id"]
    for forged in (own[:-8] + "ffffffff", "00000000-0000-8000-8000-0000" + own[-8:]):
        assert ask(client, f"services?organization_id={forged}")["total_items"] == 0


def test_a_wrong_token_is_told(client):
    answer = client.get("/api/hsds/organizations", headers={"Authorization": "Bearer wrong"})
    assert answer.status_code == 401
