"""Writes of the membership register; the page carries the state of today, the periods its history."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.audit import AuditAction, record
from directory.models import MembershipPeriod, MembershipStatus, OrganisationPage
from search.outbox import enqueue_pages


@transaction.atomic
def set_membership(
    *, organisation: OrganisationPage, status: MembershipStatus, since: int | None
) -> None:
    """Let an organisation belong to the network as `status` from the year `since`.

    The open period ends in that year (today's year when none is given), and a new one begins; the same status
    again corrects the year of the open period. Works on drafts and published entries alike.
    """
    open_period = organisation.membership_periods.filter(until=None).first()
    if open_period is not None and open_period.status == status:
        if open_period.since != since:
            MembershipPeriod.objects.filter(pk=open_period.pk).update(since=since)
    else:
        if open_period is not None:
            year = since or timezone.localdate().year
            open_period.until = max(year, open_period.since or year)
            open_period.save(update_fields=["until"])
        organisation.membership_periods.create(status=status, since=since)
    _write_state(organisation, status, since)


@transaction.atomic
def save_period(*, period: MembershipPeriod, by: User) -> MembershipPeriod:
    """Write a line of the register that an editor added or changed, and bring the entry in step with it."""
    before = None
    if period.pk is not None:
        before = MembershipPeriod.objects.select_related("organisation").get(pk=period.pk)
    period.save()
    _follow_register(period.organisation, by)
    if before is not None and before.organisation_id != period.organisation_id:
        _follow_register(before.organisation, by)
    return period


@transaction.atomic
def delete_period(*, period: MembershipPeriod, by: User) -> None:
    """Take out a line of the register that was never right, and bring the entry in step."""
    organisation = period.organisation
    period.delete()
    _follow_register(organisation, by)


def _follow_register(organisation: OrganisationPage, by: User) -> None:
    """Let the entry say what the register says: the open period, else “former”, else “listed”."""
    periods = list(organisation.membership_periods.all())
    current = next((period for period in periods if period.until is None), None)
    if current is not None:
        status, since = MembershipStatus(current.status), current.since
    elif any(period.status != MembershipStatus.LISTED for period in periods):
        status, since = MembershipStatus.FORMER, None
    else:
        status, since = MembershipStatus.LISTED, None
    _write_state(organisation, status, since)
    details = {"status": status.value}
    record(user=by, action=AuditAction.MEMBERSHIP_CHANGED, target=organisation, details=details)


def _write_state(
    organisation: OrganisationPage, status: MembershipStatus, since: int | None
) -> None:
    organisation.membership_status, organisation.member_since = status, since
    OrganisationPage.objects.filter(pk=organisation.pk).update(
        membership_status=status, member_since=since
    )
    enqueue_pages([organisation.pk])
