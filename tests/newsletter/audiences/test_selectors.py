"""Who gets an issue: everyone, members, or who meets the rules of a segment."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.roles import Role
from directory.models import AffiliationRole
from directory.services.affiliations import begin_affiliation
from newsletter.audiences.selectors import readers_of
from newsletter.models import Audience, Frequency, Segment, SubscriberState
from tests.directory.people.support import make_organisation, make_user
from tests.newsletter.readers import make_reader

pytestmark = pytest.mark.django_db


def names(readers):
    return sorted(reader.email.partition("@")[0] for reader in readers)


def of_segment(**rules):
    return names(readers_of(Audience.SEGMENT, Segment(name="Rules", **rules)))


@pytest.fixture
def readers():
    """Return readers who differ in all that a segment can ask."""
    make_reader("french@example.org", language="fr", interests=["country=FR", "topic=advocacy"])
    make_reader("italian@example.org", language="it", interests=["country=IT", "kind=policy"])
    make_reader("both@example.org", interests=["country=FR", "country=IT"])
    make_reader("all@example.org", confirmed_at=timezone.now() - timedelta(days=400))


def belongs(address, *, status, organisation_type="ngo", **fields):
    """Make a reader whose account belongs to an organisation of that status."""
    organisation = make_organisation(
        f"House of {address}", type=organisation_type, membership={"status": status}
    )
    user = make_user(address)
    affiliation = begin_affiliation(
        user=user, organisation=organisation, role=AffiliationRole.CONTRIBUTOR, by=None
    )
    make_reader(address, user=user, **fields)
    return user, affiliation


def test_everyone_are_those_who_confirmed_and_want_each_issue(readers):
    for state in SubscriberState:
        if state != SubscriberState.ACTIVE:
            make_reader(f"{state}@example.org", state=state)
    make_reader("digest@example.org", frequency=Frequency.MONTHLY)
    make_reader("alerts@example.org", frequency=Frequency.ALERTS_ONLY)
    assert names(readers_of(Audience.EVERYONE, None)) == ["all", "both", "french", "italian"]


def test_a_segment_that_is_gone_reaches_nobody(readers):
    assert names(readers_of(Audience.SEGMENT, None)) == []
    assert names(readers_of("somebody", None)) == []


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, ["all", "both", "french", "italian"]),
        ({"countries": ["FR"]}, ["both", "french"]),
        ({"countries": ["FR", "IT"]}, ["both", "french", "italian"]),
        ({"interests": ["topic=advocacy"]}, ["french"]),
        ({"interests": ["topic=advocacy", "topic=training"]}, ["french"]),
        ({"interests": ["topic=advocacy", "kind=policy"]}, []),
        ({"interests": ["advocacy"]}, []),
        ({"languages": ["it", "fr"]}, ["french", "italian"]),
        ({"countries": ["FR"], "languages": ["fr"]}, ["french"]),
    ],
)
def test_every_rule_must_hold_and_one_value_of_it_is_enough(readers, rules, expected):
    assert of_segment(**rules) == expected


def test_who_joined_since_a_day_is_counted_from_its_beginning(readers):
    today = timezone.localdate()
    assert of_segment(joined_since=today) == ["both", "french", "italian"]
    assert of_segment(joined_since=today + timedelta(days=1)) == []
    assert len(of_segment(joined_since=today - timedelta(days=500))) == 4


def test_members_are_people_of_organisations_that_are_members_today():
    for status in ("founder", "member", "partner", "observer", "former", "listed"):
        belongs(f"{status}@example.org", status=status)
    make_reader("nobody@example.org")
    assert names(readers_of(Audience.MEMBERS, None)) == ["founder", "member"]
    assert of_segment(members_only=True) == ["founder", "member"]


def test_who_does_not_belong_any_more_is_no_member():
    _user, affiliation = belongs("member@example.org", status="member")
    affiliation.until = timezone.localdate()
    affiliation.save()
    assert names(readers_of(Audience.MEMBERS, None)) == []


def test_types_of_organisation_and_roles_ask_the_account():
    belongs("ngo@example.org", status="listed")
    user, _affiliation = belongs(
        "network@example.org", status="listed", organisation_type="ngo-network"
    )
    user.groups.add(*Group.objects.filter(name__in=[Role.EDITOR, Role.ADMINISTRATOR]))
    assert of_segment(organisation_types=["ngo-network"]) == ["network"]
    assert of_segment(roles=[Role.EDITOR, Role.ADMINISTRATOR]) == ["network"]


def test_nobody_is_there_twice_however_many_rules_fit():
    user, _affiliation = belongs(
        "member@example.org", status="member", interests=["country=FR", "country=IT"]
    )
    other = make_organisation("Second House", type="ngo", membership={"status": "founder"})
    begin_affiliation(user=user, organisation=other, role=AffiliationRole.READER, by=None)
    segment = Segment(
        name="All", countries=["FR", "IT"], organisation_types=["ngo"], members_only=True
    )
    assert readers_of(Audience.SEGMENT, segment).count() == 1
