"""The roles of the site: groups of Wagtail, known by fixed names."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """The name of the group that stands for a role."""

    MEMBER = "Members"
    CONTRIBUTOR = "Contributors"
    MANAGER = "Organisation managers"
    EDITOR = "Editors"
    NEWSLETTER_EDITOR = "Newsletter editors"
    ADMINISTRATOR = "Administrators"


#: Roles for which a second factor is compulsory.
STRONG_ROLES = frozenset({Role.EDITOR, Role.NEWSLETTER_EDITOR, Role.ADMINISTRATOR})
#: Roles that read the editors' tier.
EDITORIAL_ROLES = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
#: Roles whose rights reach only the records of the organisations that their holders belong to.
OWNERSHIP_ROLES = frozenset({Role.CONTRIBUTOR, Role.MANAGER})

#: What a person with the role is called.
LABELS: dict[Role, str | Promise] = {
    Role.MEMBER: _("Member"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.MANAGER: _("Organisation manager"),
    Role.EDITOR: _("Editor"),
    Role.NEWSLETTER_EDITOR: _("Newsletter editor"),
    Role.ADMINISTRATOR: _("Administrator"),
}


def role_labels(roles: Collection[Role]) -> list[str | Promise]:
    """Return what a person of these roles is called, the weakest first."""
    return [LABELS[role] for role in Role if role in roles]
