"""Charts and cases of people who write for their organisations alone: they name it, and share no draft of others.

Nothing here concerns editors and commands: they write for everybody.
"""

from collections.abc import Iterable
from typing import TypeGuard

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from directory.matching import OrganisationNames, names_of
from directory.models import OrganisationPage
from directory.ownership import organisations_of
from directory.visibility import known_pages, writes_for_own
from practices.models.practice_rows import PracticeOrganisation

#: Who saves a record; None where a command does.
Sender = AbstractBaseUser | AnonymousUser | None


def is_limited(user: object) -> TypeGuard[User]:
    """Tell whether a person writes for their own organisations alone; None is a command, which writes for all."""
    return isinstance(user, User) and writes_for_own(user)


def default_organisations(user: Sender) -> list[OrganisationPage]:
    """Return the organisation that a new record of the person names; none where there are several or none."""
    own = organisations_of(user) if is_limited(user) else frozenset()
    return list(OrganisationPage.objects.filter(pk__in=own)) if len(own) == 1 else []


def unknown_to(user: Sender, keys: Iterable[int]) -> set[int]:
    """Return the keys of pages that the person may not link to, because they may not know of them."""
    wanted = set(keys)
    if not wanted or not is_limited(user):
        return set()
    known = known_pages(user).filter(pk__in=wanted)
    return wanted - set(known.values_list("pk", flat=True))


def names_for(user: Sender) -> OrganisationNames:
    """Return the names of the organisations that the person may know of."""
    if not is_limited(user):
        return OrganisationNames()
    known = OrganisationPage.objects.filter(pk__in=known_pages(user).values("pk"))
    return OrganisationNames(names_of(page) for page in known.order_by("pk"))


def problem_of_organisations(user: Sender, named: Iterable[int], before: Iterable[int]) -> str:
    """Return why a record of the person cannot name these organisations, or an empty text.

    `before` are the organisations to which it belongs already: nobody takes a partner off a joint record.
    """
    if not is_limited(user):
        return ""
    own, named = organisations_of(user), set(named)
    if not named & own:
        return _("Name your organisation: you write for it and for no other.")
    if set(before) - own - named:
        return _(
            "The record belongs to another organisation as well; only the editors can take it off."
        )
    return ""


def name_default_organisation(page: Page) -> None:
    """Let a new, empty record name the organisation of whoever begins it."""
    found = default_organisations(page.owner)
    if not found:
        return
    if hasattr(page, "organisation_rows"):
        page.organisation_rows = [PracticeOrganisation(organisation=found[0])]
    else:
        page.organisation = found[0]
