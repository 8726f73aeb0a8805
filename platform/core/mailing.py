"""Single mails to people: queued in the transaction of the change they tell of, sent afterwards.

A page never waits for a mail server, an error of the server never disturbs the change, and a killed
process loses no mail: what was not known to be sent is sent again. Newsletters have their own way.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.template.loader import render_to_string
from django.utils import timezone

from core.heartbeat import worker_is_running
from core.models import OutgoingMail

logger = logging.getLogger(__name__)

#: Sent with `number` in the transaction that forgets a mail which a server has taken.
mail_sent = Signal()

BATCH = 50
#: How long a sender may be busy with one mail before another takes it for lost.
CLAIM = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
#: A mail that no server took for so long is given up: its links have expired or soon will.
GIVE_UP_AFTER = timedelta(days=5)


def queue_mail(*, to: str, template: str, context: Mapping[str, Any]) -> int:
    """Queue a mail to one address; return its number, with which `mail_sent` tells that it went out.

    `template` names two text templates without their ending: `…_subject.txt` and `…_body.txt`. They
    write `{% autoescape off %}` around their text, which is no HTML.
    """
    subject = render_to_string(f"{template}_subject.txt", dict(context))
    body = render_to_string(f"{template}_body.txt", dict(context))
    # One line: a name with a line break in it must not become a header of its own.
    one_line = " ".join(subject.split())[:250]
    mail = OutgoingMail.objects.create(to=to, subject=one_line, body=f"{body.strip()}\n")
    transaction.on_commit(_deliver_unless_worker)
    return mail.pk


def deliver_mail() -> int:
    """Send the mail that is due; return how many were sent. Running twice at once sends none twice."""
    sent = 0
    now = timezone.now()
    _give_up_on_old_ones()
    for mail in OutgoingMail.objects.filter(retry_at__lte=now).order_by("pk")[:BATCH]:
        claimed = OutgoingMail.objects.filter(pk=mail.pk, retry_at=mail.retry_at).update(
            attempts=F("attempts") + 1, retry_at=timezone.now() + CLAIM
        )
        if not claimed:
            continue
        try:
            EmailMessage(mail.subject, mail.body, to=[mail.to], headers=_headers(mail)).send()
        except (SMTPException, OSError) as error:
            # The kind of error alone: its text names the address.
            logger.warning("A mail could not be sent and will be tried again: %s", type(error))
            wait = min(timedelta(minutes=2**mail.attempts), LONGEST_WAIT)
            OutgoingMail.objects.filter(pk=mail.pk).update(retry_at=timezone.now() + wait)
        else:
            with transaction.atomic():
                mail_sent.send(sender=OutgoingMail, number=mail.pk)
                OutgoingMail.objects.filter(pk=mail.pk).delete()
            sent += 1
    return sent


def _headers(mail: OutgoingMail) -> dict[str, str]:
    # The same name at every attempt: a mail that is sent again after a sender was killed between the
    # server's “taken” and our note of it is known as a double by mail servers and programs.
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<{mail.queued_at:%Y%m%d%H%M%S%f}.{mail.pk}@{host}>",
        "Auto-Submitted": "auto-generated",
    }


def _deliver_unless_worker() -> None:
    if not worker_is_running():
        deliver_mail()


def _give_up_on_old_ones() -> None:
    given_up, _ = OutgoingMail.objects.filter(queued_at__lt=timezone.now() - GIVE_UP_AFTER).delete()
    if given_up:
        logger.error("%d mails were given up: no server took them in five days.", given_up)
