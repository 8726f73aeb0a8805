"""Review dates: what is published gets one, and its people are reminded before and after.

An app says in a module `reviewed.py` (found by autodiscovery) which of its pages are reviewed and whom a
reminder reaches, with `register_reviewed`. The model has a field `review_by`.
"""

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, Revision
from wagtail.users.models import UserProfile

from core.editorial.mails import TEMPLATES, admin_url, title_for_mail
from core.editorial.reminders import ReminderStage, ReviewReminder
from core.editorial.reviewers import members_of, reviewing_groups
from core.editorial.site_settings import EditorialSettings
from core.mailing import queue_mail


@dataclass(frozen=True)
class Reviewed:
    """A page type whose pages are reviewed by a date; `people` are those who can review one."""

    model: type[Page]
    people: Callable[[Any], Iterable[AbstractBaseUser]]


_reviewed: dict[type[Page], Reviewed] = {}


def register_reviewed(
    model: type[Page], people: Callable[[Any], Iterable[AbstractBaseUser]]
) -> None:
    """Let pages of `model` get review dates and reminders."""
    _reviewed[model] = Reviewed(model, people)


def months_later(day: date, months: int) -> date:
    """Return the day so many months later (earlier when negative), at most the last of its month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def set_review_date(page: Page) -> None:
    """Give a page that has just been published a review date, unless its author chose one."""
    specific = page.specific_class.objects.get(pk=page.pk)
    if type(specific) not in _reviewed or not specific.live or specific.review_by is not None:
        return
    months = EditorialSettings.load().review_after_months
    day = months_later(timezone.localdate(), months)
    type(specific).objects.filter(pk=page.pk).update(review_by=day)
    version: Revision | None = specific.live_revision
    if version is not None:
        # The next draft begins with what readers see.
        version.content["review_by"] = day.isoformat()
        Revision.objects.filter(pk=version.pk).update(content=version.content)


@dataclass(frozen=True)
class DueReview:
    """A published page whose review date is near or past."""

    page: Page
    due_on: date
    stage: ReminderStage
    people: tuple[AbstractBaseUser, ...]


def due_reviews() -> Iterator[DueReview]:
    """Yield the published pages of which a reminder is due that was not sent yet."""
    settings = EditorialSettings.load()
    today = timezone.localdate()
    horizon = today + timedelta(days=settings.remind_days_before)
    published_before = months_later(horizon, -settings.review_after_months)
    for reviewed in _reviewed.values():
        pages = reviewed.model.objects.live().filter(
            Q(review_by__lte=horizon)
            # Published by an import, which sets no date.
            | Q(review_by=None, last_published_at__date__lte=published_before)
        )
        sent = set(
            ReviewReminder.objects.filter(page__in=pages.values("pk")).values_list(
                "page_id", "due_on", "stage"
            )
        )
        for page in pages.order_by("pk"):
            due_on = page.review_by or months_later(
                timezone.localdate(page.last_published_at), settings.review_after_months
            )
            stage = ReminderStage.AFTER if due_on <= today else ReminderStage.BEFORE
            if (page.pk, due_on, stage) not in sent:
                yield DueReview(page, due_on, stage, tuple(reviewed.people(page)))


def send_reminders() -> int:
    """Queue one mail a person with all pages that are due for them; return the number of mails.

    Rows and mails are written together, so that a reminder is neither lost nor sent twice.
    """
    by_person: dict[AbstractBaseUser, list[DueReview]] = defaultdict(list)
    with transaction.atomic():
        editors = list(members_of(reviewing_groups()))
        for due in due_reviews():
            _row, is_new = ReviewReminder.objects.get_or_create(
                page_id=due.page.pk, due_on=due.due_on, stage=due.stage
            )
            for person in dict.fromkeys([*due.people, *editors]) if is_new else ():
                by_person[person].append(due)
        for person, reviews in by_person.items():
            _remind(person, reviews)
    return len(by_person)


def _remind(person: AbstractBaseUser, reviews: list[DueReview]) -> None:
    address = getattr(person, "email", "")
    if not person.is_active or not address:
        return
    with override(UserProfile.get_for_user(person).get_preferred_language()):
        pages = [
            {
                "title": title_for_mail(due.page),
                "due_on": due.due_on,
                "is_past": due.stage == ReminderStage.AFTER,
                "edit_url": admin_url("wagtailadmin_pages:edit", due.page.pk),
            }
            for due in sorted(reviews, key=lambda due: due.due_on)
        ]
        queue_mail(
            to=address,
            template=f"{TEMPLATES}/review_due",
            context={"pages": pages, "count": len(pages)},
        )
