"""Every site has the six roles with their rights, and what an administrator changes stays changed."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, PageViewRestriction

from accounts.given_rights import GivenRight
from accounts.granting import give_rights
from accounts.models import User
from accounts.roles import Role
from core.start_content import fill

pytestmark = pytest.mark.django_db


def rights_of(role):
    group = Group.objects.get(name=role.value)
    return {
        "model": set(
            group.permissions.values_list("content_type__app_label", "codename").distinct()
        ),
        "page": set(group.page_permissions.values_list("page__slug", "permission__codename")),
        "collection": set(
            group.collection_permissions.values_list("collection__name", "permission__codename")
        ),
    }


def test_a_fresh_site_has_the_six_roles_and_no_moderators():
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}


def test_contributors_add_and_change_but_never_publish():
    for role in (Role.CONTRIBUTOR, Role.MANAGER):
        assert rights_of(role)["page"] == {
            ("practices", "add_page"),
            ("practices", "change_page"),
            ("case-studies", "add_page"),
            ("case-studies", "change_page"),
            ("directory", "change_page"),
        }
        assert rights_of(role)["model"] == {("wagtailadmin", "access_admin")}


def test_members_have_no_rights_in_the_admin():
    assert rights_of(Role.MEMBER) == {"model": set(), "page": set(), "collection": set()}


def test_editors_may_do_everything_with_pages_and_vocabularies_and_nothing_with_accounts():
    rights = rights_of(Role.EDITOR)
    every = {f"{action}_page" for action in ("add", "change", "publish", "bulk_delete")}
    assert {("root", codename) for codename in every} <= rights["page"]
    assert {("core", "add_term"), ("core", "change_country")} <= rights["model"]
    assert not [name for app, name in rights["model"] if app in ("accounts", "auth")]
    assert not [name for _, name in rights["model"] if name.endswith(("_site", "_locale"))]


def test_administrators_may_do_everything_that_the_admin_offers_and_are_no_superusers():
    rights = rights_of(Role.ADMINISTRATOR)["model"]
    wanted = {
        ("accounts", "add_user"),
        ("accounts", "change_user"),
        ("auth", "change_group"),
        ("wagtailcore", "change_site"),
        ("wagtailcore", "add_workflow"),
        ("core", "delete_term"),
    }
    assert wanted <= rights


def test_a_second_migration_gives_nothing_that_an_administrator_took_away():
    group = Group.objects.get(name=Role.CONTRIBUTOR.value)
    group.page_permissions.filter(permission__codename="add_page").delete()
    group.permissions.clear()
    before = GivenRight.objects.count()
    fill()
    assert not group.page_permissions.filter(permission__codename="add_page").exists()
    assert not group.permissions.exists()
    assert GivenRight.objects.count() == before


def test_what_an_administrator_added_stays():
    group = Group.objects.get(name=Role.MEMBER.value)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    fill()
    assert group.permissions.filter(codename="access_admin").exists()


def test_a_role_that_was_deleted_comes_back_with_its_rights():
    before = rights_of(Role.CONTRIBUTOR)
    Group.objects.filter(name=Role.CONTRIBUTOR.value).delete()
    fill()
    assert rights_of(Role.CONTRIBUTOR) == before


def test_a_right_to_something_missing_is_given_once_it_is_there():
    group = Group.objects.get(name=Role.EDITOR.value)
    GivenRight.objects.filter(group=group, key="page:root:lock").delete()
    GroupPagePermission.objects.filter(group=group, permission__codename="lock_page").delete()
    fill()
    assert ("root", "lock_page") in rights_of(Role.EDITOR)["page"]


def test_moderators_become_editors_with_all_they_were_in():
    migration = importlib.import_module("accounts.migrations.0004_roles")
    moderators = Group.objects.create(name="Moderators")
    user = User.objects.create_user("moderator@example.org")
    user.groups.add(moderators)
    task = GroupApprovalTask.objects.create(name="Approval by moderators")
    task.groups.add(moderators)
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(depth=2), restriction_type="groups"
    )
    restriction.groups.add(moderators)
    migration.merge_moderators(apps, None)
    editors = Group.objects.get(name=Role.EDITOR.value)
    assert not Group.objects.filter(name="Moderators").exists()
    assert [*user.groups.all()] == [*task.groups.all()] == [*restriction.groups.all()] == [editors]


def test_giving_again_asks_little_of_the_database(django_assert_max_num_queries):
    fill()
    with django_assert_max_num_queries(12):
        give_rights()
