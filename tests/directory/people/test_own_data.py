"""What the directory holds of a person: shown, exported and erased."""

import pytest

from accounts.models import User
from accounts.personal_data import holdings
from directory.models import (
    Affiliation,
    AffiliationRole,
    Application,
    ApplicationState,
    Invitation,
)
from directory.services.affiliations import begin_affiliation
from directory.services.invitations import invite
from tests.directory.people.support import groups_of, make_manager, make_organisation, make_user

pytestmark = pytest.mark.django_db

MINE = {"organisations", "invitations", "applications"}


def exported(user):
    return {each.name: each.export(user) for each in holdings() if each.name in MINE}


def erase(user):
    for each in holdings():
        if each.name in MINE:
            each.erase(user)


def application_of(user, state):
    return Application.objects.create(
        state=state,
        entry={"name": "Invented Lantern", "description": "Invented"},
        contact_name="Invented Manager",
        contact_email=user.email.upper(),
        consent_version="1",
        consent_text="Invented",
    )


def test_the_account_page_leads_to_what_a_person_does_for_an_organisation(client, house, manager):
    client.force_login(manager)
    page = client.get("/accounts/").text
    for text in (
        "Your organisations",
        "Invented House: Organisation manager since",
        f"/admin/pages/{house.pk}/edit/",
        f"/admin/entries/{house.pk}/confirm/",
        f"/directory/{house.slug}/people/",
    ):
        assert text in page


def test_a_reader_is_offered_nothing_to_write(client, house):
    user = make_user("reader@example.org")
    begin_affiliation(user=user, organisation=house, role=AffiliationRole.READER, by=None)
    client.force_login(user)
    page = client.get("/accounts/").text
    assert "Invented House: Reader" in page
    assert f"/admin/pages/{house.pk}/edit/" not in page


def test_the_name_of_an_organisation_is_text_on_the_account_page(client):
    client.force_login(make_manager(make_organisation("<b>House</b>")))
    assert "<b>House" not in client.get("/accounts/").text


def test_all_that_is_held_is_exported_and_nothing_of_others(house, manager):
    application_of(manager, ApplicationState.WAITING)
    make_manager(make_organisation("Invented Bridge"), "other@example.org")
    invite(organisation=house, email="other@example.org", role=AffiliationRole.READER, by=None)
    found = exported(manager)
    assert [each["organisation"] for each in found["organisations"]] == ["Invented House"]
    assert [each["organisation"] for each in found["applications"]] == ["Invented Lantern"]
    assert found["invitations"] == []


def test_erasing_ends_affiliations_and_takes_name_and_address_from_the_rest(house, manager):
    bridge = make_organisation("Invented Bridge")
    invite(organisation=bridge, email=manager.email, role=AffiliationRole.READER, by=None)
    states = [ApplicationState.WAITING, ApplicationState.ACCEPTED, ApplicationState.REFUSED]
    kept = [application_of(manager, state) for state in states]
    application_of(manager, ApplicationState.UNCONFIRMED)
    erase(manager)
    assert groups_of(manager) == set()
    assert not Affiliation.objects.current().filter(user=manager).exists()
    assert not Invitation.objects.exists()
    rows = Application.objects.order_by("pk")
    assert [row.pk for row in rows] == [row.pk for row in kept]
    assert {row.contact_email + row.contact_name for row in rows} == {""}
    assert [row.state for row in rows] == ["withdrawn", "accepted", "refused"]
    assert rows[1].entry["description"] == "Invented"


def test_the_last_manager_is_warned_before(house, manager):
    (holding,) = [each for each in holdings() if each.name == "organisations"]
    assert "Invented House will have no manager" in holding.warnings(manager)[0]
    make_manager(house, "second@example.org")
    assert holding.warnings(User.objects.get(pk=manager.pk)) == []
