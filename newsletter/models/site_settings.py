"""What newsletter editors decide once: sender, approval, speed, hours, alerts."""

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class WhenUnsure(models.TextChoices):
    """What becomes of a mail that was on the line when its sender or the server died."""

    LIST = "list", _("do not repeat it; list it for the editors")
    REPEAT = "repeat", _("send it again under the same Message-ID")


def _new_salt() -> str:
    return secrets.token_hex(32)


@register_setting(icon="mail", order=210)
class NewsletterSettings(BaseGenericSetting):
    """How the newsletter is sent and signed."""

    sender_name = models.CharField(_("name of the sender"), max_length=100, blank=True)
    sender_address = models.EmailField(
        _("address of the sender"), blank=True, help_text=_("Empty: the address of the site.")
    )
    reply_to = models.EmailField(_("address for answers"), blank=True)
    imprint = models.TextField(
        _("imprint"),
        blank=True,
        help_text=_("Who sends it and where they are; at the foot of every mail."),
    )
    approval_by_second_editor = models.BooleanField(
        _("a second editor approves before an issue is sent"), default=False
    )
    when_unsure = models.CharField(
        _("a mail whose fate is not known"),
        max_length=8,
        choices=WhenUnsure.choices,
        default=WhenUnsure.LIST,
    )
    connections = models.PositiveSmallIntegerField(
        _("connections to the mail server"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    per_second = models.PositiveIntegerField(
        _("mails a second at most"), default=0, help_text=_("0: as fast as the server takes them.")
    )
    per_hour = models.PositiveIntegerField(
        _("mails an hour at most"), default=0, help_text=_("0: no limit.")
    )
    window_hours = models.PositiveSmallIntegerField(
        _("hours in which a scheduled issue may begin"),
        default=12,
        help_text=_("After that a person is asked again. 0: no limit."),
    )
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_until = models.TimeField(
        _("no mail until"),
        null=True,
        blank=True,
        help_text=_("In the time zone of each reader; that of the site where none is known."),
    )
    soft_bounces_allowed = models.PositiveSmallIntegerField(
        _("temporary failures in a row before an address is given up"),
        default=5,
        validators=[MinValueValidator(1)],
    )
    soft_bounce_days = models.PositiveSmallIntegerField(
        _("days after which a temporary failure is forgotten"), default=90
    )
    clicks_are_counted = models.BooleanField(
        _("count how often each link of an issue is opened"),
        default=False,
        help_text=_("A number for each link, never who opened it."),
    )
    address_salt = models.CharField(max_length=64, default=_new_salt, editable=False)
    welcome_is_sent = models.BooleanField(_("send the welcome mails"), default=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("sender_name"),
                FieldPanel("sender_address"),
                FieldPanel("reply_to"),
                FieldPanel("imprint"),
            ],
            heading=_("Sender"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("approval_by_second_editor"),
                FieldPanel("window_hours"),
                FieldPanel("quiet_from"),
                FieldPanel("quiet_until"),
            ],
            heading=_("Before and when"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("connections"),
                FieldPanel("per_second"),
                FieldPanel("per_hour"),
                FieldPanel("when_unsure"),
            ],
            heading=_("Sending"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("soft_bounces_allowed"),
                FieldPanel("soft_bounce_days"),
                FieldPanel("clicks_are_counted"),
                FieldPanel("welcome_is_sent"),
            ],
            heading=_("Readers"),
        ),
    ]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("newsletter")
