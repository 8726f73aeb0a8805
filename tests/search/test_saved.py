"""Searches that people who sign in keep: saved once, under a name, seen by nobody else."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.erasure import erase, export_of
from accounts.models import User
from search.models import SearchBookmark
from search.query import MAX_QUERY_LENGTH
from search.saved.services import MOST_BOOKMARKS
from search.search_index import register_plain_pages  # noqa: F401 - registers the way to save one

pytestmark = pytest.mark.django_db
LIST, NEW = "/search/saved/", "/search/saved/new/"


@pytest.fixture
def person(client):
    """Sign somebody in."""
    user = User.objects.create_user(email="reader@example.org", password="x")
    client.force_login(user)
    return user


@pytest.fixture
def kept(person):
    """Return a search that the person keeps."""
    return SearchBookmark.objects.create(owner=person, name="Return", query="q=safe&country=RO")


def page(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_search_is_saved_in_its_one_form_under_a_name(client, person):
    form = page(client.get(f"{NEW}?country=ro&q=safe+return&page=3&sort=title&unknown=1"))
    assert "“safe return” · Romania" in form
    response = client.post(
        NEW, {"query": "country=ro&q=safe+return&page=3&sort=title", "name": "Safe return"}
    )
    assert response.url == LIST
    bookmark = SearchBookmark.objects.get()
    assert (bookmark.owner, bookmark.name) == (person, "Safe return")
    assert bookmark.query == "q=safe+return&country=RO"


def test_the_list_runs_renames_deletes_and_leads_to_an_alert(client, kept):
    SearchBookmark.objects.create(owner=kept.owner, name="a first one", query="kind=practice")
    shown = page(client.get(LIST))
    assert shown.index("a first one") < shown.index("Return")
    assert "“safe” · Romania" in shown
    assert "saved on" in shown
    assert 'href="/search/?q=safe&amp;country=RO"' in shown
    assert "/newsletter/alerts/new/?q=safe&amp;country=RO" in shown
    assert 'href="/search/saved/new/' not in shown


def test_saving_twice_leads_to_what_is_kept(client, kept):
    response = client.get(f"{NEW}?country=RO&q=safe", follow=True)
    assert "You keep this search already, as “Return”" in page(response)
    client.post(NEW, {"query": "q=safe&country=RO", "name": "Again"})
    assert SearchBookmark.objects.get().name == "Return"


def test_who_is_not_signed_in_is_led_to_sign_in_and_comes_back(client):
    user = User.objects.create_user(email="reader@example.org", password="x")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    response = client.get(f"{NEW}?q=safe&country=RO")
    assert response.url.startswith(reverse("account_login"))
    answer = client.post(response.url, {"login": "reader@example.org", "password": "x"})
    assert answer.url == f"{NEW}?q=safe&country=RO"
    assert "“safe” · Romania" in page(client.get(answer.url))


def test_what_cannot_be_saved_is_said(client, person):
    for text in ("", "q=***", "q=" + "x" * (MAX_QUERY_LENGTH + 1)):
        response = client.get(f"{NEW}?{text}")
        assert response.status_code == 400
        assert "was not saved" in response.content.decode()
    response = client.post(NEW, {"query": "q=safe", "name": " "})
    assert "This field is required" in page(response)
    assert 'value="q=safe"' in page(response)
    assert not SearchBookmark.objects.exists()


def test_there_may_be_so_many_and_no_more(client, kept):
    SearchBookmark.objects.bulk_create(
        SearchBookmark(owner=kept.owner, name=str(number), query=f"q=word{number}")
        for number in range(MOST_BOOKMARKS - 1)
    )
    for response in (
        client.get(f"{NEW}?q=another"),
        client.post(NEW, {"query": "q=another", "name": "x"}),
    ):
        assert response.status_code == 400
        assert f"You keep {MOST_BOOKMARKS} searches already" in response.content.decode()
    assert SearchBookmark.objects.count() == MOST_BOOKMARKS


def test_a_long_list_needs_few_queries(client, kept, django_assert_max_num_queries):
    SearchBookmark.objects.bulk_create(
        SearchBookmark(owner=kept.owner, name=str(number), query=f"q=word{number}&country=FR")
        for number in range(20)
    )
    client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_renaming_and_deleting_ask_first_and_change_by_post_alone(client, kept):
    rename, delete = (f"{LIST}{kept.pk}/{what}/" for what in ("rename", "delete"))
    assert 'value="Return"' in page(client.get(rename))
    assert "This field is required" in page(client.post(rename, {"name": ""}))
    client.post(rename, {"name": "Romania"})
    assert "Delete “Romania”?" in page(client.get(delete))
    assert SearchBookmark.objects.filter(name="Romania").exists()
    assert client.post(LIST).status_code == 405
    client.post(delete)
    assert "You keep no search yet" in page(client.get(LIST))


def test_nobody_meets_the_searches_of_others(client, kept):
    client.force_login(User.objects.create_user(email="other@example.org", password="x"))
    assert "Return" not in page(client.get(LIST)).split("<main")[1]
    for what in ("rename", "delete"):
        assert client.get(f"{LIST}{kept.pk}/{what}/").status_code == 404
        assert client.post(f"{LIST}{kept.pk}/{what}/", {"name": "x"}).status_code == 404
    kept.refresh_from_db()
    assert kept.name == "Return"


def test_saved_searches_go_along_with_their_owner_and_go_with_them(client, kept):
    assert '<a href="/search/saved/">1 search</a>' in page(client.get("/accounts/"))
    exported = json.loads(json.dumps(export_of(kept.owner), default=str))
    assert "q=safe&country=RO" in json.dumps(exported)
    erase(user=kept.owner)
    assert not SearchBookmark.objects.exists()


def test_the_search_page_offers_to_save(client, person, site_engine):
    assert "/search/saved/new/?q=nothing" in page(client.get("/search/?q=nothing"))
