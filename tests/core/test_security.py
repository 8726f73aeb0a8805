"""Headers of every answer, ways into the admin, what is served and what crawlers are told."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from wagtail.models import PageViewRestriction

from accounts.models import User
from core.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db

ANSWERS = ["/", "/search/", "/accounts/login/", "/no-such-page/", "/healthz", "/robots.txt"]


def directives(answer):
    pairs = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: values.split() for name, _, values in pairs}


@pytest.mark.parametrize("address", ANSWERS)
def test_readers_get_a_policy_that_allows_nothing_from_elsewhere(client, address):
    policy = directives(client.get(address))
    assert policy["default-src"] == ["'none'"]
    for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"):
        foreign = [
            value
            for value in policy[name]
            if value not in {"'self'", "data:"} and not value.startswith("'nonce-")
        ]
        assert foreign == []


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_keeps_its_address_and_its_type_to_itself(client, address):
    answer = client.get(address)
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_the_admin_has_a_policy_of_its_own_that_allows_no_other_site_either(admin_client):
    policy = directives(admin_client.get("/admin/"))
    values = {value for values in policy.values() for value in values}
    assert not [value for value in values if "//" in value or value in {"*", "https:", "http:"}]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/admin/login/?next=/admin/pages/", "account_login"),
        ("/admin/password_reset/", "account_reset_password"),
        ("/_util/login/?next=/practices/", "account_login"),
    ],
)
def test_wagtails_own_way_in_leads_to_the_sites_sign_in(client, address, target):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse(target))


def test_a_password_sent_to_wagtails_login_signs_nobody_in(client):
    User.objects.create_superuser("admin@example.net", "a password")
    client.post("/admin/login/", {"username": "admin@example.net", "password": "a password"})
    assert "_auth_user_id" not in client.session


def test_nobody_makes_an_account_for_themselves(client):
    answer = client.post(
        reverse("account_signup"),
        {"email": "new@example.net", "password1": "Xk29-ppq-11", "password2": "Xk29-ppq-11"},
    )
    assert answer.status_code in {200, 302, 403}
    assert not User.objects.exists()


def test_reading_sets_no_cookie(client):
    for address in ("/", "/search/?q=shelter", "/practices/"):
        assert not client.get(address).cookies


def test_the_site_is_well_while_its_database_answers(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_crawlers_are_kept_out_of_admin_accounts_and_searches(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /accounts/", "Disallow: /search/"} <= set(lines)
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def content_page(slug, **fields):
    page = ContentPage(title=slug, slug=slug, **fields)
    HomePage.objects.get().add_child(instance=page)
    return page


def test_the_sitemap_has_the_published_pages_and_neither_drafts_nor_private_ones(client):
    content_page("open-to-all")
    content_page("a-draft", live=False)
    private = content_page("for-members")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/open-to-all/" in sitemap
    assert "/practices/" in sitemap
    assert "a-draft" not in sitemap
    assert "for-members" not in sitemap


def test_only_pictures_are_served_from_the_media(client, settings):
    root = Path(settings.MEDIA_ROOT)
    for name in ("images/seen.txt", "documents/hidden.txt", "hidden.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text")
    assert client.get("/media/images/seen.txt").status_code == 200
    assert client.get("/media/documents/hidden.txt").status_code == 404
    assert client.get("/media/hidden.txt").status_code == 404
    assert client.get("/media/images/../hidden.txt").status_code == 400


def test_a_broken_page_answers_without_database_and_session(client, monkeypatch):
    def fail(request):
        raise ImproperlyConfigured("broken")

    monkeypatch.setattr("core.views.connection.cursor", lambda: fail(None))
    client.raise_request_exception = False
    answer = client.get("/healthz")
    assert answer.status_code == 500
    assert "Content-Security-Policy" in answer
