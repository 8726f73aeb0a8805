"""Answers to findings: given with a reason by a second person, taken back by a reviewer."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.audit import AuditAction, record
from core.editorial.contributions import is_second_person
from core.editorial.reports import FindingRow, FindingState
from core.editorial.reviewers import Person, is_reviewer

SHORTEST_REASON = 10
LONGEST_REASON = 1000


def may_answer(user: Person, page: Page) -> bool:
    """Tell whether `user` may answer findings of `page`: a reviewer who neither wrote nor submitted it."""
    return is_reviewer(user) and is_second_person(user, page)


@transaction.atomic
def answer_finding(*, finding: FindingRow, user: Person, reason: str) -> None:
    """Let an open finding stand, for a reason.

    Raises PermissionDenied for anybody but a second person, ValidationError for a reason that says nothing
    and for a finding that is no longer open.
    """
    page = finding.report.page
    if not may_answer(user, page):
        raise PermissionDenied
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise ValidationError(
            _("Give a reason of %(least)d to %(most)d characters: why may these words stand?")
            % {"least": SHORTEST_REASON, "most": LONGEST_REASON}
        )
    changed = FindingRow.objects.filter(pk=finding.pk, state=FindingState.OPEN).update(
        state=FindingState.ANSWERED, reason=reason, settled_by_id=user.pk, settled_at=timezone.now()
    )
    if not changed:
        raise ValidationError(_("Somebody has settled this finding in the meantime."))
    _log(user, finding, "answered")


@transaction.atomic
def take_back_answer(*, finding: FindingRow, user: Person) -> None:
    """Open an answered finding again, in every version that has the answer."""
    if not is_reviewer(user):
        raise PermissionDenied
    FindingRow.objects.filter(
        report__page_id=finding.report.page_id,
        kind=finding.kind,
        place=finding.place,
        fingerprint=finding.fingerprint,
        state=FindingState.ANSWERED,
    ).update(state=FindingState.OPEN, reason="", settled_by=None, settled_at=None)
    _log(user, finding, "taken back")


def _log(user: Person, finding: FindingRow, what: str) -> None:
    details = {
        "what": what,
        "kind": finding.kind,
        "place": finding.place,
        "version": finding.report.revision_id,
    }
    record(
        user=user,
        action=AuditAction.FINDING_ANSWERED,
        target=finding.report.page,
        details=details,
    )
