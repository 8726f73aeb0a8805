"""Who gets an issue: everyone, people of member organisations, or a saved segment."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from directory.models import Affiliation, MembershipStatus
from newsletter.models import Audience, Segment, Subscriber, SubscriberInterest

#: How an organisation belongs to the network whose people are meant by “members”.
MEMBERSHIPS = (MembershipStatus.FOUNDER, MembershipStatus.MEMBER)
_OF_MEMBERS = Q(organisation__membership_status__in=MEMBERSHIPS)


def readers_of(audience: str, segment: Segment | None = None) -> QuerySet[Subscriber]:
    """Return the readers of an audience who want each issue; nobody for a segment that is gone."""
    readers = Subscriber.objects.wanting_issues()
    if audience == Audience.EVERYONE:
        return readers
    if audience == Audience.MEMBERS:
        return readers.filter(_people(_OF_MEMBERS))
    if audience == Audience.SEGMENT and segment is not None:
        return readers.filter(*_rules(segment))
    return readers.none()


def _rules(segment: Segment) -> Iterator[Q | Exists]:
    """Yield the rules of a segment that are set, all of which must hold."""
    if segment.countries:
        yield _chose("country", segment.countries)
    for facet, values in _by_facet(segment.interests).items():
        yield _chose(facet, values)
    if segment.languages:
        yield Q(language__in=segment.languages)
    if segment.roles:
        holders = User.objects.filter(groups__name__in=segment.roles)
        yield _accounts(holders.values("pk"))
    if segment.organisation_types:
        yield _people(Q(organisation__type__slug__in=segment.organisation_types))
    if segment.members_only:
        yield _people(_OF_MEMBERS)
    if segment.joined_since:
        midnight = datetime.combine(segment.joined_since, time.min)
        yield Q(confirmed_at__gte=timezone.make_aware(midnight))


def _chose(facet: str, values: list[str]) -> Exists:
    """Ask for readers who chose one of the values themselves.

    Looked up for each reader in the index that keeps choices single: with 100,000 readers twice as fast as a list of
    everybody who chose it.
    """
    return Exists(
        SubscriberInterest.objects.filter(subscriber=OuterRef("pk"), facet=facet, value__in=values)
    )


def _by_facet(interests: list[str]) -> dict[str, list[str]]:
    """Return the values of each facet; what is written otherwise than `facet=value` fits nobody."""
    values: dict[str, list[str]] = {}
    for interest in interests:
        facet, _equals, value = interest.partition("=")
        values.setdefault(facet, []).append(value)
    return values


def _people(condition: Q) -> Q:
    """Ask for readers who belong today to an organisation of that kind."""
    belonging = Affiliation.objects.current().filter(condition)
    return _accounts(belonging.values("user"))


def _accounts(users: QuerySet) -> Q:
    """Ask for readers with one of these accounts: they are few, so the database begins with them."""
    return Q(pk__in=Subscriber.objects.filter(user__in=users).values("pk"))
