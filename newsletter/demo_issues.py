"""The three issues of the demonstration: a pilot that was sent, the first issue, the draft of the second."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from core.demonstration import demo_loader, note, read_records
from core.models import Country
from library.models.monitoring import Mechanism
from newsletter.composing.compiling import compile_editions
from newsletter.control.services import ask_to_send
from newsletter.models import (
    ContributionSlot,
    IssuePage,
    Mailing,
    MailingKind,
    MailingState,
    NewsletterPage,
    Recipient,
    RecipientState,
    SlotState,
    Subscriber,
    SubscriberState,
)
from search.cards import absolute

DATA = Path(__file__).parent / "demo_data"
SENT_DAYS_AGO = 60
NEXT_IN_DAYS = 365
#: Kinds of records in the data that have pages of their own.
_HAVE_PAGES = {"practice", "case_study", "organisation", "policy", "publication"}
_AFTER = (
    "subscribers",
    "practices",
    "case-studies",
    "organisations",
    "policies",
    "publications",
    "mechanisms",
)


@demo_loader("newsletter", after=_AFTER)
def load_newsletter() -> None:
    """Write the issues that are missing."""
    shelf = NewsletterPage.objects.first()
    existing = set(IssuePage.objects.values_list("slug", flat=True))
    for slug, write in (("pilot-issue", _pilot), ("issue-1", _first), ("issue-2", _second)):
        if shelf is not None and slug not in existing:
            write(shelf, slug)


def _pilot(shelf: NewsletterPage, slug: str) -> None:
    """Write an issue that was published and sent to everybody who was there."""
    issue = _add(
        shelf,
        IssuePage(
            title="Platform news, pilot issue",
            slug=slug,
            subject="Platform news: a pilot, and a question to you",
            preheader="What this newsletter will be, and what it needs from your country",
            summary="The pilot says what the newsletter will be and asks for a note from each country.",
            issued_on=timezone.localdate() - timedelta(days=SENT_DAYS_AGO),
            body=[
                (
                    "text",
                    "<p>Dear colleagues, this pilot shows what the newsletter will be: short, made of what "
                    "was published in the resource centre, and silent when there is nothing to say.</p>",
                ),
                (
                    "picked",
                    _section("Begin here", "Two charts that are often asked for.", _PILOT_ITEMS),
                ),
                (
                    "call",
                    {
                        "text": "Two sentences from your country are enough.",
                        "label": "Write to the editors",
                        "url": absolute("/newsletter/"),
                    },
                ),
            ],
        ),
        publish=True,
    )
    sent_at = timezone.now() - timedelta(days=SENT_DAYS_AGO)
    mailing = Mailing.objects.create(
        key=f"issue:{issue.translation_key}",
        kind=MailingKind.ISSUE,
        title=issue.title,
        issue=issue,
        state=MailingState.FINISHED,
        scheduled_for=sent_at,
        queued_at=sent_at,
        finished_at=sent_at + timedelta(minutes=1),
        asked_by=_login("newsletter@example.org"),
        approved_by=_login("admin@example.org"),
        approved_at=sent_at - timedelta(days=1),
    )
    note(mailing)
    edition = next(iter(compile_editions(mailing).values()))
    readers = Subscriber.objects.filter(confirmed_at__lte=sent_at)
    Recipient.objects.bulk_create(
        Recipient(
            mailing=mailing,
            edition=edition,
            subscriber=reader,
            email=reader.email,
            name=reader.name,
            subscriber_key=reader.key,
            state=RecipientState.SENT,
            attempts=1,
            sent_at=sent_at,
            bounced_at=sent_at if reader.state == SubscriberState.BOUNCED else None,
            left_at=reader.left_at if reader.state == SubscriberState.LEFT else None,
        )
        for reader in readers
    )


def _first(shelf: NewsletterPage, slug: str) -> None:
    """Write the issue of the data, approved and to be sent in a year."""
    data = read_records(DATA / "newsletter.json")
    record: dict[str, Any] = data  # type: ignore[assignment]
    sections = [
        ("picked", _section(section["title"], section["intro"], section["items"]))
        for section in record["sections"]
    ]
    issue = _add(
        shelf,
        IssuePage(
            title=record["title"],
            slug=slug,
            number=record["number"],
            subject=record["subject"],
            preheader=record["preheader"],
            summary=record["preheader"],
            issued_on=date.fromisoformat(record["date"]),
            body=[
                ("text", f"<p>{record['editorial']}</p>"),
                *sections,
                (
                    "call",
                    {
                        "text": "",
                        "label": record["call_to_action"]["label"],
                        "url": absolute("/practices/form/"),
                    },
                ),
            ],
        ),
        publish=False,
    )
    by = _login("newsletter@example.org")
    if by is None:
        return
    mailing = ask_to_send(issue, by=by, at=timezone.now() + timedelta(days=NEXT_IN_DAYS))
    approver = _login("admin@example.org")
    Mailing.objects.filter(pk=mailing.pk).update(
        state=MailingState.SCHEDULED, approved_by=approver, approved_at=timezone.now()
    )
    note(mailing)


def _second(shelf: NewsletterPage, slug: str) -> None:
    """Write a draft that waits for notes from three countries."""
    issue = _add(
        shelf,
        IssuePage(
            title="Platform news, second issue",
            slug=slug,
            number=2,
            subject="Platform news 2: notes from the countries",
            preheader="What colleagues do elsewhere, in their own words",
            body=[
                ("text", "<p>Dear colleagues, here is what is new since the first issue.</p>"),
                ("new", {"heading": "New in the resource centre", "most": 8}),
                ("notes", {"heading": "From the countries", "intro": ""}),
                ("dates", {"heading": "Dates for monitoring", "months": 12, "most": 5}),
            ],
        ),
        publish=False,
    )
    for code, state, title, text in _NOTES:
        note(
            ContributionSlot.objects.create(
                issue=issue,
                country=Country.objects.get(code=code),
                asked_by=_login("newsletter@example.org"),
                question="What did you learn this year that others could use?",
                deadline=timezone.localdate() + timedelta(days=30),
                state=state,
                title=title,
                text=text,
                given_by="A member (invented)" if text else "",
                asked_at=timezone.now(),
                given_at=timezone.now() if text else None,
            )
        )


_PILOT_ITEMS = [
    {"type": "practice", "slug": "indoor-outreach-unit", "teaser": "A talk in a safe place."},
    {"type": "case_study", "slug": "family-call-help-within-a-day", "teaser": "Help within a day."},
]
_NOTES = (
    (
        "IT",
        SlotState.ACCEPTED,
        "A second van (invented)",
        "Since spring two mediators visit the farms on Sundays, when people have time to talk.",
    ),
    (
        "RO",
        SlotState.GIVEN,
        "Train the trainers (invented)",
        "Forty teachers have finished the course; the material can be had in two languages.",
    ),
    ("FR", SlotState.OPEN, "", ""),
)


def _add(shelf: NewsletterPage, issue: IssuePage, *, publish: bool) -> IssuePage:
    issue.live = False
    shelf.add_child(instance=issue)
    note(issue)
    revision = issue.save_revision()
    if publish:
        revision.publish()
        issue.refresh_from_db()
    return issue


def _login(email: str) -> User | None:
    return User.objects.filter(email=email).first()


def _section(title: str, intro: str, items: list[dict[str, str]]) -> dict[str, Any]:
    """Return a block of picked items; those whose record the demonstration does not have are left out."""
    picked = [item for record in items if (item := _item(record))]
    return {"heading": title, "intro": intro, "items": picked}


def _item(record: dict[str, str]) -> tuple[str, dict[str, Any]] | None:
    slug, teaser = record["slug"], record["teaser"]
    if record["type"] in _HAVE_PAGES:
        page = Page.objects.filter(slug=slug, live=True).first()
        return ("record", {"page": page, "teaser": teaser}) if page else None
    if record["type"] == "mechanism":
        mechanism = Mechanism.objects.get(slug=slug)
        url = absolute(reverse("library_mechanism", args=[slug]))
        return "free", {"title": mechanism.name, "text": teaser, "url": url, "label": "Monitoring"}
    news = {one["slug"]: one for one in read_records(DATA / "news.json")}
    return "free", {"title": news[slug]["title"], "text": teaser, "url": "", "label": "News"}
