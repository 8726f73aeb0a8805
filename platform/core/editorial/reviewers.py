"""Who reviews: the active members of the groups of the workflow's steps."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import Q, QuerySet

Person = AbstractBaseUser | AnonymousUser


def reviewing_groups() -> QuerySet[Group]:
    """Return the groups of all steps that are in use."""
    # By the names of the steps' links: the steps ask this module, so it cannot import them.
    in_use = Q(editorialapprovaltask__active=True) | Q(donoharmtask__active=True)
    return Group.objects.filter(in_use).distinct()


def is_reviewer(user: Person) -> bool:
    """Tell whether a person answers findings and approves: a reviewer or a superuser."""
    if not user.is_active or not user.is_authenticated:
        return False
    if getattr(user, "is_superuser", False):
        return True
    return reviewing_groups().filter(user__pk=user.pk).exists()


def members_of(groups: Iterable[Group]) -> QuerySet:
    """Return the active members of `groups`, each once."""
    people = get_user_model().objects.filter(is_active=True, groups__in=groups)
    return people.distinct().order_by("pk")
