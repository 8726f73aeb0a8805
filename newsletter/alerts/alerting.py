"""Mails the new matches of saved searches, daily and weekly: each match once, whatever dies in between.

A reader's row in the mailing, the matches it tells of and the moment of looking are written in one transaction. What
takes time, searching and compiling, is done before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.alerts.matching import NewMatches, reported_pages
from newsletter.alerts.queries import address_of
from newsletter.alerts.record_mails import (
    Editions,
    RecordMail,
    Section,
    content_key,
    mailing_of,
)
from newsletter.alerts.saving import begin_confirmed, begun_searches
from newsletter.composing.items import Item, items_by_page
from newsletter.delivery import enlist
from newsletter.models import (
    AlertRhythm,
    Edition,
    Mailing,
    MailingKind,
    SavedSearch,
    SavedSearchMatch,
    Subscriber,
)
from search.saved.queries import name_of

#: Alerts are made in the morning, those of the week on Monday.
_AT = time(6)
#: So many searches are looked through before what they found is written.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class _Round:
    """One rhythm of alerts: since when it is due, and the moment that is noted."""

    rhythm: AlertRhythm
    slot: datetime
    now: datetime

    @property
    def key(self) -> str:
        """Return the key of the mailing."""
        return f"alert:{timezone.localdate(self.slot).isoformat()}:{self.rhythm.value}"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one reader gets: their searches, the pages that each reports now, and the mail, if there is any."""

    reader: Subscriber
    found: dict[int, list[int]]
    edition: Edition | None


def send_alerts(now: datetime | None = None) -> int:
    """Queue the alerts whose time has come; return how many readers get one.

    May run twice at once or be killed at any moment. Raises EngineUnavailable while the search is down: nothing is
    noted as looked at then, and a later call reports it.
    """
    now = now or timezone.now()
    begin_confirmed()
    rounds = [_Round(rhythm, slot_of(rhythm, now), now) for rhythm in AlertRhythm]
    return sum(_send(each) for each in rounds)


def slot_of(rhythm: AlertRhythm, now: datetime) -> datetime:
    """Return the last moment at which alerts of a rhythm were due."""
    today = timezone.localdate(now)
    days = 7 if rhythm == AlertRhythm.WEEKLY else 1
    first = today - timedelta(days=today.weekday() if days == 7 else 0)
    slot = timezone.make_aware(datetime.combine(first, _AT))
    if slot > now:
        slot = timezone.make_aware(datetime.combine(first - timedelta(days=days), _AT))
    return slot


def _send(this: _Round) -> int:
    due = list(
        begun_searches()
        .filter(rhythm=this.rhythm, looked_at__lt=this.slot)
        .order_by("subscriber", "pk")
    )
    matches, sent = NewMatches(due), 0
    batch: list[SavedSearch] = []
    for _reader, own in groupby(due, key=lambda search: search.subscriber_id):
        batch += own
        if len(batch) >= _BATCH:
            sent += _send_batch(batch, this, matches)
            batch = []
    return sent + _send_batch(batch, this, matches)


def _send_batch(searches: Sequence[SavedSearch], this: _Round, matches: NewMatches) -> int:
    reported = reported_pages(searches)
    new = {each.pk: matches.of(each, reported.get(each.pk, ())) for each in searches}
    mailing = _mailing_of(this) if any(new.values()) else None
    readers = [
        (own[0].subscriber, own)
        for own in (
            list(group) for _reader, group in groupby(searches, key=lambda one: one.subscriber_id)
        )
    ]
    items = _items_by_language(readers, new)
    editions = Editions(mailing) if mailing else None
    plans = [
        _plan(reader, own, new, items.get(reader.language, {}), editions) for reader, own in readers
    ]
    return _write(plans, this, mailing)


def _mailing_of(this: _Round) -> Mailing:
    day = date_format(timezone.localtime(this.slot))
    title = _("Alerts of %(day)s, %(rhythm)s") % {"day": day, "rhythm": this.rhythm.label}
    return mailing_of(this.key, MailingKind.ALERT, title)


def _items_by_language(
    readers: Iterable[tuple[Subscriber, Sequence[SavedSearch]]], new: dict[int, list[int]]
) -> dict[str, dict[int, Item]]:
    wanted: dict[str, set[int]] = {}
    for reader, own in readers:
        for search in own:
            wanted.setdefault(reader.language, set()).update(new[search.pk])
    found = {}
    for language, pages in wanted.items():
        if pages:
            with translation.override(language):
                found[language] = items_by_page(pages, language=language)
    return found


def _plan(
    reader: Subscriber,
    own: Sequence[SavedSearch],
    new: dict[int, list[int]],
    items: dict[int, Item],
    editions: Editions | None,
) -> _Plan:
    """Choose what a reader gets: each record once, below the first of their searches that found it."""
    found = {each.pk: [page for page in new[each.pk] if page in items] for each in own}
    told: set[int | None] = set()
    chosen: list[tuple[str, list[Item]]] = []
    for search in own:
        fresh = {items[page].page_id: items[page] for page in found[search.pk]}
        listed = [item for key, item in fresh.items() if key not in told]
        told |= set(fresh)
        if listed:
            chosen.append((search.query, listed))
    if editions is None or not chosen:
        return _Plan(reader, found, None)
    key = content_key(
        reader.language, [[query, [item.page_id for item in listed]] for query, listed in chosen]
    )
    return _Plan(reader, found, editions.of(key, lambda: _mail(reader.language, chosen)))


def _mail(language: str, chosen: Sequence[tuple[str, list[Item]]]) -> RecordMail:
    with translation.override(language):
        number = sum(len(listed) for _query, listed in chosen)
        subject = ngettext(
            "%(number)d new record for your alerts",
            "%(number)d new records for your alerts",
            number,
        )
        return RecordMail(
            language=language,
            subject=subject % {"number": number},
            intro=_("This was published since, and fits what you asked us to look out for."),
            sections=[
                Section(
                    heading=name_of(query),
                    items=listed,
                    more_url=address_of(query, language),
                    more_label=_("All that this search finds"),
                )
                for query, listed in chosen
            ],
        )


@transaction.atomic
def _write(plans: Sequence[_Plan], this: _Round, mailing: Mailing | None) -> int:
    """Write what was planned, for readers whose searches still stand as they were read."""
    planned = {key for plan in plans for key in plan.found}
    locked = begun_searches().select_for_update(of=("self",))
    due = locked.filter(pk__in=planned, rhythm=this.rhythm, looked_at__lt=this.slot)
    standing = {search.pk for search in due}
    served = _served(plans, mailing)
    good = [
        plan for plan in plans if standing.issuperset(plan.found) and plan.reader.pk not in served
    ]
    mailed = [(plan.reader, plan.edition) for plan in good if plan.edition is not None]
    if mailing is not None and mailed:
        enlist(mailing, mailed)
    SavedSearchMatch.objects.bulk_create(
        [
            SavedSearchMatch(search_id=search, page_id=page)
            for plan in good
            for search, pages in plan.found.items()
            for page in pages
        ],
        ignore_conflicts=True,
    )
    looked = [search for plan in good for search in plan.found]
    SavedSearch.objects.filter(pk__in=looked).update(looked_at=this.now)
    return len(mailed)


def _served(plans: Sequence[_Plan], mailing: Mailing | None) -> set[int]:
    """Return the readers who are in the mailing already: what is new for them waits for the next one."""
    if mailing is None:
        return set()
    keys = [plan.reader.pk for plan in plans]
    rows = mailing.recipients.filter(subscriber__in=keys)
    return {key for key in rows.values_list("subscriber_id", flat=True) if key is not None}
