"""Following a country: members are reminded by mail of the dates of its rounds, 30 and 7 days before."""

from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import tier_of
from accounts.models import User
from core.access import Tier
from core.mailing import queue_mail
from core.models import Country
from library.models import FollowedCountry, RoundReminder
from library.monitoring.dates import DateKind, RoundDate, coming_dates

#: Reminded so many days before a date, the farthest first.
DAYS_BEFORE = (30, 7)
#: Only of what an NGO can prepare for: nobody needs a mail that a report is expected.
REMINDED_OF = (DateKind.SUBMISSIONS, DateKind.VISIT, DateKind.SESSION)


def may_follow(user: object) -> bool:
    """Tell whether a person may be reminded: members are."""
    return isinstance(user, User) and tier_of(user) != Tier.PUBLIC


def follow(user: User, country: Country) -> None:
    """Let a person be reminded of the dates of a country."""
    FollowedCountry.objects.get_or_create(user=user, country=country)


def unfollow(user: User, country: Country) -> None:
    """Remind a person no longer."""
    FollowedCountry.objects.filter(user=user, country=country).delete()


def followed_by(user: User) -> set[str]:
    """Return the codes of the countries that a person follows."""
    return set(FollowedCountry.objects.filter(user=user).values_list("country", flat=True))


def remind_followers(today: date | None = None) -> int:
    """Queue the reminders whose day has come; return how many. Running twice, or twice at once, sends none twice."""
    today = today or timezone.localdate()
    sent = 0
    followed = FollowedCountry.objects.filter(user__is_active=True).select_related(
        "user", "country"
    )
    by_country: dict[str, list[RoundDate]] = {}
    for each in followed:
        if not may_follow(each.user):
            continue
        code = each.country_id
        if code not in by_country:
            by_country[code] = [
                one for one in coming_dates(today, country=code) if _is_near(one, today)
            ]
        sent += sum(_remind(each, one, today) for one in by_country[code])
    return sent


def _is_near(one: RoundDate, today: date) -> bool:
    return one.kind in REMINDED_OF and one.days_left(today) <= max(DAYS_BEFORE)


def _remind(followed: FollowedCountry, one: RoundDate, today: date) -> bool:
    left = one.days_left(today)
    distance = min(days for days in DAYS_BEFORE if left <= days)
    with transaction.atomic():
        _reminder, is_new = RoundReminder.objects.get_or_create(
            user=followed.user, round=one.round, due=one.day, days=distance
        )
        if is_new:
            queue_mail(
                to=followed.user.email,
                template="library/mail/round_reminder",
                context=_context(followed.country, one, left),
            )
    return is_new


def _context(country: Country, one: RoundDate, left: int) -> dict[str, object]:
    mechanism = one.round.mechanism
    return {
        "date": one,
        "country": country,
        "mechanism": mechanism,
        "left": left,
        "page": urljoin(settings.SITE_URL, reverse("library_mechanism", args=[mechanism.slug])),
        "following": urljoin(
            settings.SITE_URL, f"{reverse('library_monitoring')}?country={country.pk}"
        ),
    }
