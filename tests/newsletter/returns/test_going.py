"""Counted links: they lead where the mail says, and the count knows nobody."""

import pytest
from django.urls import reverse

from newsletter.models import ClickCount, Edition, NewsletterSettings

pytestmark = pytest.mark.django_db
TARGETS = ["https://example.org/one?a=1&b=2", "https://example.org/two"]


@pytest.fixture
def edition(sent):
    NewsletterSettings.objects.update_or_create(defaults={"clicks_are_counted": True})
    return Edition.objects.create(
        mailing=sent, content_key="en", language="en", subject="", html="", text="", links=TARGETS
    )


def link(edition, number=0):
    return reverse("newsletter:go", args=[edition.pk, number])


def counts():
    return dict(ClickCount.objects.values_list("url", "count"))


def test_a_link_leads_to_its_target_and_counts(client, edition):
    for number in (0, 1, 0):
        answer = client.get(link(edition, number))
        assert (answer.status_code, answer.url) == (302, TARGETS[number])
    assert counts() == {TARGETS[0]: 2, TARGETS[1]: 1}


def test_no_cookie_is_set_and_no_address_is_passed_on(client, edition):
    answer = client.get(link(edition))
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Purpose": "preview"},
        {"X-Moz": "prefetch"},
    ],
)
def test_what_is_fetched_beforehand_does_not_count(client, edition, headers):
    assert client.get(link(edition), headers=headers).status_code == 302
    assert counts() == {}


def test_a_look_at_the_head_does_not_count(client, edition):
    assert client.head(link(edition)).status_code == 302
    assert counts() == {}


def test_old_mails_go_on_leading_where_nothing_is_counted_any_more(client, edition):
    NewsletterSettings.objects.update(clicks_are_counted=False)
    assert client.get(link(edition)).url == TARGETS[0]
    assert counts() == {}


def test_it_leads_nowhere_else(client, edition):
    assert client.get(link(edition, 2)).status_code == 404
    assert client.get(link(edition, 99999999999999999999)).status_code == 404
    for unknown in (edition.pk + 1, 99999999999999999999):
        assert client.get(reverse("newsletter:go", args=[unknown, 0])).status_code == 404
    answer = client.get(link(edition) + "?url=https://elsewhere.example.net/&next=//elsewhere")
    assert answer.url == TARGETS[0]
    assert client.post(link(edition)).status_code == 405
