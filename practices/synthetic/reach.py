"""Invents how organisations are reached, where they are and when they were confirmed; some of it not for everybody."""

from datetime import UTC, datetime, timedelta
from random import Random

from django.db.models import Model

from core.access import Tier
from directory.models import (
    ConfirmationMethod,
    Contact,
    ContactKind,
    Location,
    OrganisationPage,
    Precision,
)

# No record is dated by the clock, so that the same seed writes the same on any day.
_LAST_DAY = datetime(2026, 11, 1, 12, tzinfo=UTC)
_LONGEST_DAYS = 900
_NEVER_CONFIRMED = 0.25
_KINDS = (ContactKind.HOTLINE, ContactKind.OFFICE, ContactKind.PRESS)


def give_reach(
    page: OrganisationPage, countries: list[str], number: int, rng: Random
) -> list[Model]:
    """Date the entry's confirmation and return its contacts and locations, none of them written yet."""
    if rng.random() >= _NEVER_CONFIRMED:
        page.confirmed_at = _LAST_DAY - timedelta(days=int(rng.random() ** 2 * _LONGEST_DAYS))
        page.confirmed_how = rng.choice(ConfirmationMethod.values)
    return [*_contacts(number, rng), *_locations(countries, rng)]


def _contacts(number: int, rng: Random) -> list[Model]:
    referral = Contact(
        kind=ContactKind.REFERRAL,
        tier=rng.choice((Tier.PUBLIC, Tier.MEMBERS, Tier.MEMBERS, Tier.EDITORS)),
        phone=f"+000 {number:06} 1",
        email=f"referral@organisation-{number}.example.org",
        hours="Invented: Mon to Fri, 9 to 17",
        languages=["en"],
    )
    other = Contact(
        kind=rng.choice(_KINDS), tier=rng.choice(Tier.values), phone=f"+000 {number:06} 2"
    )
    return [referral, other] if rng.random() < 0.5 else [referral]


def _locations(countries: list[str], rng: Random) -> list[Model]:
    return [
        Location(
            precision=rng.choice(Precision.values),
            tier=rng.choice((Tier.PUBLIC, Tier.MEMBERS)),
            address="Invented Street 1",
            town="Invented Town",
            region="Invented Region",
            country_id=code,
            latitude=round(rng.uniform(36, 65), 5),
            longitude=round(rng.uniform(-9, 30), 5),
        )
        for code in countries
    ]
