"""Writes of a confirmation, and the way of an entry out of public view and back."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.access import roles_of
from accounts.models import User
from accounts.roles import EDITORIAL_ROLES
from directory.freshness.states import FreshnessState
from directory.models import (
    Affiliation,
    AffiliationRole,
    Confirmation,
    ConfirmationMethod,
    EntryReport,
    EntryWatch,
    OrganisationPage,
    ReportKind,
)
from search.outbox import enqueue_pages

SPEAKERS = (AffiliationRole.CONTRIBUTOR, AffiliationRole.MANAGER)


def confirmable_ways(
    user: User | AnonymousUser, organisation: OrganisationPage
) -> list[ConfirmationMethod]:
    """Return the ways in which a person may confirm an entry; empty when it is not theirs.

    Who speaks for the organisation confirms for it; editors note what they found out.
    """
    if not user.is_authenticated:
        return []
    ways: list[ConfirmationMethod] = []
    if roles_of(user) & EDITORIAL_ROLES:
        ways += [ConfirmationMethod.PHONE, ConfirmationMethod.VISIT, ConfirmationMethod.EDITOR]
    if user.is_active and Affiliation.objects.current().filter(
        organisation=organisation, user=user.pk, role__in=SPEAKERS
    ):
        ways.append(ConfirmationMethod.SELF)
    return ways


def may_confirm(user: User | AnonymousUser, organisation: int) -> bool:
    """Tell whether `confirmable_ways` has any, without a query for each row of a list."""
    if roles_of(user) & EDITORIAL_ROLES:
        return True
    if not isinstance(user, User) or not user.is_active:
        return False
    known: set[int] | None = getattr(user, "_speaks_for", None)
    if known is None:
        own = Affiliation.objects.current().filter(user=user.pk, role__in=SPEAKERS)
        known = set(own.values_list("organisation_id", flat=True))
        user._speaks_for = known  # type: ignore[attr-defined]
    return organisation in known


@transaction.atomic
def confirm_entry(
    *,
    organisation: OrganisationPage,
    how: ConfirmationMethod,
    by: User | None,
    note: str = "",
    now: datetime | None = None,
) -> bool:
    """Note that an entry is right; tell whether that brought it back into public view.

    An entry that left public view for its age comes back as readers saw it last. One that an editor
    unpublished stays unpublished. Whether `by` may confirm is the caller's question: `confirmable_ways`.
    """
    now = now or timezone.now()
    Confirmation.objects.create(
        organisation=organisation, at=now, how=how, by=by, note=" ".join(note.split())[:500]
    )
    state = {"confirmed_at": now, "confirmed_how": how, "confirmed_by": by}
    OrganisationPage.objects.filter(pk=organisation.pk).update(**state)
    for name, value in state.items():
        setattr(organisation, name, value)
    watch = EntryWatch.objects.filter(pk=organisation.pk).first()
    EntryWatch.objects.update_or_create(
        pk=organisation.pk,
        defaults={
            "state": FreshnessState.FRESH,
            "escalated_on": None,
            "warned_on": None,
            "withdrawn_at": None,
            "withdrawn_revision": None,
        },
    )
    enqueue_pages([organisation.pk])
    return watch is not None and watch.withdrawn_at is not None and _bring_back(watch, by)


def _bring_back(watch: EntryWatch, by: User | None) -> bool:
    page = OrganisationPage.objects.get(pk=watch.pk)
    if page.live:
        return False
    try:
        if watch.withdrawn_revision is None:
            raise ValidationError(_("What readers saw before is no longer in its history."))
        with transaction.atomic():
            watch.withdrawn_revision.publish(log_action=False)
    except ValidationError as error:
        # The confirmation holds all the same; an editor looks at what stands against publication.
        EntryReport.objects.create(
            organisation=page,
            kind=ReportKind.CHANGE,
            text=_("The entry was confirmed and could not return to public view by itself: %(why)s")
            % {"why": " ".join(error.messages)},
        )
        return False
    log(instance=page, action="directory.entry_returned", user=by)
    return True


@transaction.atomic
def withdraw_entry(*, organisation: OrganisationPage, now: datetime | None = None) -> bool:
    """Take an entry out of public view because nobody confirmed it; tell whether it was there.

    Who must have been told before is the caller's question: `directory.freshness.withdrawing`.
    """
    now = now or timezone.now()
    page = OrganisationPage.objects.select_for_update().get(pk=organisation.pk)
    if not page.live:
        return False
    revision = _public_revision(page)
    page.unpublish(log_action=False)
    log(
        instance=page,
        action="directory.entry_withdrawn",
        data={"confirmed_on": page.confirmed_at.date().isoformat() if page.confirmed_at else ""},
    )
    EntryWatch.objects.update_or_create(
        pk=page.pk, defaults={"withdrawn_at": now, "withdrawn_revision": revision}
    )
    return True


def _public_revision(page: OrganisationPage) -> Revision | None:
    """Return the revision that readers see; a page that was added live without one gets it now."""
    if page.live_revision is None and page.latest_revision is None:
        return page.save_revision(clean=False, changed=False)
    return page.live_revision
