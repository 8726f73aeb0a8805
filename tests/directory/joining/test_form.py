"""The public form: what it takes in, what it refuses, and what it never tells."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Application, ApplicationState, JoiningSettings, OrganisationPage
from directory.services import save_organisation
from tests.directory.joining.support import opened
from tests.directory.people.support import deliver, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

JOIN = "/directory/join/"


def test_an_application_is_kept_and_its_address_asked_to_confirm(client, form, mailoutbox):
    answer = client.post(JOIN, form())
    assert answer.url == "/directory/join/sent/"
    application = Application.objects.get()
    assert application.state == ApplicationState.UNCONFIRMED
    assert application.entry["countries"] == ["FR", "IT", "BA"]
    assert application.entry["website"] == "https://lantern.example.org"
    assert application.entry["services"] == ["legal-aid"]
    assert application.consent_text == JoiningSettings.load().consent_text
    assert application.consent_version == JoiningSettings.load().consent_version
    assert application.charter_version
    assert application.consented_at
    (mail,) = deliver(mailoutbox)
    assert mail.to == ["applicant@lantern.example.org"]


def test_the_first_mail_holds_nothing_that_was_typed(client, form, mailoutbox):
    client.post(JOIN, form(name="Buy my pills", contact_name="Spam Sender"))
    (mail,) = deliver(mailoutbox)
    assert "pills" not in mail.subject + mail.body
    assert "Spam" not in mail.subject + mail.body


def test_the_page_sets_no_cookie_and_needs_none(client, form):
    assert not client.get(JOIN).cookies
    assert not client.post(JOIN, form()).cookies


def test_errors_stand_on_top_and_beside_their_fields_and_nothing_is_lost(client, form):
    answer = client.post(
        JOIN, form(name=None, website="organisation", other_countries="Itly\nFrance")
    )
    assert answer.status_code == 422
    text = answer.text
    assert "error-summary" in text
    assert "Did you mean Italy?" in text
    assert "with its ending" in text
    assert 'value="organisation"' in text
    assert "Itly\nFrance" in text
    assert "Invented: advice for people who travel on." in text
    assert 'aria-invalid="true"' in text
    assert not Application.objects.exists()


@pytest.mark.parametrize("missing", ["charter", "consent", "contact_email", "services", "type"])
def test_what_is_needed_is_asked_for(client, form, missing):
    assert client.post(JOIN, form(**{missing: None})).status_code == 422
    assert not Application.objects.exists()


def test_one_way_to_reach_the_organisation_is_needed(client, form):
    answer = client.post(JOIN, form(website=""))
    assert answer.status_code == 422
    assert "Give a website, a public e-mail address or a public telephone." in answer.text


LONG_FIELDS = (
    "name",
    "name_en",
    "acronym",
    "city",
    "website",
    "email",
    "phone",
    "description",
    "contact_name",
    "contact_function",
    "contact_email",
    "known_by",
    "other_countries",
)


def test_ten_thousand_letters_are_refused_in_every_field(client, form):
    answer = client.post(JOIN, form(**dict.fromkeys(LONG_FIELDS, "x" * 10_000)))
    assert answer.status_code == 422
    for name in LONG_FIELDS:
        assert f'id="id_{name}_error"' in answer.text
    assert not Application.objects.exists()


@pytest.mark.parametrize("value", ["\x00", "a\x00b", "\x07", "\ufffe"])
def test_what_no_file_can_hold_is_refused_or_taken_out(client, form, value):
    answer = client.post(JOIN, form(name=f"Invented {value}"))
    assert answer.status_code in (302, 422)
    assert all(value not in application.name for application in Application.objects.all())


@pytest.mark.parametrize(
    ("field", "value"),
    [("type", "999999"), ("type", "x"), ("services", ["1 OR 1=1"]), ("country", "ZZ")],
)
def test_a_choice_that_is_none_is_refused(client, form, field, value):
    assert client.post(JOIN, form(**{field: value})).status_code == 422


def test_a_robot_that_fills_the_hidden_field_is_thanked_and_forgotten(client, form, mailoutbox):
    answer = client.post(JOIN, form(trap="x"))
    assert answer.url == "/directory/join/sent/"
    assert not Application.objects.exists()
    assert deliver(mailoutbox) == []


@pytest.mark.parametrize(
    ("seconds", "sentence"), [(1, "very fast"), (90_000, "open for more than a day")]
)
def test_too_fast_and_too_old_are_told_and_nothing_is_lost(
    client, form, monkeypatch, seconds, sentence
):
    answer = client.post(JOIN, form(opened_at=opened(seconds, monkeypatch)))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Invented Lantern" in answer.text
    assert not Application.objects.exists()


@pytest.mark.parametrize("stamp", ["", "form:1abc:forged", "x" * 10_000, None])
def test_a_forged_time_is_refused(client, form, stamp):
    answer = client.post(JOIN, form(opened_at=stamp))
    assert answer.status_code == 422
    assert "did not arrive whole" in answer.text


def test_a_form_that_comes_back_keeps_its_time_so_that_it_can_be_sent_at_once(client, form):
    sent = form(name=None)
    answer = client.post(JOIN, sent)
    assert sent["opened_at"] in answer.text


def test_one_network_sends_five_an_hour_and_is_told(client, form, mailoutbox):
    for number in range(5):
        client.post(JOIN, form(contact_email=f"a{number}@example.org"))
    answer = client.post(JOIN, form(contact_email="a6@example.org"))
    assert answer.status_code == 429
    assert "wait an hour" in answer.text
    assert "Invented Lantern" in answer.text
    assert len(deliver(mailoutbox)) == 5


def test_an_address_gets_three_mails_a_day_and_the_sender_is_not_told(client, form, mailoutbox):
    for _ in range(4):
        answer = client.post(JOIN, form())
        assert answer.url == "/directory/join/sent/"
    assert len(deliver(mailoutbox)) == 3
    assert Application.objects.count() == 3


def test_the_answer_does_not_tell_what_is_known(client, form, mailoutbox):
    save_organisation(record={"name": "Invented Lantern"}, publish=True)
    make_user("applicant@lantern.example.org")
    known = client.post(JOIN, form())
    known_mails = deliver(mailoutbox)
    cache.clear()
    unknown = client.post(JOIN, form(name="Unheard of", contact_email="new@example.org"))
    unknown_mails = deliver(mailoutbox)
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [mail.subject for mail in known_mails] == [mail.subject for mail in unknown_mails]


def test_known_and_unknown_cost_the_same_queries(client, form):
    def queries(**changes):
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.post(JOIN, form(**changes))
        return len(captured)

    queries()
    make_user("known@example.org")
    save_organisation(record={"name": "Invented Bridge"}, publish=True)
    assert queries(name="Invented Bridge", contact_email="known@example.org") == queries(
        name="Unheard of", contact_email="never@example.org"
    )


def test_markup_in_names_is_text(client, form):
    answer = client.post(JOIN, form(name="<img src=x onerror=alert(1)>", charter=None))
    assert "<img src=x" not in answer.text
    assert "&lt;img src=x" in answer.text


def test_editors_can_close_the_form(client, form):
    texts = JoiningSettings.load()
    texts.is_open = False
    texts.save()
    assert "No applications are taken" in client.get(JOIN).text
    assert client.post(JOIN, form()).status_code == 403
    assert not Application.objects.exists()


def test_another_wording_of_the_consent_has_another_version(client, form):
    texts = JoiningSettings.load()
    before = texts.consent_version
    texts.consent_text = "We agree to something else."
    texts.save()
    assert "We agree to something else." in client.get(JOIN).text
    client.post(JOIN, form())
    application = Application.objects.get()
    assert application.consent_text == "We agree to something else."
    assert application.consent_version != before


def test_applying_makes_no_entry(client, form):
    client.post(JOIN, form())
    assert not OrganisationPage.objects.exists()
