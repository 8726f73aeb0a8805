"""Programs read the API as the owner of their token."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone
from ninja.errors import HttpError
from wagtail.models import APIToken

from accounts.api_tokens import MOST_TOKENS, TooManyTokens, make_token, tier_of_request
from accounts.roles import Role
from core.access import Tier
from tests.accounts.conftest import add_app, make_user

pytestmark = pytest.mark.django_db


def asking(token=None, user=None):
    """Return a request of the API with this token and the cookie of this person."""
    header = {} if token is None else {"Authorization": token}
    request = RequestFactory().get("/api/v1/organisations", headers=header)
    request.user = user or AnonymousUser()
    return request


def refusal(token):
    with pytest.raises(HttpError) as refused:
        tier_of_request(asking(token))
    return refused.value.status_code, str(refused.value)


def test_without_a_token_everybody_reads_what_is_public_signed_in_or_not():
    editor = make_user("editor@example.org", Role.EDITOR)
    assert tier_of_request(asking()) is Tier.PUBLIC
    assert tier_of_request(asking(user=editor)) is Tier.PUBLIC


def test_a_token_carries_the_tier_of_its_owner():
    member, editor, nobody = (
        make_user("member@example.org", Role.MEMBER),
        make_user("editor@example.org", Role.EDITOR),
        make_user("nobody@example.org"),
    )
    tiers = [
        tier_of_request(asking(f"Bearer {make_token(user=user, name='test')[1]}"))
        for user in (member, editor, nobody)
    ]
    assert tiers == [Tier.MEMBERS, Tier.EDITORS, Tier.PUBLIC]


def test_the_database_does_not_know_the_token_and_notes_its_use():
    token, text = make_token(user=make_user(), name="test")
    tier_of_request(asking(f"bearer {text}"))
    stored = APIToken.objects.filter(pk=token.pk).values().get()
    assert text not in str(stored)
    assert stored["last_used_at"] is not None


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer wagtail_" + "0" * 33]
)
def test_a_wrong_token_is_refused_with_a_sentence(header):
    status, sentence = refusal(header)
    assert status == 401
    assert sentence.endswith(".")


def test_revoked_expired_and_left_behind_tokens_are_refused():
    token, text = make_token(user=make_user(), name="test")
    APIToken.objects.update(created=timezone.now() - timedelta(days=366))
    assert "expired" in refusal(f"Bearer {text}")[1]
    APIToken.objects.update(created=timezone.now())
    token.user.is_active = False
    token.user.save()
    assert refusal(f"Bearer {text}")[0] == 401
    token.user.is_active = True
    token.user.save()
    token.revoke()
    assert "revoked" in refusal(f"Bearer {text}")[1]


@pytest.mark.usefixtures("compulsory")
def test_the_token_of_an_editor_works_once_the_second_factor_is_set_up():
    editor = make_user("editor@example.org", Role.EDITOR)
    header = f"Bearer {make_token(user=editor, name='test')[1]}"
    assert refusal(header)[0] == 403
    add_app(editor)
    assert tier_of_request(asking(header)) is Tier.EDITORS


def test_nobody_collects_tokens_without_end():
    person = make_user()
    for _ in range(MOST_TOKENS):
        make_token(user=person, name="test")
    with pytest.raises(TooManyTokens, match="Revoke one"):
        make_token(user=person, name="one more")


# --- Answers ----------------------------------------------------------------------------------


def test_nobody_keeps_what_a_token_opened(client):
    _token, text = make_token(user=make_user(), name="test")
    answer = client.get("/api/v1/vocabularies", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer["Vary"]
    assert "ETag" not in answer
    assert "Access-Control-Allow-Origin" not in answer


def test_a_wrong_token_is_never_taken_for_none(client):
    answer = client.get("/api/v1/vocabularies", headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Cache-Control"] == "private, no-store"
    assert "not known here" in answer.json()["detail"]


def test_a_cache_does_not_give_the_public_answer_to_the_holder_of_a_token(client):
    answer = client.get("/api/v1/vocabularies")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert {"Accept", "Authorization"} <= set(answer["Vary"].split(", "))
