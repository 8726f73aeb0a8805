"""What the worker does again and again: reads the mailbox of returned mail, where there is one."""

import logging

from django.conf import settings

from core.ticks import tick
from newsletter.returns.mailbox import MailboxError, mailbox_at, read_mailbox

logger = logging.getLogger(__name__)


@tick(seconds=300)
def take_in_returned_mail() -> None:
    """Read the mailbox; one that cannot be read is tried again the next time."""
    if not settings.BOUNCE_MAILBOX_URL:
        return
    try:
        read_mailbox(mailbox_at(settings.BOUNCE_MAILBOX_URL))
    except MailboxError as error:
        logger.error("%s", error)
