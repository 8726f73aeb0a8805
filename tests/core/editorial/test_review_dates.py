"""Review dates: set when a page is published, reminded of before and after, never twice."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from core.editorial.models import EditorialSettings, ReviewReminder
from core.editorial.review_dates import months_later, send_reminders
from practices.models import PracticePage
from tests.core.editorial.conftest import draft, now, submit

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("planted_detectors", "commits_at_once"),
]


def published(people, *, review_in=None, **fields):
    """A published chart whose review is due in so many days."""
    day = timezone.localdate() + timedelta(days=review_in) if review_in is not None else None
    page = draft(people, review_by=day, **fields)
    page.latest_revision.publish()
    PracticePage.objects.filter(pk=page.pk).update(review_by=day)
    return PracticePage.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 11, 22), -24, date(2024, 11, 22)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_are_counted_as_people_count_them(day, months, expected):
    assert months_later(day, months) == expected


def test_approval_sets_the_review_date_that_the_site_asks_for(people):
    settings = EditorialSettings.load()
    settings.review_after_months = 12
    settings.save()
    at = submit(draft(people), people.contributor)
    at.state.approve(user=people.editor)
    page = PracticePage.objects.get(pk=at.page.pk)
    assert page.review_by == months_later(timezone.localdate(), 12)
    assert page.get_latest_revision_as_object().review_by == page.review_by


def test_a_date_that_the_author_chose_stays(people):
    chosen = date(2027, 5, 1)
    at = submit(draft(people, review_by=chosen), people.contributor)
    at.state.approve(user=people.editor)
    assert PracticePage.objects.get(pk=at.page.pk).review_by == chosen


def test_contributors_owner_and_editors_are_reminded_once_before_and_once_after(people):
    page = published(people, review_in=10)
    for _run in range(2):
        send_reminders()
    assert sorted(message.to[0] for message in mail.outbox) == [
        "contributor@example.org",
        "editor@example.org",
        "second@example.org",
    ]
    assert "to be reviewed by" in mail.outbox[0].body
    mail.outbox.clear()
    day = timezone.localdate() - timedelta(days=1)
    PracticePage.objects.filter(pk=page.pk).update(review_by=day)
    ReviewReminder.objects.update(due_on=day)
    for _run in range(2):
        send_reminders()
    assert len(mail.outbox) == 3
    assert "was to be reviewed by" in mail.outbox[0].body


def test_a_new_date_is_reminded_of_anew(people):
    page = published(people, review_in=10)
    send_reminders()
    PracticePage.objects.filter(pk=page.pk).update(
        review_by=timezone.localdate() + timedelta(days=20)
    )
    assert send_reminders() == 3


def test_all_pages_of_a_person_are_one_mail(people):
    for number in range(3):
        published(people, review_in=number, slug=f"chart-{number}")
    send_reminders()
    assert len(mail.outbox) == 3
    assert mail.outbox[0].body.count("/edit/") == 3


def test_drafts_and_pages_that_are_not_due_are_left_alone(people):
    published(people, review_in=200)
    draft(people, slug="a-draft", review_by=timezone.localdate())
    published(people, slug="without-date")
    assert send_reminders() == 0


def test_a_page_that_was_imported_without_a_date_is_reminded_of_by_its_publication(people):
    page = published(people)
    PracticePage.objects.filter(pk=page.pk).update(
        last_published_at=timezone.now() - timedelta(days=800)
    )
    assert send_reminders() == 3


def test_those_who_have_left_are_not_reminded(people):
    published(people, review_in=10)
    User.objects.update(is_active=False)
    send_reminders()
    assert mail.outbox == []


def test_the_page_is_still_where_it_was(people):
    at = submit(draft(people), people.contributor)
    at.state.approve(user=people.editor)
    assert now(at.page).state is None
    assert PracticePage.objects.get(pk=at.page.pk).has_unpublished_changes is False
