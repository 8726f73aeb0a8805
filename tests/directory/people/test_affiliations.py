"""Affiliations begin, change and end; groups and alerts follow."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.access import tier_of
from accounts.models import User
from accounts.roles import Role
from core.access import Tier
from core.models import AuditEntry
from directory.models import Affiliation, AffiliationRole, Invitation
from directory.services.affiliations import (
    begin_affiliation,
    change_role,
    close_ended_affiliations,
    end_affiliation,
    end_all_of,
    keep_groups_in_step,
)
from directory.services.orphans import organisations_without_manager
from tests.directory.people.support import (
    deliver,
    groups_of,
    make_manager,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db

READER, CONTRIBUTOR, MANAGER = AffiliationRole


@pytest.fixture
def other():
    return make_organisation("Invented Bridge")


@pytest.fixture
def editor():
    user = make_user("editor@editors.example.org")
    user.groups.add(Group.objects.get_or_create(name=Role.EDITOR)[0])
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        (READER, {Role.MEMBER}),
        (CONTRIBUTOR, {Role.MEMBER, Role.CONTRIBUTOR}),
        (MANAGER, {Role.MEMBER, Role.CONTRIBUTOR, Role.MANAGER}),
    ],
)
def test_an_affiliation_gives_the_groups_of_its_role(house, role, groups):
    user = make_user("a@example.org")
    begin_affiliation(user=user, organisation=house, role=role, by=None)
    assert groups_of(user) == groups


def test_a_group_goes_only_when_no_other_affiliation_gives_it(house, other):
    user = make_user("a@example.org")
    first = begin_affiliation(user=user, organisation=house, role=MANAGER, by=None)
    second = begin_affiliation(user=user, organisation=other, role=READER, by=None)
    end_affiliation(affiliation=first, by=None)
    assert groups_of(user) == {Role.MEMBER}
    end_affiliation(affiliation=second, by=None)
    assert groups_of(user) == set()
    assert tier_of(User.objects.get(pk=user.pk)) == Tier.PUBLIC


def test_other_groups_of_a_person_are_left_alone(house, editor):
    affiliation = begin_affiliation(user=editor, organisation=house, role=MANAGER, by=None)
    end_affiliation(affiliation=affiliation, by=None)
    assert groups_of(editor) == {Role.EDITOR}


def test_beginning_again_changes_the_role_in_the_same_row(house):
    user = make_user("a@example.org")
    first = begin_affiliation(user=user, organisation=house, role=READER, by=None)
    again = begin_affiliation(user=user, organisation=house, role=MANAGER, by=None)
    assert again.pk == first.pk
    assert Affiliation.objects.get().role == MANAGER


def test_an_affiliation_that_begins_later_gives_its_groups_on_that_day(house, monkeypatch):
    user = make_user("a@example.org")
    tomorrow = timezone.localdate() + timedelta(days=1)
    begin_affiliation(user=user, organisation=house, role=READER, by=None, since=tomorrow)
    assert groups_of(user) == set()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: tomorrow)
    keep_groups_in_step()
    assert groups_of(user) == {Role.MEMBER}


def test_an_affiliation_that_ends_later_is_closed_by_the_tick_once(
    house, manager, editor, mailoutbox, monkeypatch
):
    tomorrow = timezone.localdate() + timedelta(days=1)
    affiliation = Affiliation.objects.get(user=manager)
    end_affiliation(affiliation=affiliation, by=manager, until=tomorrow)
    assert Role.MANAGER in groups_of(manager)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: tomorrow)
    assert [close_ended_affiliations(), close_ended_affiliations()] == [1, 0]
    assert groups_of(manager) == set()
    assert [mail.to for mail in deliver(mailoutbox)] == [[editor.email]]


def test_the_editors_hear_when_the_last_manager_leaves_and_the_query_finds_it(
    house, other, manager, editor, mailoutbox
):
    second = make_manager(house, "second@house.example.org")
    assert house not in organisations_without_manager()
    end_affiliation(affiliation=Affiliation.objects.get(user=manager), by=manager)
    assert deliver(mailoutbox) == []
    change_role(affiliation=Affiliation.objects.get(user=second), role=READER, by=second)
    (mail,) = deliver(mailoutbox)
    assert mail.to == [editor.email]
    assert "Invented House" in mail.subject
    assert "/directory/invented-house/people/" in mail.body
    assert list(organisations_without_manager()) == [house]


def test_an_organisation_whose_managers_account_is_gone_is_found(house, manager):
    Invitation.objects.create(
        organisation=house,
        email=manager.email,
        role=MANAGER,
        link_hash="x",
        accepted_at=timezone.now(),
    )
    end_all_of(user=manager)
    manager.delete()
    assert list(organisations_without_manager()) == [house]


def test_a_manager_acts_on_the_own_organisation_alone(house, other, manager):
    foreign = begin_affiliation(
        user=make_user("b@example.org"), organisation=other, role=CONTRIBUTOR, by=None
    )
    begin_affiliation(user=manager, organisation=other, role=CONTRIBUTOR, by=None)
    manager = User.objects.get(pk=manager.pk)
    with pytest.raises(PermissionDenied):
        begin_affiliation(
            user=make_user("c@example.org"), organisation=other, role=READER, by=manager
        )
    with pytest.raises(PermissionDenied):
        change_role(affiliation=foreign, role=READER, by=manager)
    with pytest.raises(PermissionDenied):
        end_affiliation(affiliation=foreign, by=manager)
    foreign.refresh_from_db()
    assert (foreign.role, foreign.until) == (CONTRIBUTOR, None)


def test_a_manager_who_has_left_or_is_shut_out_manages_nothing(house, manager):
    colleague = begin_affiliation(
        user=make_user("b@example.org"), organisation=house, role=READER, by=manager
    )
    User.objects.filter(pk=manager.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        change_role(affiliation=colleague, role=MANAGER, by=User.objects.get(pk=manager.pk))
    User.objects.filter(pk=manager.pk).update(is_active=True)
    end_affiliation(affiliation=Affiliation.objects.get(user=manager), by=manager)
    with pytest.raises(PermissionDenied):
        change_role(affiliation=colleague, role=MANAGER, by=User.objects.get(pk=manager.pk))


def test_everybody_may_leave_and_leaving_twice_changes_nothing(house):
    user = make_user("a@example.org")
    affiliation = begin_affiliation(user=user, organisation=house, role=READER, by=None)
    end_affiliation(affiliation=affiliation, by=user)
    affiliation.refresh_from_db()
    closed_at = affiliation.closed_at
    end_affiliation(affiliation=affiliation, by=user)
    affiliation.refresh_from_db()
    assert affiliation.closed_at == closed_at
    assert AuditEntry.objects.filter(details__change="ended").count() == 1


def test_every_change_is_in_the_audit_log_without_names(house, manager):
    begin_affiliation(user=make_user("b@example.org"), organisation=house, role=READER, by=manager)
    entry = AuditEntry.objects.filter(user=manager).get()
    assert entry.details["role"] == READER
    assert "example.org" not in str(entry.details)
