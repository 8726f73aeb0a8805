"""Charts and cases in the API: whole records, found as the search finds them, and only what everybody may see."""

import csv
import json
from io import StringIO

import pytest
from wagtail.models import PageViewRestriction

from practices.api_schemas import CaseStudyRecord, PracticeRecord
from practices.json_records import case_study_record, practice_record
from practices.models import CaseStudyPage, ContactPoint, PracticePage
from practices.record_keys import CASE_KEYS, PRACTICE_KEYS
from search.engines.selection import get_engine
from search.record_schemas import Record
from tests.own_index import own_index

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]
LISTS = ["/api/v1/practices", "/api/v1/case-studies"]


@pytest.fixture
def index(demonstration_index):
    return demonstration_index


def ask(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.json()


def rows(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(StringIO(text)))


def ask_csv(client, address):
    response = client.get(address, headers={"Accept": "text/csv"})
    assert response.status_code == 200
    return rows(response)


def keys_of(schema):
    return set(schema.model_fields) - set(Record.model_fields)


# --- One record -------------------------------------------------------------------------------


def test_a_chart_is_the_whole_record(client):
    page = PracticePage.objects.get(slug="outreach-rural-herzegovina")
    answer = ask(client, f"/api/v1/practices/{page.pk}")
    assert answer["id"] == page.pk
    assert answer["kind"] == "practice"
    assert answer["url"] == "http://testserver/practices/outreach-rural-herzegovina/"
    assert answer["language"] == "en"
    assert answer["updated_at"] == page.last_published_at.isoformat()
    assert answer["countries"] == ["BA"]
    assert answer["resources"]["funding"][0] == {
        "source": "Ministry of Foreign Affairs of the Czech Republic",
        "percent": 90,
    }
    for key, value in practice_record(page).items():
        assert answer[key] == value, key


def test_a_case_is_the_whole_record(client):
    page = CaseStudyPage.objects.get(slug="return-shared-safety-plan")
    answer = ask(client, f"/api/v1/case-studies/{page.pk}")
    assert answer["kind"] == "case-study"
    assert answer["actors"][0]["kind"] == "ngo"
    for key, value in case_study_record(page).items():
        assert answer[key] == value, key


def test_the_schemas_name_every_key_that_a_record_can_have():
    assert keys_of(PracticeRecord) == PRACTICE_KEYS
    assert keys_of(CaseStudyRecord) == CASE_KEYS


def test_every_record_of_the_demonstration_fits_its_schema(client):
    assert len(ask(client, "/api/v1/practices?page-size=100")["results"]) == 20
    assert len(ask(client, "/api/v1/case-studies?page-size=100")["results"]) == 12


@pytest.mark.parametrize("address", ["/api/v1/practices/999999", "/api/v1/case-studies/999999"])
def test_a_record_that_is_not_there_is_told_in_a_sentence(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response.json()["detail"] == (
        "There is no published record with the id 999999 in this list."
    )


def test_a_case_is_no_chart(client):
    case = CaseStudyPage.objects.first()
    assert client.get(f"/api/v1/practices/{case.pk}").status_code == 404


@pytest.mark.parametrize("id", ["x", "0", "-1", "99999999999999999999", "1.5", "%00"])
def test_an_id_that_is_none_is_refused_in_a_sentence(client, id):
    response = client.get(f"/api/v1/practices/{id}")
    assert response.status_code == 422
    assert "“id”" in response.json()["detail"]


# --- Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", LISTS)
def test_a_list_has_the_envelope_of_the_search(client, address):
    answer = ask(client, f"{address}?page-size=5&page=2")
    assert set(answer) == {"count", "page", "pages", "results", "problems"}
    assert answer["page"] == 2
    assert answer["pages"] == -(-answer["count"] // 5)
    assert len(answer["results"]) == 5


def test_pages_together_hold_every_record_once(client):
    ids = [
        record["id"]
        for page in (1, 2, 3)
        for record in ask(client, f"/api/v1/practices?page-size=8&page={page}")["results"]
    ]
    assert sorted(ids) == sorted(PracticePage.objects.values_list("pk", flat=True))


def test_a_page_has_twenty_records_unless_asked_and_a_hundred_at_most(client):
    assert len(ask(client, "/api/v1/practices")["results"]) == 20
    answer = ask(client, "/api/v1/practices?page-size=1000")
    assert answer["problems"] == ["A page shows at most 100 records."]
    assert answer["pages"] == 1


def test_a_page_behind_the_last_is_empty(client):
    answer = ask(client, "/api/v1/practices?page=7")
    assert answer["count"] == 20
    assert answer["results"] == []


QUERIES = [
    "?country=FR",
    "?country=FR&country=IT",
    "?category=B",
    "?country=FR&category=B&q=safe accommodation",
    "?target-group=minors",
    "?exploitation=forced-labour&year-from=2008&year-to=2009",
    "?typology=information-awareness",
    "?q=return",
    "?organisation=novi-put",
    "?language=en&sort=title",
    "?q=&country=FR&year-from=&year-to=&page=",
]


@pytest.mark.parametrize("kind, address", [("practice", LISTS[0]), ("case-study", LISTS[1])])
@pytest.mark.parametrize("query", QUERIES)
def test_a_list_agrees_with_the_search(client, index, kind, address, query):
    found = ask(client, f"/api/v1/search{query}&kind={kind}&page-size=100")
    listed = ask(client, f"{address}{query}&page-size=100")
    assert listed["count"] == found["count"] == len(listed["results"])
    assert [one["id"] for one in listed["results"]] == [one["id"] for one in found["results"]]


def test_some_of_these_queries_do_find_something(client, index):
    counts = [ask(client, f"/api/v1/practices{query}")["count"] for query in QUERIES]
    assert sum(1 for count in counts if 0 < count < 20) >= 6


def test_an_unknown_value_gives_nothing_and_a_hint(client, index):
    answer = ask(client, "/api/v1/practices?country=QQ")
    assert answer["count"] == 0
    assert answer["results"] == []
    assert "QQ" in answer["problems"][0]


@pytest.mark.parametrize("query", ["year-from=abc", "page=x", "page-size=many", "year-to=20 10"])
def test_what_is_no_number_is_refused_in_a_sentence_that_names_it(client, query):
    response = client.get(f"/api/v1/practices?{query}")
    assert response.status_code == 422
    answer = response.json()
    assert f"“{query.split('=')[0]}”" in answer["detail"]
    assert len(answer["problems"]) == 1


def test_a_query_that_is_too_long_is_refused_in_a_sentence(client):
    response = client.get("/api/v1/practices", {"q": "word " * 200})
    assert response.status_code == 422
    assert "too long" in response.json()["detail"]


def test_a_list_costs_the_same_queries_for_few_records_and_many(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        assert len(ask(client, "/api/v1/practices?page-size=20")["results"]) == 20


def test_the_whole_list_is_readable_while_the_search_is_down(client, settings, tmp_path):
    with own_index(settings, tmp_path):
        get_engine().clear()
        assert ask(client, "/api/v1/practices")["count"] == 20
        response = client.get("/api/v1/practices?country=FR")
    assert response.status_code == 503
    assert "not available" in response.json()["detail"]


# --- CSV --------------------------------------------------------------------------------------


def test_csv_has_every_record_and_not_one_page(client):
    found = ask_csv(client, "/api/v1/practices?page-size=3")
    assert len(found) == 20
    assert {row["slug"] for row in found} == set(
        PracticePage.objects.values_list("slug", flat=True)
    )


def test_csv_is_narrowed_like_json(client, index):
    listed = ask(client, "/api/v1/practices?country=FR")["results"]
    assert listed
    found = ask_csv(client, "/api/v1/practices?country=FR")
    assert [int(row["id"]) for row in found] == [record["id"] for record in listed]


def test_csv_names_the_parts_of_an_object(client):
    row = next(row for row in ask_csv(client, "/api/v1/practices") if row["number"] == "1")
    assert row["resources.funding"] == (
        "Ministry of Foreign Affairs of the Czech Republic: 90; Private donor: 10"
    )
    assert row["source.title"] == "ENPATES Handbook"


def test_a_title_that_a_spreadsheet_would_run_is_text(client):
    page = PracticePage.objects.first()
    page.title = "=HYPERLINK(1)"
    page.save()
    names = {row["name"] for row in ask_csv(client, "/api/v1/practices")}
    assert "'=HYPERLINK(1)" in names


@pytest.mark.parametrize(
    "accept, kind",
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv, application/json;q=0.5", "text/csv; charset=utf-8"),
        ("application/json, text/csv;q=0.5", "application/json; charset=utf-8"),
        ("*/*", "application/json; charset=utf-8"),
        ("text/html", "application/json; charset=utf-8"),
    ],
)
def test_the_caller_chooses_between_json_and_csv(client, accept, kind):
    response = client.get("/api/v1/case-studies", headers={"Accept": accept})
    assert response["Content-Type"] == kind
    assert "Accept" in response["Vary"]


# --- Only what everybody may see ---------------------------------------------------------------


def hide_as_draft(page):
    page.unpublish()


def hide_as_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hide_by_deletion(page):
    page.delete()


@pytest.mark.parametrize("hide", [hide_as_draft, hide_as_private, hide_by_deletion])
@pytest.mark.parametrize("model, address", [(PracticePage, LISTS[0]), (CaseStudyPage, LISTS[1])])
def test_a_draft_a_private_and_a_deleted_page_are_in_no_answer(client, index, hide, model, address):
    page = model.objects.first()
    pk, title, slug = page.pk, page.title, page.slug
    # The index still holds the page: what is withdrawn must not be shown even then.
    hide(page)
    assert client.get(f"{address}/{pk}").status_code == 404
    for query in ("?page-size=100", "?page-size=100&language=en"):
        assert pk not in [one["id"] for one in ask(client, f"{address}{query}")["results"]]
        assert slug not in [row["slug"] for row in ask_csv(client, f"{address}{query}")]
    index()
    answer = ask(client, f"{address}?page-size=100&language=en")
    assert title not in json.dumps(answer, ensure_ascii=False)


def test_unpublished_changes_are_in_no_answer(client):
    page = PracticePage.objects.first()
    page.title = "Not yet decided"
    page.save_revision()
    assert ask(client, f"/api/v1/practices/{page.pk}")["name"] != "Not yet decided"
    assert "Not yet decided" not in json.dumps(ask(client, "/api/v1/practices"))


def test_contacts_of_members_and_editors_are_in_no_answer(client, django_user_model):
    page = PracticePage.objects.first()
    for tier in ("public", "members", "editors"):
        page.contact_points.add(ContactPoint(kind="email", value=f"{tier}@example.org", tier=tier))
    page.save()
    client.force_login(
        django_user_model.objects.create_superuser(email="a@example.org", password="x")
    )
    addresses = [f"/api/v1/practices/{page.pk}", "/api/v1/practices"]
    answers = [json.dumps(ask(client, address)) for address in addresses]
    answers.append(json.dumps(ask_csv(client, "/api/v1/practices")))
    for answer in answers:
        assert "public@example.org" in answer
        assert "members@example.org" not in answer
        assert "editors@example.org" not in answer


# --- For other sites ---------------------------------------------------------------------------


def test_every_site_may_read_the_answers_and_caches_may_keep_them_for_a_minute(client):
    response = client.get("/api/v1/practices")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response["Vary"]
    assert not response.cookies


def test_an_answer_that_did_not_change_is_not_sent_again(client):
    first = client.get("/api/v1/practices")
    again = client.get("/api/v1/practices", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_errors_can_be_read_by_other_sites_and_are_not_kept(client):
    response = client.get("/api/v1/practices/999999")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Cache-Control" not in response
