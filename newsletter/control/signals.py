"""An approval covers what was read: a version published after it must be approved again."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Revision
from wagtail.signals import page_published

from newsletter.models import IssuePage, Mailing, MailingState


@receiver(page_published, sender=IssuePage)
def ask_again(instance: IssuePage, revision: Revision | None = None, **kwargs: Any) -> None:
    """Send a mailing back to the second editor where its issue changed after the approval and before the start."""
    approved = Mailing.objects.filter(
        key=f"issue:{instance.translation_key}",
        state__in=(MailingState.SCHEDULED, MailingState.PAST_WINDOW),
        approved_by__isnull=False,
    )
    if revision is not None:
        approved = approved.filter(approved_at__lt=revision.created_at)
    approved.update(
        state=MailingState.AWAITING_APPROVAL,
        approved_by=None,
        approved_at=None,
        note=_("The issue changed after it was approved."),
    )
