"""What is sent: a mailing, the editions it is written in, and one row for each recipient.

These rows are the truth of a delivery. A recipient's row is written before anything is sent, says at every moment what
is known, and outlives the process that sends.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailingKind(models.TextChoices):
    """What a mailing carries; all kinds go the same way."""

    ISSUE = "issue", _("issue")
    DIGEST = "digest", _("monthly digest")
    ALERT = "alert", _("alerts")
    WELCOME = "welcome", _("welcome mail")


class MailingState(models.TextChoices):
    """Where a mailing stands. `OPEN_ENDED` ones (welcome mails) take new recipients at any time."""

    AWAITING_APPROVAL = "approval", _("waits for a second editor")
    SCHEDULED = "scheduled", _("scheduled")
    PAST_WINDOW = "past", _("its time passed; a person is asked")
    SENDING = "sending", _("being sent")
    OPEN_ENDED = "open", _("sent as readers come")
    PAUSED = "paused", _("paused")
    STOPPED = "stopped", _("stopped")
    FINISHED = "finished", _("sent")


class Mailing(models.Model):
    """One sending of an issue, a digest, the alerts of a day or a step of the welcome.

    `key` makes it unique: `issue:<translation key>`, `digest:2026-11`, `alert:2026-11-22:daily`, `welcome:1`.
    """

    #: What goes with it when it is deleted (`core.demonstration`).
    OWN_PARTS = ("recipients", "editions", "clicks")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=MailingKind.choices)
    title = models.CharField(_("title"), max_length=255)
    issue = models.ForeignKey(
        "newsletter.IssuePage",
        verbose_name=_("issue"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mailings",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=MailingState.choices, default=MailingState.SCHEDULED
    )
    audience = models.CharField(_("readers"), max_length=10, default="everyone")
    segment = models.ForeignKey(
        "newsletter.Segment", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    scheduled_for = models.DateTimeField(_("to be sent at"), default=timezone.now)
    window_ends_at = models.DateTimeField(_("but not after"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When every recipient had their row.")
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(
        _("note"), max_length=250, blank=True, help_text=_("Why it waits, in one sentence.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ["-pk"]
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        indexes = [models.Index(fields=["state", "scheduled_for"], name="mailing_due")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Edition(models.Model):
    """The mail in one language, compiled once; what differs from reader to reader is a placeholder.

    Digests and alerts have one edition for all readers who get the same records. See `newsletter.personalising`.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="editions")
    content_key = models.CharField(max_length=80, help_text="language, or a hash of the content")
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=250)
    html = models.TextField()
    text = models.TextField()
    web_url = models.CharField(max_length=500, blank=True)
    links = models.JSONField(
        default=list, blank=True, help_text=_("Targets of counted links, in order.")
    )

    class Meta:
        """One edition a language or content."""

        constraints = [
            models.UniqueConstraint(fields=["mailing", "content_key"], name="edition_once")
        ]

    def __str__(self) -> str:
        """Return subject and language."""
        return f"{self.subject} ({self.language})"


class SendingWorker(models.Model):
    """A process that sends. While it lives it holds a lock that dies with it; `beat_at` tells other machines."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    host = models.CharField(max_length=250)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """Return host and process."""
        return f"{self.host}:{self.process}"


class RecipientState(models.TextChoices):
    """What is known of one mail. The last four are final."""

    QUEUED = "queued", _("queued")
    CLAIMED = "claimed", _("taken by a worker")
    ON_THE_LINE = "line", _("being handed over")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    SUPPRESSED = "suppressed", _("not written to")
    UNSURE = "unsure", _("unsure")

    @classmethod
    def final(cls) -> "tuple[RecipientState, ...]":
        """Return the states that nothing leaves by itself."""
        return (cls.SENT, cls.FAILED, cls.SUPPRESSED, cls.UNSURE)


class RecipientQuerySet(models.QuerySet):
    """Rows of recipients, by state."""

    def open(self) -> Self:
        """Keep those whose mail is still to be sent."""
        return self.exclude(state__in=RecipientState.final())


class Recipient(models.Model):
    """One mail to one reader. Whoever leaves while it waits is passed over (`SUPPRESSED`).

    Address, name and key are copied, so that sending reads no other table; erasing a reader empties them.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="recipients")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.RESTRICT, related_name="+")
    subscriber = models.ForeignKey(
        "newsletter.Subscriber", null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=150, blank=True)
    subscriber_key = models.UUIDField(null=True)
    state = models.CharField(
        max_length=10, choices=RecipientState.choices, default=RecipientState.QUEUED
    )
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.ForeignKey(
        SendingWorker, null=True, on_delete=models.SET_NULL, related_name="claims"
    )
    reason_code = models.CharField(max_length=20, blank=True, help_text="450, 5.1.1, timeout, left")
    reason = models.CharField(max_length=250, blank=True)
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True, help_text=_("When its reader left by this mail."))

    objects = RecipientQuerySet.as_manager()

    class Meta:
        """A reader has one row in a mailing, whatever happens."""

        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], name="recipient_once")
        ]
        indexes = [
            models.Index(fields=["mailing", "state", "due_at"], name="recipient_due"),
            models.Index(fields=["sent_at"], name="recipient_sent"),
        ]

    def __str__(self) -> str:
        """Return the key: addresses of people do not belong in logs."""
        return f"recipient {self.pk}"
