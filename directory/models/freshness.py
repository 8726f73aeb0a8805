"""What keeps entries current: the editors' rules, the history of confirmations, the mails that ask for them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from directory.freshness.states import FreshnessState, days_until_overdue
from directory.models.organisation import ConfirmationMethod

ORGANISATION = "directory.OrganisationPage"


@register_setting(icon="date", order=200)
class FreshnessSettings(BaseGenericSetting):
    """When entries are to be confirmed, who is reminded how often, when they leave public view."""

    mails_are_sent = models.BooleanField(
        _("ask organisations by mail"),
        default=True,
        help_text=_(
            "Without this nobody is written to, and no entry leaves public view by itself."
        ),
    )
    ask_unconfirmed = models.BooleanField(
        _("also ask about entries that nobody has confirmed yet"),
        default=False,
        help_text=_(
            "After an import this may be many mails at once. Such entries are never taken from "
            "public view by themselves."
        ),
    )
    days_until_due = models.PositiveSmallIntegerField(
        _("days until an entry is due"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("days between reminders"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    reminders = models.PositiveSmallIntegerField(
        _("reminders before the editors are told"),
        default=2,
        validators=[MaxValueValidator(12)],
        help_text=_("After the last one, and as many days again, the entry is overdue."),
    )
    days_until_withdrawn = models.PositiveSmallIntegerField(
        _("days until an entry leaves public view"),
        default=540,
        validators=[MaxValueValidator(7300)],
        help_text=_("Counted from its last confirmation. 0: never."),
    )
    warning_days = models.PositiveSmallIntegerField(
        _("days of warning before that"),
        default=30,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
        help_text=_("So long before, at least, organisation and editors are told."),
    )
    link_days = models.PositiveSmallIntegerField(
        _("days for which the link of a mail works"),
        default=60,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
    )

    panels = [
        FieldPanel("mails_are_sent"),
        FieldPanel("ask_unconfirmed"),
        MultiFieldPanel(
            [
                FieldPanel("days_until_due"),
                FieldPanel("reminder_days"),
                FieldPanel("reminders"),
                FieldPanel("link_days"),
            ],
            heading=_("Asking"),
        ),
        MultiFieldPanel(
            [FieldPanel("days_until_withdrawn"), FieldPanel("warning_days")],
            heading=_("Leaving public view"),
        ),
    ]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("freshness of entries")
        verbose_name_plural = _("freshness of entries")

    def clean(self) -> None:
        """Refuse rules by which an entry would leave before it is overdue and its warning is over."""
        super().clean()
        if not self.days_until_withdrawn:
            return
        least = days_until_overdue(self) + self.warning_days
        if self.days_until_withdrawn < least:
            raise ValidationError(
                {
                    "days_until_withdrawn": _(
                        "By the other rules an entry is overdue and warned of after %(least)d days: "
                        "give that or more, or 0 for never."
                    )
                    % {"least": least}
                }
            )


class Confirmation(models.Model):
    """One line of an entry's history: somebody found it right."""

    organisation = models.ForeignKey(
        ORGANISATION,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="confirmations",
    )
    at = models.DateTimeField(_("when"))
    how = models.CharField(_("how"), max_length=6, choices=ConfirmationMethod.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        """The newest first."""

        ordering = ["-at", "-pk"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self) -> str:
        """Return day and method."""
        return f"{self.at:%Y-%m-%d} {self.how}"


class EntryWatch(models.Model):
    """What is known of an entry between two confirmations; a confirmation clears it.

    `state` is the one that the search index was last told. `escalated_on` and `warned_on` are the days of the
    digests by which the editors heard of it. `withdrawn_at` says that the entry left public view for its age: it is
    then brought back by a confirmation, as an entry that an editor unpublished is not. `withdrawn_revision`
    is what readers saw: a draft that somebody wrote meanwhile is not published along.
    """

    organisation = models.OneToOneField(
        ORGANISATION, primary_key=True, on_delete=models.CASCADE, related_name="watch"
    )
    state = models.CharField(
        max_length=11, choices=FreshnessState.choices, default=FreshnessState.UNCONFIRMED
    )
    escalated_on = models.DateField(null=True, blank=True)
    warned_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        """Return organisation and state."""
        return f"{self.organisation_id} {self.state}"


class AskStep(models.TextChoices):
    """Which mail of a round of asking it is."""

    ASK = "ask", _("Question")
    REMINDER = "reminder", _("Reminder")
    WARNING = "warning", _("Warning before leaving public view")
    WITHDRAWN = "withdrawn", _("Left public view")


class AskAnswer(models.TextChoices):
    """What was pressed on the page of a mail's link."""

    RIGHT = "right", _("Still right")
    CHANGE = "change", _("To be changed")
    CLOSED = "closed", _("Closed")


class ConfirmationAsk(models.Model):
    """One mail's question whether an entry is right; its signed link names this row.

    `round` is the same for every recipient of one mailing. A link acts once, and only while its round is
    the newest of the entry. `mail_number` is the key of the queued mail, whose row goes when it was sent.
    """

    organisation = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="asks")
    round = models.PositiveIntegerField()
    step = models.CharField(max_length=9, choices=AskStep.choices)
    to = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now)
    mail_number = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=6, choices=AskAnswer.choices, blank=True)

    class Meta:
        """One question a round and address."""

        ordering = ["organisation", "round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "round", "to"], name="ask_once_a_round_and_address"
            )
        ]

    def __str__(self) -> str:
        """Return step and organisation: addresses do not belong in logs."""
        return f"{self.step} {self.round} to {self.organisation_id}"


class ReportKind(models.TextChoices):
    """What somebody tells the editors about an entry."""

    CHANGE = "change", _("Change wanted")
    CLOSED = "closed", _("Reported closed")


class EntryReport(models.Model):
    """What came back by the link of a mail and waits for an editor: a change in words, or a closure.

    It changes nothing by itself: a link can be forwarded, and a false “closed” would send people away from help.
    """

    organisation = models.ForeignKey(
        ORGANISATION,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="reports",
    )
    kind = models.CharField(_("kind"), max_length=6, choices=ReportKind.choices)
    text = models.TextField(_("text"), blank=True)
    sender = models.EmailField(_("mail was sent to"), blank=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    outcome = models.CharField(_("what was done"), max_length=500, blank=True)

    class Meta:
        """The oldest first: it waits longest."""

        ordering = ["created_at", "pk"]
        verbose_name = _("report on an entry")
        verbose_name_plural = _("reports on entries")

    def __str__(self) -> str:
        """Return kind and organisation."""
        return f"{self.kind} {self.organisation_id}"


class EditorsDigest(models.Model):
    """The mail of a day that tells an editor which entries nobody confirmed, and what else waits."""

    day = models.DateField()
    to = models.EmailField()
    mail_number = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One mail a day and editor."""

        constraints = [models.UniqueConstraint(fields=["day", "to"], name="digest_once_a_day")]

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.day}"
