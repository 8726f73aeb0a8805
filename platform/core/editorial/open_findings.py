"""The refusal that every way to publish gives while a finding is open."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext
from wagtail.models import Page

from core.editorial.checks import Check, check_page
from core.editorial.contributions import is_contribution

if TYPE_CHECKING:
    from wagtail.models import Revision


class OpenFindings(ValidationError):
    """The page has findings that nobody mended or answered."""

    def __init__(self, page: Page, count: int) -> None:
        """Say how many and what to do."""
        message = ngettext(
            "“%(title)s” was not published: the do-no-harm check has %(count)d open finding. Edit the "
            "text, or let a second person answer it with a reason.",
            "“%(title)s” was not published: the do-no-harm check has %(count)d open findings. Edit the "
            "text, or let a second person answer them with a reason.",
            count,
        )
        super().__init__(message % {"title": page.title, "count": count})
        self.page_id = page.pk


def require_no_open_findings(page: Page, version: "Revision | None" = None) -> Check:
    """Check a version of `page` anew, the newest if none is named; raise OpenFindings if a finding is open."""
    check = check_page(page, version)
    if check.open:
        raise OpenFindings(page, len(check.open))
    return check


class CheckedPublishing:
    """A page type whose contributions are published only when no finding is open."""

    def publish(self, revision: "Revision", *args: Any, **kwargs: Any) -> None:
        """Publish; raise OpenFindings for a contribution with open findings.

        A version whose publication was approved for a later time goes out then without another question.
        """
        if revision.approved_go_live_at is None:
            refuse_open_contribution(revision.content_object, revision)
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]


def refuse_open_contribution(page: Page, version: "Revision | None" = None) -> None:
    """Raise OpenFindings when others than editors wrote or submitted `page` and a finding is open."""
    if is_contribution(page, version):
        require_no_open_findings(page, version)
