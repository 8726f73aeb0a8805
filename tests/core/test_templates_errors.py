"""The pages for what goes wrong: each says what happened and what to do next."""

import pytest
from django.test import Client, override_settings
from django.urls import path

from core import views
from core.views import words_of_address


def _broken(request):
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", _broken)]
handler500 = "core.views.server_error"


@pytest.mark.django_db
def test_a_missing_page_answers_404_and_offers_its_words_to_the_search(client):
    answer = client.get("/practices/safe-return-home/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "There is no page at this address" in html
    assert 'name="q" type="search" value="safe return home"' in html
    assert 'rel="canonical"' not in html


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/practices/safe-return/", "safe return"),
        ("/practices/safe-return.pdf", "safe return"),
        ("/", ""),
        ("/%3Cscript%3E/<script>alert(1)</script>", "script"),
        ("/abri_d'urgence/", "abri d urgence"),
        ("/" + "long-" * 200, ("long " * 200)[:100]),
    ],
)
def test_the_words_of_an_address_are_words_alone(address, words):
    assert words_of_address(address) == words


@override_settings(ROOT_URLCONF="tests.core.test_templates_errors")
def test_a_fault_is_answered_without_the_database():
    # No django_db mark: pytest-django raises on any query, so an answer means that none was made.
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    html = answer.content.decode()
    assert "Something broke on our side" in html
    assert "broken on purpose" not in html
    assert 'class="quick-exit"' in html


def test_a_damaged_request_is_answered_without_the_database(rf):
    answer = views.bad_request(rf.get("/"), Exception("damaged"))
    assert answer.status_code == 400
    assert "could not be understood" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["403.html", "503.html", "429.html", "403_csrf.html"])
def test_every_other_error_page_says_what_to_do_next(rf, name):
    from django.template.loader import render_to_string

    html = render_to_string(name, {}, rf.get("/"))
    assert html.count("<h1") == 1
    assert 'class="next-steps"' in html
    assert 'class="quick-exit"' in html


@pytest.mark.django_db
def test_a_form_without_its_token_gets_a_page_of_the_site():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "The form was open too long" in answer.content.decode()
