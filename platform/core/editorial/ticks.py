"""What the worker does again and again for the editorial way."""

from django.utils import timezone

from core.audit import forget_older_than
from core.editorial.review_dates import months_later, send_reminders
from core.editorial.site_settings import EditorialSettings
from core.ticks import tick


@tick(seconds=3600)
def remind_of_reviews() -> None:
    """Send the reminders of review dates that are due."""
    send_reminders()


@tick(seconds=6 * 3600)
def shorten_audit_log() -> None:
    """Delete lines of the audit log that are older than it is kept."""
    months = EditorialSettings.load().keep_audit_months
    forget_older_than(months_later(timezone.localdate(), -months))
