"""Which contact points of a chart a viewer may see."""

from typing import Any

from core.access import Tier
from practices.models import ContactPoint, PracticePage

_ORDER = (Tier.PUBLIC, Tier.MEMBERS, Tier.EDITORS)


def tier_of(user: Any) -> Tier:
    """Return the tier that a viewer reaches: nobody signs up alone, so an account is a member's."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Tier.PUBLIC
    return Tier.EDITORS if user.has_perm("wagtailadmin.access_admin") else Tier.MEMBERS


def visible_contact_points(page: PracticePage, tier: Tier) -> tuple[ContactPoint, ...]:
    """Return the contact points up to `tier`; a value that is no known tier stays hidden."""
    visible = _ORDER[: _ORDER.index(tier) + 1]
    return tuple(point for point in page.contact_points.all() if point.tier in visible)
