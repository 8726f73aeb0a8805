"""The monthly digest: what was published since the last one, for readers who want to hear of us once a month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.alerts.record_mails import (
    Editions,
    RecordMail,
    Section,
    content_key,
    mailing_of,
)
from newsletter.composing.items import ITEM_KINDS, Item, items_published
from newsletter.delivery import enlist
from newsletter.models import Edition, Frequency, Mailing, MailingKind, Subscriber

#: A digest is made in the first days of a month; a worker that was away longer leaves it out, and the next one
#: tells of both months.
FIRST_DAYS = 7
_AT = time(7)
_BATCH = 500
Interests = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Month:
    """A digest: its key, its title, and the time that it tells of."""

    key: str
    since: datetime
    until: datetime


def send_digest(now: datetime | None = None) -> int:
    """Queue this month's digest when its days have come; return how many readers get one.

    May run again and again, twice at once, and be killed at any moment: a reader is in the mailing of a month once,
    and its bounds are fixed when it is begun.
    """
    now = now or timezone.now()
    first = timezone.localdate(now).replace(day=1)
    begins = timezone.make_aware(datetime.combine(first, _AT))
    if not begins <= now < begins + timedelta(days=FIRST_DAYS):
        return 0
    month = _Month(f"digest:{first:%Y-%m}", _last_until(first), begins)
    # Bounds are fixed, so a second look in the same month finds nothing; losing the mark costs that look.
    mark = f"newsletter.{month.key}"
    if cache.get(mark):
        return 0
    number = _send(month, first)
    cache.set(mark, True, FIRST_DAYS * 24 * 3600)
    return number


def _send(month: _Month, first: date) -> int:
    readers = list(_waiting(month))
    if not readers:
        return 0
    by_language = {
        language: _published(month, language) for language in {one.language for one in readers}
    }
    if not any(by_language.values()):
        return 0
    mailing = _mailing_of(month, first)
    pairs = _pairs(readers, by_language, mailing, month)
    for start in range(0, len(pairs), _BATCH):
        with transaction.atomic():
            enlist(mailing, _still_wanting(pairs[start : start + _BATCH]))
    return len(pairs)


def _last_until(first: date) -> datetime:
    """Return until when the last digest told: its own morning, or that of a month ago when there was none."""
    last = (
        Mailing.objects.filter(kind=MailingKind.DIGEST, key__lt=f"digest:{first:%Y-%m}")
        .order_by("-key")
        .values_list("key", flat=True)
        .first()
    )
    before = (first - timedelta(days=1)).replace(day=1)
    if last:
        before = date.fromisoformat(f"{last.removeprefix('digest:')}-01")
    return timezone.make_aware(datetime.combine(before, _AT))


def _waiting(month: _Month) -> Iterable[Subscriber]:
    """Return the readers of digests who are not in this one and were confirmed before it."""
    return (
        Subscriber.objects.active()
        .filter(frequency=Frequency.MONTHLY, confirmed_at__lt=month.until)
        .exclude(deliveries__mailing__key=month.key)
        .prefetch_related("interests")
        .order_by("language", "pk")
    )


def _published(month: _Month, language: str) -> list[Item]:
    with translation.override(language):
        return items_published(month.since, until=month.until, language=language)


def _mailing_of(month: _Month, first: date) -> Mailing:
    title = _("Digest of %(month)s") % {"month": date_format(first, "F Y")}
    return mailing_of(month.key, MailingKind.DIGEST, title)


def _pairs(
    readers: Iterable[Subscriber],
    by_language: dict[str, list[Item]],
    mailing: Mailing,
    month: _Month,
) -> list[tuple[Subscriber, Edition]]:
    """Give each reader the edition of their interests; readers with the same ones share it, the empty is not sent."""
    editions = Editions(mailing)
    by_wish: dict[tuple[str, Interests], Edition | None] = {}
    pairs = []
    for reader in readers:
        wish = (reader.language, interests_of(reader))
        if wish not in by_wish:
            items = [item for item in by_language[wish[0]] if fits(item, wish[1])]
            by_wish[wish] = _edition(editions, month, wish[0], items) if items else None
        edition = by_wish[wish]
        if edition is not None:
            pairs.append((reader, edition))
    return pairs


def interests_of(reader: Subscriber) -> Interests:
    """Return facets and values that a reader chose."""
    return frozenset((one.facet, one.value) for one in reader.interests.all())


def fits(item: Item, interests: Interests) -> bool:
    """Tell whether a record carries a chosen value of each facet; where none was chosen, every value fits."""
    chosen: dict[str, set[str]] = {}
    for facet, value in interests:
        chosen.setdefault(facet, set()).add(value)
    return all(
        values & ({item.kind} if facet == "kind" else set(item.facets.get(facet, ())))
        for facet, values in chosen.items()
    )


def _edition(editions: Editions, month: _Month, language: str, items: Sequence[Item]) -> Edition:
    key = content_key(language, [item.page_id for item in items])
    return editions.of(key, lambda: _mail(month, language, items))


def _mail(month: _Month, language: str, items: Sequence[Item]) -> RecordMail:
    ordered = sorted(items, key=lambda item: ITEM_KINDS.index(item.kind))
    with translation.override(language):
        name = date_format(timezone.localdate(month.until) - timedelta(days=1), "F Y")
        subject = ngettext(
            "%(month)s: %(number)d new record", "%(month)s: %(number)d new records", len(items)
        )
        search = f"{settings.SITE_URL}{reverse('search')}"
        return RecordMail(
            language=language,
            subject=subject % {"month": name, "number": len(items)},
            intro=_("This was published since the last digest."),
            sections=[
                Section(
                    heading=(listed := list(group))[0].kind_label,
                    items=listed,
                    more_url=f"{search}?kind={kind}&sort=newest",
                    more_label=_("All that is new"),
                )
                for kind, group in groupby(ordered, key=lambda item: item.kind)
            ],
        )


def _still_wanting(
    pairs: Sequence[tuple[Subscriber, Edition]],
) -> list[tuple[Subscriber, Edition]]:
    """Leave out who went, or chose otherwise, while the digest was made."""
    keys = [reader.pk for reader, _edition in pairs]
    wanting = Subscriber.objects.active().filter(frequency=Frequency.MONTHLY, pk__in=keys)
    now = {reader.pk: reader for reader in wanting.select_for_update()}
    return [(now[reader.pk], edition) for reader, edition in pairs if reader.pk in now]
