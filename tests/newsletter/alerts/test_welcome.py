"""The welcome: each step once, for those who asked by themselves, in their language."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsletter.alerts.welcome import preview_html, send_welcome
from newsletter.alerts.welcome_texts import ensure_welcome
from newsletter.models import (
    ConsentAction,
    ConsentEntry,
    Frequency,
    Mailing,
    MailingState,
    NewsletterSettings,
    Recipient,
    WelcomeMail,
)
from tests.newsletter.control.support import reader as make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def written_long_ago(db):
    WelcomeMail.objects.update(created_at=timezone.now() - timedelta(days=100))


def confirmed(number, days=0, **fields):
    at = timezone.now() - timedelta(days=days, minutes=1)
    return make_reader(number, confirmed_at=at, **fields)


def received():
    rows = Recipient.objects.select_related("edition", "mailing").order_by("mailing__key")
    return [(row.subscriber_id, row.mailing.key, row.edition.language) for row in rows]


def test_new_site_starts_with_two_steps_in_two_languages():
    steps = WelcomeMail.objects.values_list("position", "language")
    assert list(steps) == [(1, "en"), (1, "fr"), (2, "en"), (2, "fr")]


def test_deleted_welcome_does_not_come_back():
    WelcomeMail.objects.filter(position=2).delete()
    ensure_welcome()
    assert WelcomeMail.objects.count() == 2


def test_steps_come_when_their_day_has_come_each_once():
    reader = confirmed(1)
    assert send_welcome() == 1
    assert send_welcome() == 0
    assert received() == [(reader.pk, "welcome:1", "en")]
    assert send_welcome(timezone.now() + timedelta(days=4)) == 0
    assert send_welcome(timezone.now() + timedelta(days=5)) == 1
    assert [key for _reader, key, _language in received()] == ["welcome:1", "welcome:2"]


def test_mailing_stays_open_for_who_comes_later():
    confirmed(1)
    send_welcome()
    assert Mailing.objects.get().state == MailingState.OPEN_ENDED
    confirmed(2)
    assert send_welcome() == 1


def test_reader_gets_their_language_and_others_the_main_one():
    readers = [confirmed(n, language=code) for n, code in enumerate(["en", "fr", "it"])]
    send_welcome()
    found = {key: language for key, _mailing, language in received()}
    assert found == {readers[0].pk: "en", readers[1].pk: "fr", readers[2].pk: "en"}


def test_step_in_one_other_language_goes_to_everybody():
    WelcomeMail.objects.filter(language="en").delete()
    confirmed(1, language="it")
    assert send_welcome() == 1
    assert received()[0][2] == "fr"


def test_whose_day_was_before_the_step_was_written_does_not_get_it():
    confirmed(1, days=2)
    WelcomeMail.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert send_welcome() == 0


def test_imported_readers_get_none():
    reader = confirmed(1)
    ConsentEntry.objects.create(
        subscriber=reader, action=ConsentAction.IMPORTED, how="import", address_hash="x"
    )
    assert send_welcome() == 0


def test_who_wants_alerts_alone_gets_none():
    confirmed(1, frequency=Frequency.ALERTS_ONLY)
    assert send_welcome() == 0


def test_welcome_after_weeks_is_none():
    confirmed(1, days=15)
    assert send_welcome() == 1  # the second step, whose day was ten days ago
    assert received()[0][1] == "welcome:2"


@pytest.mark.parametrize("state", ["pending", "left", "bounced", "complained"])
def test_who_may_not_be_written_to_gets_none(state):
    confirmed(1, state=state)
    assert send_welcome() == 0


def test_switch_of_the_settings_and_of_a_step():
    confirmed(1)
    WelcomeMail.objects.filter(position=1).update(is_on=False)
    assert send_welcome() == 0
    WelcomeMail.objects.update(is_on=True)
    rules = NewsletterSettings.load()
    rules.welcome_is_sent = False
    rules.save()
    assert send_welcome() == 0


def test_changed_text_is_another_edition_and_leaves_the_first():
    first = confirmed(1)
    send_welcome()
    WelcomeMail.objects.filter(position=1).update(subject="New words")
    second = confirmed(2)
    send_welcome()
    subjects = {row.subscriber_id: row.edition.subject for row in Recipient.objects.all()}
    assert subjects[second.pk] == "New words" != subjects[first.pk]


def test_markup_in_a_text_is_words():
    html = preview_html(
        WelcomeMail(
            subject="S", body="<script>x</script> https://example.org/ %%leave_url%%", language="en"
        )
    )
    assert "<script>" not in html
    assert 'href="https://example.org/"' in html


def test_many_readers_are_queued_with_few_queries(django_assert_max_num_queries):
    for number in range(40):
        confirmed(number)
    with django_assert_max_num_queries(40):
        assert send_welcome() == 40
