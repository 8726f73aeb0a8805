"""Who gets an issue: everyone, people of member organisations, or a saved segment."""

from django.db.models import Q, QuerySet

from accounts.roles import Role
from directory.models import Affiliation, MembershipStatus
from newsletter.models import Audience, Segment, Subscriber, SubscriberInterest

#: How an organisation belongs to the network whose people are meant by “members”.
MEMBERSHIPS = (MembershipStatus.FOUNDER, MembershipStatus.MEMBER)


def readers_of(audience: str, segment: Segment | None = None) -> QuerySet[Subscriber]:
    """Return the readers of an audience who want each issue; nobody for a segment that is gone."""
    readers = Subscriber.objects.wanting_issues()
    if audience == Audience.EVERYONE:
        return readers
    if audience == Audience.MEMBERS:
        return readers.filter(
            user__in=_people_of(Q(organisation__membership_status__in=MEMBERSHIPS))
        )
    if audience == Audience.SEGMENT and segment is not None:
        return readers.filter(_rules(segment))
    return readers.none()


def _rules(segment: Segment) -> Q:
    """Return the rules of a segment that are set, all of which must hold."""
    rules = Q()
    if segment.countries:
        rules &= Q(pk__in=_choosing("country", segment.countries))
    for facet, values in _by_facet(segment.interests).items():
        rules &= Q(pk__in=_choosing(facet, values))
    if segment.languages:
        rules &= Q(language__in=segment.languages)
    if segment.roles:
        rules &= Q(
            user__groups__name__in=[Role(role) for role in segment.roles if role in set(Role)]
        )
    if segment.organisation_types:
        rules &= Q(user__in=_people_of(Q(organisation__type__slug__in=segment.organisation_types)))
    if segment.members_only:
        rules &= Q(user__in=_people_of(Q(organisation__membership_status__in=MEMBERSHIPS)))
    if segment.joined_since:
        rules &= Q(confirmed_at__date__gte=segment.joined_since)
    return rules


def _choosing(facet: str, values: list[str]) -> QuerySet[SubscriberInterest, int]:
    """Return the keys of readers who chose one of the values themselves."""
    chosen = SubscriberInterest.objects.filter(facet=facet, value__in=values)
    return chosen.values_list("subscriber_id", flat=True)


def _by_facet(interests: list[str]) -> dict[str, list[str]]:
    """Return the values of each facet; what is written otherwise than `facet=value` fits nobody."""
    values: dict[str, list[str]] = {}
    for interest in interests:
        facet, _equals, value = interest.partition("=")
        values.setdefault(facet, []).append(value)
    return values


def _people_of(condition: Q) -> QuerySet[Affiliation, int]:
    """Return the keys of people who belong today to an organisation of that kind."""
    return Affiliation.objects.current().filter(condition).values_list("user_id", flat=True)
