import io
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document
from icalendar import Calendar

from accounts.models import User
from accounts.personal_data import holdings
from accounts.roles import Role
from core.demonstration import read_records
from core.mailing import deliver_mail
from library.models import FollowedCountry, Mechanism, MonitoringRound
from library.monitoring.demo import DATA
from library.monitoring.following import follow, remind_followers
from library.monitoring.records import mechanism_record, save_mechanism
from tests.accounts.conftest import make_user

pytestmark = pytest.mark.django_db
RECORDS = {record["slug"]: record for record in read_records(DATA)}


@pytest.fixture
def review() -> Mechanism:
    return save_mechanism(record=RECORDS["universal-periodic-review"])


def a_round(mechanism, country="FR", **dates) -> MonitoringRound:
    return MonitoringRound.objects.create(
        mechanism=mechanism, country_id=country, name="Invented round", **dates
    )


@pytest.mark.parametrize("slug", RECORDS)
def test_a_mechanism_comes_back_as_it_was_written(slug):
    record = {**RECORDS[slug], "legal_basis": []}
    assert mechanism_record(save_mechanism(record=record)) == record


def test_an_unknown_key_is_named_and_nothing_is_written():
    with pytest.raises(ValidationError, match="colour"):
        save_mechanism(record={**RECORDS["greta"], "colour": "red"})
    assert not Mechanism.objects.exists()


def test_a_round_needs_a_date(review):
    with pytest.raises(ValidationError, match="at least one date"):
        MonitoringRound(mechanism=review, country_id="FR", name="Empty").full_clean()


def test_the_calendar_shows_what_is_to_come_for_a_country_and_for_all(client, review):
    today = timezone.localdate()
    a_round(review, submissions_due=today + timedelta(days=9))
    a_round(review, "IT", session_on=today + timedelta(days=3))
    a_round(review, None, report_on=today + timedelta(days=1))
    a_round(review, "AT", report_on=today - timedelta(days=40))
    shown = client.get("/library/monitoring/?country=fr").context["dates"]
    assert [(one.country, str(one.label)) for one in shown] == [
        ("", "Report expected"),
        ("France", "Submissions due"),
    ]
    every = client.get("/library/monitoring/")
    assert len(every.context["dates"]) == 3
    assert len(every.context["past"]) == 1


@pytest.mark.parametrize(
    "query", ["country=XX", "country=%00", "mechanism=none", "country=" + "F" * 3000]
)
def test_what_there_is_not_is_said_and_all_is_shown(client, review, query):
    answer = client.get(f"/library/monitoring/?{query}")
    assert answer.status_code == 200
    assert "There is no such country or mechanism" in answer.content.decode()


def test_a_calendar_program_reads_the_feed(client, review):
    day = timezone.localdate() + timedelta(days=9)
    one = a_round(review, submissions_due=day)
    answer = client.get("/library/monitoring/calendar.ics?country=FR")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == day
    assert event["summary"] == "UPR, France: Submissions due"
    first = event["uid"]
    one.submissions_due = day + timedelta(days=7)
    one.save()
    again = client.get("/library/monitoring/calendar.ics")
    (moved,) = Calendar.from_ical(again.content).walk("VEVENT")
    assert (moved["uid"], moved.decoded("dtstart")) == (first, day + timedelta(days=7))


def test_the_outline_has_the_fixed_parts_and_the_dates_of_the_round(client, review):
    one = a_round(review, submissions_due=date(2031, 3, 4))
    answer = client.get(f"/library/monitoring/{review.slug}/outline.docx?round={one.pk}")
    document = Document(io.BytesIO(answer.content))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == [f"{n}. {part}" for n, part in enumerate(review.structure, start=1)]
    notes = "\n".join(each.text for each in document.paragraphs if each.style.name == "Note")
    assert "NGO submission: 5 pages." in notes
    assert "4 March 2031" in notes
    assert document.paragraphs[0].text == "Submission to: Universal Periodic Review, on France"


@pytest.mark.parametrize("query", ["round=9999999", "round=x", "round=²", "country=XX"])
def test_an_outline_of_what_there_is_not_is_not_found(client, review, query):
    assert client.get(f"/library/monitoring/{review.slug}/outline.docx?{query}").status_code == 404


def test_a_member_is_reminded_once_at_thirty_and_once_at_seven_days(review):
    member = make_user("member@example.org", Role.CONTRIBUTOR)
    due = date(2031, 3, 31)
    a_round(review, submissions_due=due)
    a_round(review, "IT", submissions_due=due)
    follow(member, MonitoringRound.objects.get(country="FR").country)
    sent = [remind_followers(due - timedelta(days=left)) for left in (31, 30, 29, 8, 7, 6, 0, -1)]
    assert sent == [0, 1, 0, 0, 1, 0, 0, 0]
    deliver_mail()
    first, second = mail.outbox
    assert (first.to, second.to) == ([member.email], [member.email])
    assert "30 days left" in first.body
    assert "7 days left" in second.body


def test_who_is_no_member_any_more_is_not_reminded(review):
    reader = make_user()
    due = date(2031, 3, 31)
    one = a_round(review, submissions_due=due)
    follow(reader, one.country)
    assert remind_followers(due) == 0


def test_a_member_begins_and_ends_following_on_the_page(client, review):
    member = make_user("member@example.org", Role.CONTRIBUTOR)
    client.force_login(member)
    address = reverse("library_following")
    said = client.post(address, {"country": "FR", "follow": "yes"}, follow=True)
    assert "Stop reminding me" in said.content.decode()
    client.post(address, {"country": "FR", "follow": "no"})
    assert not FollowedCountry.objects.exists()


def test_only_members_follow(client, review):
    address = reverse("library_following")
    assert "/accounts/login/" in client.post(address, {"country": "FR"})["Location"]
    client.force_login(make_user())
    assert client.post(address, {"country": "FR"}).status_code == 403
    assert not FollowedCountry.objects.exists()


def test_what_a_person_follows_is_shown_and_erased_with_the_account(review):
    member = make_user("member@example.org", Role.CONTRIBUTOR)
    follow(member, a_round(review, submissions_due=date(2031, 3, 4)).country)
    holding = next(each for each in holdings() if each.name == "followed-countries")
    assert [line for line in holding.lines(member) if "France" in line]
    assert holding.export(member)[0]["country"] == "FR"
    holding.erase(member)
    assert not User.objects.get(pk=member.pk).followed_countries.exists()


def test_editors_write_lists_line_by_line(client, review):
    client.force_login(make_user("editor@example.org", Role.EDITOR))
    shown = client.get(reverse("mechanism:edit", args=[review.pk]))
    values = {
        name: value
        for name, value in shown.context["form"].initial.items()
        if value not in (None, [], "")
    }
    values |= {
        "languages": "en\nfr",
        "page_limits": "NGO submission: 7",
        "structure": "First part\n\nSecond part",
        "steps": "",
        "ngo_actions": "",
        "months": ["3"],
        "legal_basis": [],
    }
    answer = client.post(reverse("mechanism:edit", args=[review.pk]), values)
    assert answer.status_code == 302, answer.context["form"].errors
    review.refresh_from_db()
    assert review.page_limits == [{"document": "NGO submission", "pages": 7}]
    assert review.structure == ["First part", "Second part"]
    assert review.months == [3]
    refused = client.post(
        reverse("mechanism:edit", args=[review.pk]), {**values, "page_limits": "five pages"}
    )
    assert "“five pages” is no limit" in refused.content.decode()
