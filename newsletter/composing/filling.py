"""Fills a draft with what was published since the last issue. Nothing is published by it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from newsletter.composing.composition import FIRST_PERIOD, Composition
from newsletter.composing.gathering import dates_to_come, new_members
from newsletter.composing.issue_content import last_sent_at, named_pages
from newsletter.composing.items import ITEM_KINDS, Item, items_published
from newsletter.models import IssuePage, IssueSnapshot, NewsletterPage
from search.vocabulary import KIND_LABELS

#: So many records of a kind stand in a draft; an issue is read in minutes.
MOST_OF_A_KIND = 12
#: Plain pages explain the site; an editor picks one when it is news.
_KINDS = tuple(kind for kind in ITEM_KINDS if kind != "page")
_MONTHS_AHEAD = 6
_SUBJECT_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Findings:
    """What is new since a moment: records by kind, new members, and whether dates are coming."""

    since: datetime
    by_kind: dict[str, list[Item]] = field(default_factory=dict)
    members: list[Item] = field(default_factory=list)
    has_dates: bool = False

    @property
    def count(self) -> int:
        """Return how many records and members there are."""
        return len(self.members) + sum(len(items) for items in self.by_kind.values())

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to write of."""
        return not (self.count or self.has_dates)

    def lines(self) -> list[tuple[str, int]]:
        """Return each kind that something is new of, with its number."""
        lines = [(str(KIND_LABELS[kind]), len(items)) for kind, items in self.by_kind.items()]
        return [*lines, (_("New members"), len(self.members))] if self.members else lines


def since_last_issue(issue: IssuePage | None = None) -> datetime:
    """Return from when on records are new."""
    return last_sent_at(issue) or timezone.now() - FIRST_PERIOD


def find_new(since: datetime, *, language: str, without: Iterable[int] = ()) -> Findings:
    """Return what is new; records in `without` are passed over, and members are told apart from other entries."""
    passed = set(without)
    presented = {
        pk for pages in IssueSnapshot.objects.values_list("pages", flat=True) for pk in pages
    }
    with translation.override(language):
        composition = Composition(
            language=language,
            since=since,
            today=timezone.localdate(),
            presented=frozenset(presented),
        )
        members = [
            item for item in new_members(composition, MOST_OF_A_KIND) if item.page_id not in passed
        ]
        passed |= {item.page_id for item in members if item.page_id}
        by_kind: dict[str, list[Item]] = {kind: [] for kind in _KINDS}
        for item in items_published(since, kinds=_KINDS, language=language):
            if item.page_id not in passed:
                by_kind[item.kind].append(item)
        dates = dates_to_come(composition.today, months=_MONTHS_AHEAD, countries=(), most=1)
    return Findings(
        since, {kind: items for kind, items in by_kind.items() if items}, members, bool(dates)
    )


@transaction.atomic
def new_issue(*, newsletter: NewsletterPage, by: User, since: datetime | None = None) -> IssuePage:
    """Make a draft of the next issue below a newsletter, filled with what is new; return it."""
    since = since or since_last_issue()
    language = newsletter.locale.language_code
    found = find_new(since, language=language)
    number = _next_number(newsletter)
    with translation.override(language):
        title = _("%(newsletter)s %(number)d") % {"newsletter": newsletter.title, "number": number}
        issue = IssuePage(
            title=title,
            slug=_free_slug(newsletter, slugify(f"issue-{number}")),
            number=number,
            subject=_subject(title, found),
            preheader=_preheader(found),
            issued_on=timezone.localdate(),
            locale=newsletter.locale,
            live=False,
            has_unpublished_changes=True,
            owner=by,
        )
        issue.body = [
            (
                "text",
                f"<p>{_('Dear colleagues,')}</p><p>{_('this is what is new in the resource centre.')}</p>",
            ),
            *_sections(found),
        ]
    newsletter.add_child(instance=issue)
    issue.save_revision(user=by, log_action=True)
    return issue


@transaction.atomic
def fill_in(*, issue: IssuePage, by: User, since: datetime | None = None) -> Findings:
    """Add to the newest draft of an issue what is new and not in it yet; return what was found.

    A kind that the draft has a block of picked records for gets a second one: what editors arranged stays.
    """
    draft = issue.get_latest_revision_as_object()
    language = issue.locale.language_code
    found = find_new(
        since or since_last_issue(issue), language=language, without=named_pages(draft)
    )
    has_dates = any(child.block_type == "dates" for child in draft.body)
    if has_dates:
        found = Findings(found.since, found.by_kind, found.members, has_dates=False)
    if not found.is_empty:
        with translation.override(language):
            for block in _sections(found):
                draft.body.append(block)
        draft.save_revision(user=by, log_action=True, changed=True)
    return found


def _sections(found: Findings) -> list[tuple[str, Any]]:
    """Return the blocks of a draft: picked records by kind, new members, dates."""
    blocks = [
        ("picked", _picked(str(KIND_LABELS[kind]), items)) for kind, items in found.by_kind.items()
    ]
    if found.members:
        blocks.append(("picked", _picked(_("New in the network"), found.members)))
    if found.has_dates:
        dates = {"heading": _("Dates for monitoring"), "months": _MONTHS_AHEAD, "most": 10}
        blocks.append(("dates", dates))
    return blocks


def _picked(heading: str, items: list[Item]) -> dict[str, Any]:
    more = len(items) - MOST_OF_A_KIND
    intro = (
        _("%(number)d more stand in the resource centre.") % {"number": more} if more > 0 else ""
    )
    shown = [item.page_id for item in items[:MOST_OF_A_KIND] if item.page_id]
    pages = Page.objects.in_bulk(shown)
    records = [("record", {"page": pages[pk], "teaser": ""}) for pk in shown]
    return {"heading": heading, "intro": intro, "items": records}


def _subject(title: str, found: Findings) -> str:
    titles = [item.title for items in found.by_kind.values() for item in items[:1]]
    text = f"{title}: {', '.join(titles[:2])}" if titles else title
    return text if len(text) <= _SUBJECT_LENGTH else title[:_SUBJECT_LENGTH]


def _preheader(found: Findings) -> str:
    return ", ".join(f"{label}: {number}" for label, number in found.lines())[:200]


def _next_number(newsletter: NewsletterPage) -> int:
    issues = IssuePage.objects.child_of(newsletter)
    return (issues.aggregate(last=Max("number"))["last"] or 0) + 1


def _free_slug(newsletter: NewsletterPage, wanted: str) -> str:
    taken = set(newsletter.get_children().values_list("slug", flat=True))
    slug, place = wanted, 2
    while slug in taken:
        slug, place = f"{wanted}-{place}", place + 1
    return slug
