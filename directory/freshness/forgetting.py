"""Forgets what asking leaves behind: addresses and texts that nobody needs any more."""

from datetime import datetime, timedelta

from django.utils import timezone

from directory.models import ConfirmationAsk, EditorsDigest, EntryReport

#: Longer than any round of asking, warning and withdrawing lasts by the settings as they come.
KEEP_QUESTIONS = timedelta(days=2 * 365)
KEEP_REPORTS = timedelta(days=365)


def forget_old(*, now: datetime | None = None) -> None:
    """Delete old questions and digests; of a settled report keep what was done, not who wrote what."""
    now = now or timezone.now()
    ConfirmationAsk.objects.filter(created_at__lt=now - KEEP_QUESTIONS).delete()
    EditorsDigest.objects.filter(day__lt=(now - KEEP_QUESTIONS).date()).delete()
    EntryReport.objects.filter(settled_at__lt=now - KEEP_REPORTS).update(text="", sender="")
