"""The account page shows, exports and erases what the newsletter holds of its owner."""

import pytest
from django.utils import timezone

from accounts.erasure import erase, export_of
from newsletter.models import RecipientState, Subscriber
from tests.directory.people.support import make_user
from tests.newsletter.readers import make_delivery, make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def user():
    return make_user("reader@example.org")


def test_the_account_page_leads_to_the_choices_without_another_sign_in(client, user):
    make_reader()
    client.force_login(user)
    text = client.get("/accounts/").text
    assert "reader@example.org: each issue" in text
    assert "/newsletter/preferences/" in text


def test_who_is_not_subscribed_is_offered_it(client, user):
    client.force_login(user)
    assert "/newsletter/subscribe/" in client.get("/accounts/").text


def test_the_export_has_choices_consents_and_what_was_sent(user):
    reader = make_reader("Reader@example.org", interests=["country=FR"])
    make_delivery(reader, subject="Sent", state=RecipientState.SENT, sent_at=timezone.now())
    make_reader("other@example.org")
    (held,) = export_of(user)["newsletter"]
    assert held["address"] == "Reader@example.org"
    assert held["interests"] == ["country=FR"]
    assert [mail["title"] for mail in held["sent"]] == ["Sent"]


def test_erasing_the_account_erases_the_subscription_and_nobody_elses(user):
    make_reader(user=user)
    make_reader("other@example.org")
    erase(user=user)
    assert [each.email for each in Subscriber.objects.all()] == ["other@example.org"]
