"""What a signed-in person may see: the tier that the roles give."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User
from accounts.roles import EDITORIAL_ROLES, Role
from core.access import Tier


def roles_of(user: User | AnonymousUser) -> frozenset[Role]:
    """Return the roles of a person (one query, remembered on the object); nobody's when not signed in."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    known: frozenset[Role] | None = getattr(user, "_known_roles", None)
    if known is None:
        names = set(user.groups.values_list("name", flat=True))
        known = frozenset(role for role in Role if role.value in names)
        if user.is_superuser:
            known |= {Role.ADMINISTRATOR}
        user._known_roles = known  # type: ignore[attr-defined]
    return known


def tier_of(user: User | AnonymousUser) -> Tier:
    """Return the tier that a person reads: editors, members (any other role), else public.

    An account without any role reads what everybody reads: whoever left every organisation is no member.
    """
    roles = roles_of(user)
    if roles & EDITORIAL_ROLES:
        return Tier.EDITORS
    return Tier.MEMBERS if roles else Tier.PUBLIC


def person_of(request: HttpRequest) -> User:
    """Return who is signed in, for views that nobody else reaches; raises PermissionDenied."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
