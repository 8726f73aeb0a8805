"""The pages on which people of an organisation are managed, and who gets to see them."""

import pytest

from accounts.models import User
from directory.models import Affiliation, AffiliationRole
from directory.services.affiliations import begin_affiliation
from directory.services.invitations import invite
from tests.directory.people.support import (
    groups_of,
    make_manager,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(house):
    user = make_user("colleague@house.example.org", "Invented Colleague")
    return begin_affiliation(
        user=user, organisation=house, role=AffiliationRole.CONTRIBUTOR, by=None
    )


def person_url(affiliation):
    return f"/directory/{affiliation.organisation.slug}/people/{affiliation.pk}/"


def test_the_list_shows_people_and_open_invitations(house, manager, colleague, client):
    invite(organisation=house, email="next@example.org", role=AffiliationRole.READER, by=manager)
    client.force_login(manager)
    page = client.get(f"/directory/{house.slug}/people/").text
    for text in ("Invented Colleague", "Contributor", "next@example.org", "can be accepted until"):
        assert text in page


def test_a_manager_changes_a_role(manager, colleague, client):
    client.force_login(manager)
    client.post(person_url(colleague), {"role": "manager"})
    assert groups_of(colleague.user) == {"Members", "Contributors", "Organisation managers"}


def test_a_manager_removes_a_colleague_after_confirming(manager, colleague, client):
    client.force_login(manager)
    asked = client.post(person_url(colleague), {"end": "yes"})
    assert "Remove Invented Colleague?" in asked.text
    assert Affiliation.objects.current().filter(pk=colleague.pk).exists()
    client.post(person_url(colleague), {"end": "yes", "sure": "yes"})
    assert not Affiliation.objects.current().filter(pk=colleague.pk).exists()
    assert groups_of(colleague.user) == set()


def test_the_last_manager_is_warned_and_may_leave(house, manager, client):
    client.force_login(manager)
    own = Affiliation.objects.get(user=manager)
    assert "the last manager" in client.post(person_url(own), {"end": "yes"}).text
    assert "the last manager" in client.post(person_url(own), {"role": "reader"}).text
    own.refresh_from_db()
    assert own.role == AffiliationRole.MANAGER
    left = client.post(person_url(own), {"end": "yes", "sure": "yes"})
    assert left.url == "/accounts/"
    assert client.get(f"/directory/{house.slug}/people/").status_code == 403


def test_a_contributor_may_leave_and_do_nothing_else(house, colleague, client):
    client.force_login(colleague.user)
    assert client.get(f"/directory/{house.slug}/people/").status_code == 403
    assert "Change the role" not in client.get(person_url(colleague)).text
    assert client.post(person_url(colleague), {"role": "manager"}).status_code == 403
    colleague.refresh_from_db()
    assert colleague.role == AffiliationRole.CONTRIBUTOR
    client.post(person_url(colleague), {"end": "yes", "sure": "yes"})
    assert not Affiliation.objects.current().filter(pk=colleague.pk).exists()


def test_a_foreign_manager_is_refused_everywhere(house, manager, colleague, client):
    stranger = make_manager(make_organisation("Invented Bridge"), "boss@bridge.example.org")
    invitation = invite(
        organisation=house, email="a@example.org", role=AffiliationRole.READER, by=manager
    )
    client.force_login(stranger)
    people = f"/directory/{house.slug}/people/"
    answers = [
        client.get(people),
        client.post(people, {"email": "x@example.org", "role": "manager"}),
        client.get(person_url(colleague)),
        client.post(person_url(colleague), {"role": "reader"}),
        client.post(person_url(colleague), {"end": "yes", "sure": "yes"}),
        client.post(f"{people}invitations/{invitation.pk}/", {"withdraw": ""}),
    ]
    assert {answer.status_code for answer in answers} == {403}
    colleague.refresh_from_db()
    invitation.refresh_from_db()
    assert (colleague.role, colleague.until) == (AffiliationRole.CONTRIBUTOR, None)
    assert invitation.is_open
    assert house.invitations.count() == 1


def test_people_and_invitations_are_found_in_their_own_organisation_alone(
    house, manager, colleague, client
):
    bridge = make_organisation("Invented Bridge")
    stranger = make_manager(bridge, "boss@bridge.example.org")
    invitation = invite(
        organisation=house, email="a@example.org", role=AffiliationRole.READER, by=manager
    )
    client.force_login(stranger)
    own = f"/directory/{bridge.slug}/people/"
    assert client.post(f"{own}{colleague.pk}/", {"end": "yes"}).status_code == 404
    withdrawn = client.post(f"{own}invitations/{invitation.pk}/", {"withdraw": ""})
    assert withdrawn.status_code == 404
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


def test_drafts_and_missing_entries_answer_strangers_alike(client):
    make_organisation("Invented Secret", publish=False)
    client.force_login(make_user("a@example.org"))
    answers = {
        client.get(f"/directory/{slug}/people/").status_code
        for slug in ("invented-secret", "no-such-entry")
    }
    assert answers == {403}


def test_without_sign_in_the_page_leads_to_it(house, client):
    answer = client.get(f"/directory/{house.slug}/people/")
    assert answer.url.startswith("/accounts/login/")


def test_reserved_addresses_are_no_slugs_of_entries():
    assert make_organisation("Join").slug == "join-organisation"
    assert make_organisation("Members").slug != "members"


def test_the_users_own_page_is_not_cached(house, manager, client):
    client.force_login(User.objects.get(pk=manager.pk))
    answer = client.get(f"/directory/{house.slug}/people/")
    assert "no-store" in answer["Cache-Control"]
