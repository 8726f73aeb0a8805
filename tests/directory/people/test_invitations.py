"""Managers invite, people accept by the link of a mail, and no other link does anything."""

import re

import pytest
from django.utils import timezone

from accounts.models import Consent, User
from directory.models import Affiliation, AffiliationRole, Invitation
from directory.services.affiliations import begin_affiliation
from directory.services.invitations import consent_text, invite
from tests.directory.people.support import (
    deliver,
    groups_of,
    link_in,
    make_manager,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db

NEWCOMER = "newcomer@house.example.org"


@pytest.fixture
def people(house, manager, client):
    """Return the client, signed in as the manager, and the address of the list."""
    client.force_login(manager)
    return f"/directory/{house.slug}/people/"


def invited(house, mailoutbox, email=NEWCOMER, role=AffiliationRole.CONTRIBUTOR):
    invite(organisation=house, email=email, role=role, by=None)
    (mail,) = deliver(mailoutbox)
    return link_in(mail)


def test_a_manager_invites_and_a_newcomer_gets_an_account_and_the_role(
    house, people, client, mailoutbox
):
    answer = client.post(people, {"email": NEWCOMER, "role": "contributor"}, follow=True)
    assert f"An invitation was sent to {NEWCOMER}." in answer.text
    (mail,) = deliver(mailoutbox)
    assert mail.to == [NEWCOMER]
    client.logout()
    page = client.get(link_in(mail))
    assert "Invented House" in page.text
    assert not Affiliation.objects.filter(user__email=NEWCOMER).exists()
    accepted = client.post(link_in(mail), {"name": "Invented Newcomer", "consent": "on"})
    user = User.objects.get(email=NEWCOMER)
    assert Affiliation.objects.get(user=user).role == AffiliationRole.CONTRIBUTOR
    assert groups_of(user) == {"Members", "Contributors"}
    assert "/accounts/activate/" in accepted.url
    consent = Consent.objects.get(user=user)
    assert consent.text == consent_text()
    (second,) = deliver(mailoutbox)
    assert "/accounts/activate/" in second.body


def test_the_consent_is_needed_and_what_was_typed_stays(house, client, mailoutbox):
    answer = client.post(invited(house, mailoutbox), {"name": "Invented Newcomer"})
    assert answer.status_code == 422
    assert "Without this we may not make an account" in answer.text
    assert "Invented Newcomer" in answer.text
    assert not User.objects.filter(email=NEWCOMER).exists()


def test_somebody_with_an_account_signs_in_and_confirms(house, client, mailoutbox):
    user = make_user(NEWCOMER)
    link = invited(house, mailoutbox)
    page = client.get(link)
    assert f"/accounts/login/?next={link}" in page.text
    assert client.post(link, {"name": "x", "consent": "on"}).status_code == 403
    assert not Affiliation.objects.filter(user=user).exists()
    client.force_login(user)
    assert client.get(link).status_code == 200
    assert not Affiliation.objects.filter(user=user).exists()
    client.post(link)
    assert Affiliation.objects.get(user=user).organisation == house


def test_an_invitation_never_takes_a_role_away(house, client, mailoutbox):
    user = make_user(NEWCOMER)
    link = invited(house, mailoutbox, role=AffiliationRole.READER)
    begin_affiliation(user=user, organisation=house, role=AffiliationRole.MANAGER, by=None)
    client.force_login(user)
    client.post(link)
    assert Affiliation.objects.get(user=user).role == AffiliationRole.MANAGER
    assert Invitation.objects.get().accepted_at


@pytest.mark.parametrize("secret", ["forged", "a" * 43, "%00", "a" * 5000])
def test_a_forged_link_does_nothing(house, client, secret, mailoutbox):
    invited(house, mailoutbox)
    for answer in (
        client.get(f"/directory/invitation/{secret}/"),
        client.post(f"/directory/invitation/{secret}/", {"name": "x", "consent": "on"}),
    ):
        assert answer.status_code == 404
        assert "Nothing has happened" in answer.text
    assert not Affiliation.objects.exists()


@pytest.mark.parametrize("column", ["expires_at", "withdrawn_at"])
def test_an_expired_or_withdrawn_link_does_nothing(house, client, mailoutbox, column):
    link = invited(house, mailoutbox)
    Invitation.objects.update(**{column: timezone.now()})
    for answer in (client.get(link), client.post(link, {"name": "x", "consent": "on"})):
        assert answer.status_code == 410
        assert "Nothing has happened" in answer.text
    assert not User.objects.filter(email=NEWCOMER).exists()


def test_a_link_works_once(house, client, mailoutbox):
    link = invited(house, mailoutbox)
    client.post(link, {"name": "Invented Newcomer", "consent": "on"})
    Affiliation.objects.all().delete()
    for answer in (client.get(link), client.post(link, {"name": "x", "consent": "on"})):
        assert answer.status_code == 410
        assert "accepted already" in answer.text
    assert not Affiliation.objects.exists()


def test_a_foreign_account_cannot_use_a_link(house, client, mailoutbox):
    link = invited(house, mailoutbox)
    stranger = make_user("stranger@example.org")
    client.force_login(stranger)
    assert "for another address" in client.get(link).text
    answer = client.post(link, {"name": "x", "consent": "on"})
    assert answer.status_code == 403
    assert "Nothing has happened" in answer.text
    assert not Affiliation.objects.filter(user=stranger).exists()
    assert Invitation.objects.get().is_open


def test_an_account_that_is_shut_cannot_use_a_link(house, client, mailoutbox):
    user = make_user(NEWCOMER)
    User.objects.filter(pk=user.pk).update(is_active=False)
    link = invited(house, mailoutbox)
    assert client.post(link, {"name": "x", "consent": "on"}).status_code == 403
    assert not Affiliation.objects.exists()


def test_sending_again_makes_the_earlier_link_stop(house, people, client, mailoutbox):
    first = invited(house, mailoutbox)
    action = f"{people}invitations/{Invitation.objects.get().pk}/"
    client.post(action, {"again": ""})
    (mail,) = deliver(mailoutbox)
    client.logout()
    assert client.get(first).status_code == 404
    assert client.get(link_in(mail)).status_code == 200


def test_a_manager_withdraws_an_invitation(house, people, client, mailoutbox):
    link = invited(house, mailoutbox)
    action = f"{people}invitations/{Invitation.objects.get().pk}/"
    client.post(action, {"withdraw": ""})
    again = client.post(action, {"again": ""}, follow=True)
    assert "accepted or withdrawn meanwhile" in again.text
    assert deliver(mailoutbox) == []
    assert client.get(link).status_code == 410


def test_inviting_an_address_answers_the_same_whether_it_has_an_account(
    house, people, client, mailoutbox
):
    make_user("known@example.org")
    answers = []
    for address in ("known@example.org", "never@example.org"):
        answer = client.post(people, {"email": address, "role": "reader"}, follow=True)
        assert f"An invitation was sent to {address}." in answer.text
        answers.append(without_what_varies(answer.text.replace(address, "…")))
        Invitation.objects.all().delete()
    assert answers[0] == answers[1]
    bodies = [mail.body.partition("http")[0] for mail in deliver(mailoutbox)]
    assert bodies[0] == bodies[1]


def without_what_varies(text):
    """Return a page without its tokens, nonces and keys."""
    return re.sub(r'value="\w{64}"|nonce="[^"]+"|invitations/\d+/', "", text)


def test_who_is_in_the_list_is_not_invited_again(house, manager, people, client, mailoutbox):
    answer = client.post(people, {"email": manager.email.upper(), "role": "reader"})
    assert answer.status_code == 422
    assert "in the list already" in answer.text
    assert deliver(mailoutbox) == []


def test_one_address_is_not_flooded(people, client, mailoutbox):
    for _ in range(5):
        client.post(people, {"email": NEWCOMER, "role": "reader"})
    answer = client.post(people, {"email": NEWCOMER, "role": "reader"})
    assert answer.status_code == 429
    assert len(deliver(mailoutbox)) == 5
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {"email": "no address", "role": "reader"},
        {"email": "a@example.org\r\nBcc: b@example.org", "role": "reader"},
        {"email": "a" * 10_000 + "@example.org", "role": "reader"},
        {"email": "a@example.org", "role": "editor"},
        {},
    ],
)
def test_nonsense_is_refused_beside_its_field(people, client, data, mailoutbox):
    answer = client.post(people, data)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert deliver(mailoutbox) == []


def test_names_are_text_in_pages_and_never_a_header_of_a_mail(client, mailoutbox):
    name = "Invented <script>alert(1)</script>\r\nBcc: all@example.org"
    hostile = make_organisation(name)
    client.force_login(make_manager(hostile))
    page = client.get(f"/directory/{hostile.slug}/people/").text
    assert "<script>alert(1)" not in page
    invited_link = invited(hostile, mailoutbox)
    mail = mailoutbox[-1]
    assert "\n" not in mail.subject
    assert mail.recipients() == [NEWCOMER]
    client.logout()
    assert "<script>alert(1)" not in client.get(invited_link).text
