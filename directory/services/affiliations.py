"""Who speaks for an organisation: affiliations begin, change and end here, and roles follow them.

The groups *Members*, *Contributors* and *Organisation managers* are written here and nowhere else.
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import roles_of
from accounts.models import User
from accounts.roles import EDITORIAL_ROLES, Role
from core.audit import AuditAction, record
from directory.models import Affiliation, AffiliationRole, OrganisationPage
from directory.services.orphans import announce_orphan, has_manager

_ROLES = {
    AffiliationRole.READER: {Role.MEMBER},
    AffiliationRole.CONTRIBUTOR: {Role.MEMBER, Role.CONTRIBUTOR},
    AffiliationRole.MANAGER: {Role.MEMBER, Role.CONTRIBUTOR, Role.MANAGER},
}
#: The groups that affiliations give and take.
GIVEN_ROLES = frozenset(_ROLES[AffiliationRole.MANAGER])


def may_manage_people(user: User | AnonymousUser, organisation: OrganisationPage) -> bool:
    """Tell whether a person may say who speaks for an organisation: its managers may, and the editors."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if roles_of(user) & EDITORIAL_ROLES:
        return True
    managers = Affiliation.objects.current().managers()
    return managers.filter(organisation=organisation, user=user).exists()


@transaction.atomic
def begin_affiliation(
    *,
    user: User,
    organisation: OrganisationPage,
    role: AffiliationRole,
    by: User | None,
    since: date | None = None,
) -> Affiliation:
    """Let a person belong to an organisation in a role from a day on (default today).

    Somebody who belongs to it already gets the new role in the same row. `by` is who decides; None is the
    site itself, acting on an accepted invitation. Raises PermissionDenied.
    """
    _refuse_strangers(by, organisation)
    affiliation = _lasting(user, organisation)
    if affiliation is not None:
        affiliation.until = None
        _set_role(affiliation, role, by)
        return affiliation
    affiliation = Affiliation.objects.create(
        user=user, organisation=organisation, role=role, since=since or timezone.localdate()
    )
    _log(by, affiliation, "began")
    keep_groups_in_step([user.pk])
    return affiliation


@transaction.atomic
def change_role(*, affiliation: Affiliation, role: AffiliationRole, by: User) -> None:
    """Give a person another role in the organisation; raises PermissionDenied."""
    _refuse_strangers(by, affiliation.organisation)
    _set_role(affiliation, role, by)


@transaction.atomic
def end_affiliation(
    *, affiliation: Affiliation, by: User | None, until: date | None = None
) -> None:
    """End an affiliation on a day (default today); that day it no longer holds.

    Managers end those of their organisation, everybody may end their own. A second end changes nothing.
    Raises PermissionDenied.
    """
    if by is None or by.pk != affiliation.user_id:
        _refuse_strangers(by, affiliation.organisation)
    if affiliation.closed_at is not None:
        return
    # An affiliation that has not begun yet ends on the day on which it would have.
    affiliation.until = max(until or timezone.localdate(), affiliation.since)
    affiliation.save(update_fields=["until"])
    _log(by, affiliation, "ended")
    close_ended_affiliations()


def end_all_of(*, user: User) -> None:
    """End every affiliation of a person whose account goes."""
    for affiliation in user.affiliations.filter(closed_at=None).select_related("organisation"):
        end_affiliation(affiliation=affiliation, by=user)


@transaction.atomic
def close_ended_affiliations() -> int:
    """Let affiliations whose last day has passed take effect once; return how many there were.

    People lose the roles that no other affiliation gives; where the last manager left, the editors hear of it.
    """
    ended = list(Affiliation.objects.to_close().select_related("organisation", "user"))
    closing = Affiliation.objects.filter(pk__in=[each.pk for each in ended], closed_at=None)
    closing.update(closed_at=timezone.now())
    keep_groups_in_step({each.user_id for each in ended})
    for organisation in {each.organisation for each in ended if _is_manager(each)}:
        if not has_manager(organisation):
            announce_orphan(organisation)
    return len(ended)


def keep_groups_in_step(user_ids: Iterable[int] | None = None) -> None:
    """Give people the groups that their affiliations of today give, and take those that none gives.

    Without ids it looks at everybody: affiliations that begin on a later day are found that way.
    """
    current = Affiliation.objects.current()
    memberships = User.groups.through.objects.filter(group__name__in=GIVEN_ROLES)
    if user_ids is not None:
        ids = list(user_ids)
        current = current.filter(user_id__in=ids)
        memberships = memberships.filter(user_id__in=ids)
    due = {
        (user_id, role.value)
        for user_id, affiliation_role in current.values_list("user_id", "role")
        for role in _ROLES[AffiliationRole(affiliation_role)]
    }
    held = set(memberships.values_list("user_id", "group__name"))
    groups = {role.value: Group.objects.get_or_create(name=role.value)[0] for role in GIVEN_ROLES}
    for user_id, name in held - due:
        memberships.filter(user_id=user_id, group__name=name).delete()
    User.groups.through.objects.bulk_create(
        [User.groups.through(user_id=pk, group=groups[name]) for pk, name in due - held],
        ignore_conflicts=True,
    )


def _lasting(user: User, organisation: OrganisationPage) -> Affiliation | None:
    """Return the affiliation of the two that holds today or begins later."""
    own = Affiliation.objects.filter(user=user, organisation=organisation, closed_at=None)
    return own.exclude(until__lte=timezone.localdate()).select_for_update().first()


def _set_role(affiliation: Affiliation, role: AffiliationRole, by: User | None) -> None:
    managed = _is_manager(affiliation)
    affiliation.role = role
    affiliation.save(update_fields=["role", "until"])
    _log(by, affiliation, "changed")
    keep_groups_in_step([affiliation.user_id])
    if managed and not has_manager(affiliation.organisation):
        announce_orphan(affiliation.organisation)


def _is_manager(affiliation: Affiliation) -> bool:
    return affiliation.role == AffiliationRole.MANAGER


def _refuse_strangers(by: User | None, organisation: OrganisationPage) -> None:
    if by is not None and not may_manage_people(by, organisation):
        raise PermissionDenied(
            _("Only managers of the organisation and editors may say who speaks for it.")
        )


def _log(by: User | None, affiliation: Affiliation, change: str) -> None:
    record(
        user=by,
        action=AuditAction.ROLES_CHANGED,
        target=affiliation.organisation,
        details={"change": change, "role": affiliation.role, "person": affiliation.user_id},
    )
