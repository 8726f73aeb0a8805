"""Whoever signs in lands where they wanted to go, however many steps it takes, and never goes round in a circle."""

import re

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from accounts.roles import Role
from core.models import ContentPage, HomePage
from tests.accounts.conftest import PASSWORD, add_app, code_now, make_user, sign_in

pytestmark = pytest.mark.django_db

WANTED = "/accounts/data/"


def hidden_next(page):
    return re.search(r'name="next" value="([^"]*)"', page.text)[1]


def sign_in_link(page):
    return re.search(r'class="sign-in" href="([^"]*)"', page.text)[1]


def test_a_page_asked_for_without_an_account_is_shown_after_both_steps(client):
    person = make_user()
    add_app(person)
    sign_in_page = client.get(WANTED, follow=True)
    second_step = sign_in(client, person, next=hidden_next(sign_in_page))
    wrong = client.post(second_step["Location"], {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post(second_step["Location"], {"code": code_now()})["Location"] == WANTED


def test_the_page_asked_for_last_is_shown_when_somebody_wanders_off_between_the_steps(client):
    person = make_user()
    add_app(person)
    sign_in(client, person, next="/accounts/sessions/")
    second_step = client.get(WANTED, follow=True).redirect_chain[-1][0]
    assert client.post(second_step, {"code": code_now()})["Location"] == WANTED


def test_the_sign_in_of_every_page_leads_back_to_that_page(client):
    address = "/practices/compare/?p=1&p=2"
    link = sign_in_link(client.get(address))
    assert hidden_next(client.get(link)) == address.replace("&", "&amp;")
    assert sign_in_link(client.get("/")) == "/accounts/login/"
    assert sign_in_link(client.get(link)) == "/accounts/login/"


@pytest.mark.usefixtures("compulsory", "commits_at_once")
def test_who_has_to_set_up_a_second_factor_comes_to_the_wanted_page_afterwards(client):
    editor = make_user("editor@example.org", Role.EDITOR)
    held = client.get(sign_in(client, editor, next="/admin/pages/")["Location"])
    client.get(held["Location"])
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    set_up = "/accounts/2fa/totp/activate/"
    codes = client.post(
        set_up, {"code": code_now(client.get(set_up).context["form"].secret)}, follow=True
    )
    onwards = re.search(r'href="([^"]*)">I have kept them', codes.text)[1]
    assert client.get(onwards)["Location"] == "/admin/pages/"
    assert client.get(onwards)["Location"] == "/accounts/"


def test_an_account_that_does_not_open_the_admin_is_told_so(client):
    sign_in(client, make_user("member@example.org", Role.MEMBER), next="/admin/")
    refused = client.get("/admin/", follow=True)
    assert refused.status_code == 403
    assert "Your account does not open it" in refused.text


def test_an_account_that_does_not_open_a_private_page_is_told_so(client):
    page = HomePage.objects.get().add_child(instance=ContentPage(title="For a group"))
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Another group"))
    assert client.get(page.url, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
    sign_in(client, make_user("member@example.org", Role.MEMBER))
    assert client.get(page.url, follow=True).status_code == 403
