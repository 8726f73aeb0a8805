"""How the cells of docs/permissions.toml about users and groups are tried."""

from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from tests.permissions.actions import ACTIONS, tries
from tests.permissions.support import person
from tests.permissions.trials import NEW_TITLE

__all__ = ["ACTIONS"]


@tries("see", "user")
def see_users(trial, key):
    return trial.sees("stranger@example.org", "wagtailusers_users:index")


def account(user, **fields):
    return {
        "email": user.email,
        "first_name": "Somebody",
        "last_name": "Else",
        "is_active": "on",
    } | fields


@tries("create", "user")
def create_user(trial, key):
    data = {"email": "made@example.org", "first_name": "Made", "last_name": "Up"}
    data |= {"password1": "cup-of-lime-tea", "password2": "cup-of-lime-tea"}
    trial.post("wagtailusers_users:add", data=data)
    return User.objects.filter(email="made@example.org").exists()


@tries("edit", "user")
def edit_user(trial, key):
    user = trial.site.other.writer
    trial.post("wagtailusers_users:edit", user.pk, data=account(user))
    return User.objects.get(pk=user.pk).first_name == "Somebody"


@tries("delete", "user")
def delete_user(trial, key):
    user = person("passing", [])
    trial.post("wagtailusers_users:delete", user.pk)
    return not User.objects.filter(pk=user.pk).exists()


@tries("edit a superuser", "user")
def edit_superuser(trial, key):
    user = trial.site.people["superuser"]
    trial.post("wagtailusers_users:edit", user.pk, data=account(user))
    return User.objects.get(pk=user.pk).first_name == "Somebody"


@tries("make a superuser", "user")
def make_superuser(trial, key):
    user = trial.site.other.writer
    data = account(user, is_superuser="on")
    trial.post("wagtailusers_users:edit", user.pk, data=data)
    return User.objects.get(pk=user.pk).is_superuser


@tries("see", "group")
def see_groups(trial, key):
    return trial.sees("Organisation managers", "wagtailusers_groups:index")


@tries("edit", "group")
def edit_group(trial, key):
    group = Group.objects.create(name="A group of our own")
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    data = trial.form(reverse("wagtailusers_groups:add"), 'form[action*="groups"]')
    trial.client.post(address, data | {"name": NEW_TITLE})
    return Group.objects.filter(name=NEW_TITLE).exists()


@tries("delete", "group")
def delete_group(trial, key):
    group = Group.objects.create(name="A group of our own")
    trial.post("wagtailusers_groups:delete", group.pk)
    return not Group.objects.filter(pk=group.pk).exists()
