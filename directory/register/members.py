"""Who may be named on the public page of members, and who is a number there."""

from dataclasses import dataclass

from core.access import Tier
from core.sorting import sort_key
from directory.disclosure import DisclosedOrganisation, disclose_many
from directory.models import MembershipStatus, OrganisationPage
from directory.register.years import BELONGING
from directory.selectors import listed_organisations


@dataclass(frozen=True)
class Group:
    """The named organisations of one status, by name, and how many more are not named."""

    status: MembershipStatus
    organisations: list[DisclosedOrganisation]
    unnamed: int


def current_groups() -> list[Group]:
    """Return today's organisations by status; only those whose page everybody may see are named."""
    return [group for status in BELONGING if (group := _group(status)) is not None]


def former_group() -> Group | None:
    """Return the former members, named where the directory still lists them."""
    return _group(MembershipStatus.FORMER)


def _group(status: MembershipStatus) -> Group | None:
    total = OrganisationPage.objects.filter(membership_status=status).count()
    if not total:
        return None
    pages = listed_organisations().filter(membership_status=status)
    named = disclose_many(pages.select_related("locale", "type"), Tier.PUBLIC)
    named.sort(key=lambda one: sort_key(one.name))
    return Group(status, named, total - len(named))
