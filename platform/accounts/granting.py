"""What the roles may do from the start: rights that apps declare and that every migration gives once.

An app declares the rights to its pages and models in a module `grants.py` (found by autodiscovery) with
`grant`. The page tree and the permissions stand only after migrating, so rights are given then. Each is
noted in the ledger (`GivenRight`) and given once: what an administrator changes later stays changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.urls import get_resolver
from wagtail import hooks
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from accounts.given_rights import GivenRight
from accounts.roles import Role

#: Everything that can be allowed on pages.
PAGE_ACTIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


@dataclass(frozen=True)
class ModelRight:
    """A permission of Django, such as `core.change_term`."""

    permission: str

    @property
    def key(self) -> str:
        """Return the name in the ledger."""
        return f"model:{self.permission}"


@dataclass(frozen=True)
class PageRight:
    """An action on the first page of a type and on all pages below it; without a type, on the whole tree."""

    action: str
    page: type[Page] | None = None

    @property
    def key(self) -> str:
        """Return the name in the ledger."""
        return f"page:{self.page._meta.label if self.page else 'root'}:{self.action}"


@dataclass(frozen=True)
class CollectionRight:
    """A permission on pictures or documents of all collections, such as `wagtailimages.add_image`."""

    permission: str

    @property
    def key(self) -> str:
        """Return the name in the ledger."""
        return f"collection:{self.permission}"


@dataclass(frozen=True)
class AdminRights:
    """Every permission that the admin offers for the models of some apps; without apps, of all."""

    apps: tuple[str, ...] = ()


Right = ModelRight | PageRight | CollectionRight
_declared: list[tuple[Role, Right | AdminRights]] = []


def grant(roles: Role | Iterable[Role], *rights: Right | AdminRights) -> None:
    """Declare what the roles may do on every site from its start."""
    for role in [roles] if isinstance(roles, Role) else roles:
        _declared.extend((role, right) for right in rights)


def give_rights() -> None:
    """Create the groups of the roles that are missing, and give every declared right not given before.

    A right to something that the site does not have (yet) is left for the next time.
    """
    groups = {role: Group.objects.get_or_create(name=role.value)[0] for role in Role}
    known = set(GivenRight.objects.values_list("group_id", "key"))
    permissions = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    given: dict[tuple[int, str], GivenRight] = {}
    for role, right in _single_rights():
        group = groups[role]
        place = (group.pk, right.key)
        if place not in known and place not in given and _give(group, right, permissions):
            given[place] = GivenRight(group=group, key=right.key)
    GivenRight.objects.bulk_create(given.values())


def _single_rights() -> Iterator[tuple[Role, Right]]:
    offered: list[tuple[str, str]] | None = None
    for role, right in _declared:
        if not isinstance(right, AdminRights):
            yield role, right
            continue
        offered = _offered() if offered is None else offered
        for app, codename in offered:
            if not right.apps or app in right.apps:
                yield role, ModelRight(f"{app}.{codename}")


def _offered() -> list[tuple[str, str]]:
    """Return app and name of every permission that the admin lists for groups."""
    # The viewsets of the admin register their permissions when its addresses are read.
    _ = get_resolver().url_patterns
    found = Permission.objects.none()
    for registered in hooks.get_hooks("register_permissions"):
        found |= registered()
    names = found.order_by("content_type__app_label", "codename")
    return list(names.values_list("content_type__app_label", "codename").distinct())


def _give(group: Group, right: Right, permissions: dict[str, int]) -> bool:
    """Give a right; tell whether there was something to give it on."""
    if isinstance(right, ModelRight):
        pk = permissions.get(right.permission)
        if pk is not None:
            group.permissions.add(pk)
        return pk is not None
    if isinstance(right, CollectionRight):
        pk, root = permissions.get(right.permission), Collection.get_first_root_node()
        if pk is None or root is None:
            return False
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission_id=pk
        )
        return True
    pk = permissions.get(f"wagtailcore.{right.action}_page")
    page = right.page.objects.order_by("path").first() if right.page else Page.get_first_root_node()
    if pk is None or page is None:
        return False
    GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission_id=pk)
    return True
