"""Tells editors once a day what nobody confirmed, and takes entries out of public view after the warnings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.mailing import queue_mail
from directory.freshness.asking import ask, recipients_of
from directory.freshness.confirming import withdraw_entry
from directory.freshness.standings import (
    Standing,
    may_be_withdrawn,
    needs_escalation,
    needs_warning_to_editors,
    standings,
)
from directory.models import (
    AskStep,
    EditorsDigest,
    EntryReport,
    EntryWatch,
    FreshnessSettings,
    OrganisationPage,
)
from directory.services.orphans import editor_addresses, organisations_without_manager

MOST_NAMES = 40


@dataclass
class DailyNews:
    """What the digest of a day tells the editors."""

    overdue: list[Standing] = field(default_factory=list)
    leaving: list[Standing] = field(default_factory=list)
    left: list[Standing] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.overdue or self.leaving or self.left)


def daily_round(*, now: datetime | None = None) -> DailyNews:
    """Withdraw what is to be withdrawn and tell the editors of it, at most once a day, whole or not at all.

    Without an editor who could be told, nothing leaves public view.
    """
    now = now or timezone.now()
    rules = FreshnessSettings.load()
    today = timezone.localdate(now)
    addresses = editor_addresses()
    if not (rules.mails_are_sent and addresses):
        return DailyNews()
    if EditorsDigest.objects.filter(day=today).exists():
        return DailyNews()
    try:
        with transaction.atomic():
            return _tell(rules, addresses, today, now)
    except IntegrityError:
        # Another worker wrote the digest of today a moment ago.
        return DailyNews()


def _tell(
    rules: FreshnessSettings, addresses: Iterable[str], today: date, now: datetime
) -> DailyNews:
    news = _news(rules, now)
    if not news:
        return news
    for address in addresses:
        digest = EditorsDigest.objects.create(day=today, to=address)
        digest.mail_number = queue_mail(
            to=address, template="directory/mail/freshness_digest", context=_digest_context(news)
        )
        digest.save(update_fields=["mail_number"])
    for standing in news.left:
        _withdraw(standing, rules, now)
    _mark([each.organisation for each in news.overdue], escalated_on=today)
    _mark([each.organisation for each in news.leaving], warned_on=today)
    return news


def _news(rules: FreshnessSettings, now: datetime) -> DailyNews:
    news = DailyNews()
    for standing in standings(rules, now):
        if may_be_withdrawn(standing, rules, now) and _everybody_was_told(standing):
            news.left.append(standing)
            continue
        if needs_escalation(standing, rules, now):
            news.overdue.append(standing)
        if needs_warning_to_editors(standing, rules, now):
            news.leaving.append(standing)
    return news


def _everybody_was_told(standing: Standing) -> bool:
    """Tell whether an entry that nobody was warned of has indeed nobody who could be."""
    if standing.of_step(AskStep.WARNING):
        return True
    return not recipients_of(OrganisationPage.objects.get(pk=standing.organisation))


def _withdraw(standing: Standing, rules: FreshnessSettings, now: datetime) -> None:
    page = OrganisationPage.objects.get(pk=standing.organisation)
    if withdraw_entry(organisation=page, now=now):
        ask(standing, AskStep.WITHDRAWN, rules, now)


def _mark(organisations: Iterable[int], **days: date) -> None:
    EntryWatch.objects.bulk_create(
        [EntryWatch(organisation_id=key, **days) for key in organisations],
        update_conflicts=True,
        update_fields=list(days),
        unique_fields=["organisation"],
        batch_size=500,
    )


def _digest_context(news: DailyNews) -> dict[str, object]:
    orphans = organisations_without_manager()
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "overdue": news.overdue[:MOST_NAMES],
        "overdue_count": len(news.overdue),
        "leaving": news.leaving[:MOST_NAMES],
        "leaving_count": len(news.leaving),
        "left": news.left[:MOST_NAMES],
        "left_count": len(news.left),
        "orphans": list(orphans.values_list("title", flat=True)[:MOST_NAMES]),
        "report_count": EntryReport.objects.filter(settled_at=None).count(),
        "link": settings.SITE_URL + reverse("wagtailadmin_home"),
    }
