"""An issue and its archive page: which version goes out, and that it is public when the mail arrives.

Asking to send publishes nothing. The latest draft of an issue that is not public yet is put on Wagtail's schedule, so
that later drafts change nothing; the mailing publishes it at the moment it begins.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from newsletter.models import IssuePage, Mailing, MailingState


def editions_of(issue: IssuePage) -> list[IssuePage]:
    """Return the pages of an issue in all its languages, its own first."""
    others = issue.get_translations().filter(alias_of=None).select_related("locale")
    return [issue, *others.order_by("locale__language_code")]


def version_to_send(issue: IssuePage) -> IssuePage:
    """Return the issue as it would be sent now: its public version, or the latest draft where there is none."""
    if issue.live or not issue.latest_revision_id:
        return issue
    draft: IssuePage = issue.get_latest_revision_as_object()
    return draft


def waiting_editions(issue: IssuePage) -> list[IssuePage]:
    """Return the pages that become public with the mailing: those on the schedule."""
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    keys = set(scheduled.values_list("object_id", flat=True))
    return [page for page in editions_of(issue) if str(page.pk) in keys]


def will_be_public(issue: IssuePage) -> bool:
    """Tell whether readers will find the issue on the site once its mailing begins."""
    return issue.live or any(page.pk == issue.pk for page in waiting_editions(issue))


@transaction.atomic
def put_on_schedule(issue: IssuePage, *, at: datetime, languages: Collection[str] = ()) -> None:
    """Fix the latest drafts of the issue, and of its editions in `languages`, as what will be published.

    Editions that are public already, or on the schedule and not named, keep their version but move to `at`.
    """
    for page in editions_of(issue):
        is_asked_for = page.pk == issue.pk or page.locale.language_code in languages
        if not page.live and page.latest_revision_id and is_asked_for:
            page.revisions.update(approved_go_live_at=None)
            page.revisions.filter(pk=page.latest_revision_id).update(approved_go_live_at=at)


@transaction.atomic
def fix_latest(issue: IssuePage, *, at: datetime) -> None:
    """Fix the latest drafts of all editions on the schedule anew, at another time or after approval."""
    languages = [page.locale.language_code for page in waiting_editions(issue)]
    put_on_schedule(issue, at=at, languages=languages)


def take_off_schedule(issue: IssuePage) -> None:
    """Leave the pages of an issue as drafts again."""
    for page in waiting_editions(issue):
        page.revisions.update(approved_go_live_at=None)


def make_public(mailing: Mailing) -> bool:
    """Publish what waits for a mailing that begins; tell whether its issue is public then.

    Where it is not, the mailing asks a person and says why. Mailings without an issue have nothing to publish.
    """
    if mailing.kind != "issue":
        return True
    issue = mailing.issue
    if issue is not None:
        _publish(waiting_editions(issue))
        if IssuePage.objects.filter(pk=issue.pk, live=True).exists():
            return True
    note = _("The issue is not published. Publish it and choose a new time, or stop the mailing.")
    Mailing.objects.filter(pk=mailing.pk, state=MailingState.SCHEDULED).update(
        state=MailingState.PAST_WINDOW, note=note
    )
    return False


def _publish(pages: Iterable[IssuePage]) -> None:
    for page in pages:
        with transaction.atomic():
            revision = page.revisions.filter(approved_go_live_at__isnull=False).get()
            # The mailing is the schedule; a date that was set on the page would keep it hidden. A new revision
            # would look like a change after the approval.
            revision.content["go_live_at"] = None
            revision.save(update_fields=["content"])
            revision.publish(user=revision.user, skip_permission_checks=True)
