"""The API as its OpenAPI document promises it: the interface's addresses, valid, documented, held under fuzzing."""

import json
from html.parser import HTMLParser

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from core.api_docs import operations_by_tag
from tests.examples import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]

# The addresses of the interface that stand so far; policies and publications come with the library.
INTERFACE = [
    "/search",
    "/practices",
    "/practices/{id}",
    "/case-studies",
    "/case-studies/{id}",
    "/organisations",
    "/organisations/{id}",
    "/vocabularies/{name}",
]
ONE_QUERY_STRING = {
    "q",
    "country",
    "category",
    "typology",
    "service",
    "target-group",
    "exploitation",
    "topic",
    "organisation",
    "language",
    "year-from",
    "year-to",
    "sort",
    "page",
    "page-size",
}
#: What the search of everything knows beside: facets that only policies and publications carry.
LIBRARY_FACETS = {"document-kind", "region", "level", "body", "status"}


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture
def index(demonstration_index):
    return demonstration_index


@pytest.fixture
def connection_stays():
    """Keep the connection that holds the test's transaction, as Django's own test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def get(document, path):
    return document["paths"][f"/api/v1{path}"]["get"]


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(document).validate()


@pytest.mark.parametrize("path", INTERFACE)
def test_every_address_of_the_interface_is_documented_with_its_answer(document, path):
    operation = get(document, path)
    assert operation["summary"]
    assert operation["description"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["$ref"].removeprefix("#/components/schemas/") in document["components"]["schemas"]


@pytest.mark.parametrize("path", ["/search", "/practices", "/case-studies", "/organisations"])
def test_one_query_string_everywhere(document, path):
    names = {one["name"] for one in get(document, path)["parameters"] if one["in"] == "query"}
    of_libraries = LIBRARY_FACETS if path == "/search" else set()
    assert names - {"kind"} == ONE_QUERY_STRING | of_libraries


@pytest.mark.parametrize(
    "path", ["/practices", "/case-studies", "/organisations", "/vocabularies/{name}"]
)
def test_lists_are_documented_as_csv_too(document, path):
    assert "text/csv" in get(document, path)["responses"]["200"]["content"]


def test_every_parameter_says_what_it_means(document):
    for path, methods in document["paths"].items():
        for parameter in methods["get"]["parameters"]:
            if parameter["in"] == "query":
                assert parameter["description"], (path, parameter["name"])


def test_only_reading_is_offered(document):
    assert {method for methods in document["paths"].values() for method in methods} == {"get"}


def test_search_answers_with_the_keys_of_the_interface(client, index):
    answer = client.get("/api/v1/search?q=safe accommodation&country=FR").json()
    # {"count": 12, "page": 1, "pages": 1, "results": […], "facets": {…}, "suggestion": null}
    assert {"count", "page", "pages", "results", "facets", "suggestion"} <= set(answer)
    assert answer["count"] >= 1
    # {"id", "kind", "title", "url", "summary", "highlights": [], "countries": [], "category", "year",
    #  "language", "updated_at", "passages": [{"page": 7, "text", "url"}]}
    record = answer["results"][0]
    assert {
        "id",
        "kind",
        "title",
        "url",
        "summary",
        "highlights",
        "countries",
        "category",
        "year",
        "language",
        "updated_at",
        "passages",
    } <= set(record)
    # "facets": {"country": [{"value": "FR", "label": "France", "count": 3, "selected": false}]}
    france = next(one for one in answer["facets"]["country"] if one["value"] == "FR")
    assert set(france) == {"value", "label", "count", "selected"}
    assert france["label"] == "France"
    assert france["selected"] is True


def test_an_id_of_the_search_opens_the_record(client, index):
    for record in client.get("/api/v1/search?q=return").json()["results"]:
        plural = {
            "practice": "practices",
            "case-study": "case-studies",
            "organisation": "organisations",
        }
        if record["kind"] in plural:
            address = f"/api/v1/{plural[record['kind']]}/{record['id']}"
            assert client.get(address).json()["url"] == record["url"]


# --- The documentation page ---------------------------------------------------------------------


class References(HTMLParser):
    """Collects what a page loads, what it runs and what it links to inside itself."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.inline, self.ids, self.anchors = [], [], set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag in ("script", "img", "iframe") and "src" in named:
            self.loaded.append(named["src"])
        if tag == "link" and named.get("rel") in ("stylesheet", "preload", "icon"):
            self.loaded.append(named["href"])
        if "style" in named or (tag == "script" and "src" not in named) or tag == "style":
            self.inline.append(tag)
        if "id" in named:
            self.ids.add(named["id"])
        if tag == "a" and (named.get("href") or "").startswith("#"):
            self.anchors.add(named["href"][1:])


@pytest.fixture
def page(client):
    response = client.get("/api/v1/docs")
    assert response.status_code == 200
    return response


def test_the_documentation_page_shows_every_operation_and_schema(page, document):
    text = page.content.decode()
    for path in document["paths"]:
        assert f"<code>GET {path}</code>" in text
    for schema in document["components"]["schemas"]:
        assert f'id="schema-{schema}"' in text


def test_the_documentation_page_loads_nothing_from_others_and_runs_nothing_inline(page):
    references = References(page.content.decode())
    assert all(address.startswith("/static/") for address in references.loaded)
    assert references.inline == []
    assert "unsafe-inline" not in page["Content-Security-Policy"]


def test_every_link_inside_the_documentation_page_leads_somewhere(page):
    references = References(page.content.decode())
    assert references.anchors - references.ids == set()


def test_the_examples_of_the_documentation_page_are_json_of_their_schema(document):
    for operations in operations_by_tag(document, "http://testserver").values():
        for operation in operations:
            assert json.loads(operation.example)
            assert operation.request.startswith("curl 'http://testserver/api/v1/")


def test_an_address_that_is_none_is_told_as_json(client):
    response = client.get("/api/v1/recipes")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("application/json")
    assert "/api/v1/docs" in response.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)("/api/v1/practices").status_code == 405


# --- Fuzzing --------------------------------------------------------------------------------------

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", INTERFACE)
def test_no_request_breaks_the_promise_of_the_document(index, connection_stays, path, mode):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operation = schema[f"/api/v1{path}"]["GET"]

    @seed(3)
    @settings(
        max_examples=examples(10),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def hold(case):
        # The transport in process does not unpack what the site packs for browsers.
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    hold()
