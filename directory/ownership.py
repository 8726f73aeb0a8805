"""Whose a record is: users belong to organisations, records name organisations, and nobody owns a page.

A record belongs to an organisation that its stored rows name. What a draft of a published record adds or
leaves out changes nothing before it is published. A record that is not published and that somebody of
another organisation began stays with that organisation, whomever it names: to name a partner shows
nobody a draft. Apps above add their kinds of records with `register_owned`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from wagtail.models import Page

from accounts.models import User
from accounts.roles import EDITORIAL_ROLES
from directory.models import Affiliation, AffiliationRole, OrganisationPage

#: Affiliations that let a person write for the organisation.
WRITING = (AffiliationRole.CONTRIBUTOR, AffiliationRole.MANAGER)
_ORGANISATIONS, _RECORDS = "_known_organisations", "_known_records"


@dataclass(frozen=True)
class OwnedKind:
    """A page type whose pages belong to organisations.

    `links` is the model whose rows join both: `organisation` and `page` are its columns with the keys.
    """

    model: type[Page]
    links: type[Model]
    organisation: str = "organisation_id"
    page: str = "pk"

    def of(self, organisations: Iterable[int]) -> QuerySet:
        """Return the keys of the pages that belong to any of the organisations."""
        rows = self.links._default_manager.filter(**{f"{self.organisation}__in": organisations})
        if self.model is not OrganisationPage:
            rows = rows.filter(self._is_settled())
        return rows.order_by().values_list(self.page, flat=True)

    def _is_settled(self) -> Q:
        """Keep what is published, and drafts that nobody of another organisation began."""
        page = "" if self.page == "pk" else "page__"
        # Editors write on behalf of organisations, also while they belong to one of them.
        began_for = (
            Affiliation.objects.filter(user=OuterRef(f"{page}owner"), role__in=WRITING)
            .exclude(user__groups__name__in=EDITORIAL_ROLES)
            .exclude(user__is_superuser=True)
        )
        here = began_for.filter(organisation=OuterRef(self.organisation))
        return Q(**{f"{page}live": True}) | ~Exists(began_for) | Exists(here)

    def organisations_of(self, page: Page) -> QuerySet:
        """Return the keys of the organisations to which a page belongs."""
        rows = self.links._default_manager.filter(**{self.page: page.pk})
        if self.model is not OrganisationPage:
            rows = rows.filter(self._is_settled())
        return rows.order_by().values_list(self.organisation, flat=True)


_kinds: list[OwnedKind] = []


def register_owned(kind: OwnedKind) -> None:
    """Let the pages of a type belong to organisations."""
    _kinds.append(kind)


register_owned(OwnedKind(OrganisationPage, OrganisationPage, organisation="pk"))


def owned_models() -> tuple[type[Page], ...]:
    """Return the page types whose pages belong to organisations."""
    return tuple(kind.model for kind in _kinds)


def organisations_of(user: User | AnonymousUser) -> frozenset[int]:
    """Return the organisations for which a person writes today (one query, remembered on the object)."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    known: frozenset[int] | None = getattr(user, _ORGANISATIONS, None)
    if known is None:
        current = Affiliation.objects.current().filter(user=user, role__in=WRITING)
        known = frozenset(current.order_by().values_list("organisation_id", flat=True))
        setattr(user, _ORGANISATIONS, known)
    return known


def records_of(user: User | AnonymousUser) -> frozenset[int]:
    """Return the keys of all pages that belong to the person's organisations (remembered likewise)."""
    known: frozenset[int] | None = getattr(user, _RECORDS, None)
    if known is None:
        organisations = organisations_of(user)
        known = frozenset()
        if organisations:
            first, *others = [kind.of(organisations) for kind in _kinds]
            known = frozenset(first.union(*others))
        setattr(user, _RECORDS, known)
    return known


def is_own(user: User | AnonymousUser, page: Page) -> bool:
    """Tell whether a page belongs to one of the organisations for which the person writes."""
    if page.pk in records_of(user):
        return True
    if page.owner_id is None or page.owner_id != user.pk or not organisations_of(user):
        return False
    # It may have been made a moment ago, in this very request.
    delattr(user, _RECORDS)
    return page.pk in records_of(user)


def organisations_of_record(page: Page) -> set[int]:
    """Return the organisations to which a stored page belongs."""
    model = page.specific_class
    kinds = [kind for kind in _kinds if model is not None and issubclass(model, kind.model)]
    return {key for kind in kinds if page.pk for key in kind.organisations_of(page)}


def writers_of(page: Page) -> QuerySet[User]:
    """Return the people who write today for an organisation to which the page belongs."""
    organisations = organisations_of_record(page)
    current = Affiliation.objects.current().filter(organisation__in=organisations, role__in=WRITING)
    return User.objects.filter(pk__in=current.values("user"))
