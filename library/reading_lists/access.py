"""Who may see and change which reading list."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.access import tier_of
from accounts.models import User
from core.access import Tier
from library.models import Audience, ReadingList

Viewer = User | AnonymousUser


def may_make_lists(user: Viewer) -> bool:
    """Tell whether a person may have lists: members may."""
    return isinstance(user, User) and tier_of(user) != Tier.PUBLIC


def visible_lists(user: Viewer) -> QuerySet[ReadingList]:
    """Return the lists that a person may see: public ones, members' for members, one's own.

    Editors also see those that wait to become public, and those whose owner is gone.
    """
    seen = Q(audience=Audience.PUBLIC)
    if may_make_lists(user):
        seen |= Q(audience=Audience.MEMBERS) | Q(owner=user.pk)
    if is_editor(user):
        seen |= Q(public_asked_at__isnull=False) | Q(owner=None)
    return ReadingList.objects.filter(seen)


def may_change(user: Viewer, reading_list: ReadingList) -> bool:
    """Tell whether a person may change a list: its owner while a member, and the editors those that they see."""
    if not may_make_lists(user):
        return False
    if reading_list.owner_id == user.pk:
        return True
    return is_editor(user) and visible_lists(user).filter(pk=reading_list.pk).exists()


def is_editor(user: Viewer) -> bool:
    """Tell whether a person may put lists before everybody."""
    return isinstance(user, User) and tier_of(user) == Tier.EDITORS
