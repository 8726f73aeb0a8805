"""The readers of the newsletter: an address, what it wants, and whether it may be written to."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SubscriberState(models.TextChoices):
    """Whether a reader may be written to; all but `ACTIVE` mean no."""

    PENDING = "pending", _("not confirmed yet")
    ACTIVE = "active", _("active")
    LEFT = "left", _("left")
    BOUNCED = "bounced", _("address does not work")
    COMPLAINED = "complained", _("complained")


class Frequency(models.TextChoices):
    """How often a reader wants to hear of us."""

    EACH_ISSUE = "each", _("each issue")
    MONTHLY = "monthly", _("a digest once a month")
    ALERTS_ONLY = "alerts", _("only alerts")


class SubscriberQuerySet(models.QuerySet):
    """Readers, by what may be sent to them."""

    def active(self) -> Self:
        """Keep those who confirmed and stayed."""
        return self.filter(state=SubscriberState.ACTIVE)

    def wanting_issues(self) -> Self:
        """Keep those who want each issue."""
        return self.active().filter(frequency=Frequency.EACH_ISSUE)


class Subscriber(models.Model):
    """One address. It gets mail only after its owner confirmed, and never again after they left.

    `address_key` is the address in the form in which two spellings are the same reader
    (`newsletter.addresses.address_key`). `key` names the reader in signed links; a new key makes all old links void.
    """

    #: What goes with it when it is deleted (`core.demonstration`).
    OWN_PARTS = ("interests", "consents", "deliveries")

    email = models.CharField(_("e-mail address"), max_length=254)
    address_key = models.CharField(max_length=254, unique=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en", db_index=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    frequency = models.CharField(
        _("how often"), max_length=8, choices=Frequency.choices, default=Frequency.EACH_ISSUE
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=SubscriberState.choices,
        default=SubscriberState.PENDING,
        editable=False,
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="newsletter_subscriber",
    )
    soft_bounces = models.PositiveSmallIntegerField(
        _("temporary failures in a row"), default=0, editable=False
    )
    soft_bounced_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("first asked"), auto_now_add=True)
    asked_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the last confirmation mail was queued: one a day at most."),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        """Names shown to editors."""

        ordering = ["-pk"]
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        indexes = [
            models.Index(fields=["state", "frequency", "language"], name="subscriber_due"),
            models.Index(fields=["state", "confirmed_at"], name="subscriber_since"),
        ]
        permissions = [("export_subscriber", "Can take all subscribers along as a file")]

    def __str__(self) -> str:
        """Return the key: addresses of people do not belong in logs."""
        return f"subscriber {self.pk}"


class SubscriberInterest(models.Model):
    """One thing a reader wants to hear of: a facet of the search and a value of it (`country`, `FR`).

    A reader without interests of a facet wants to hear of all its values.
    """

    FACETS = ("country", "topic", "category", "kind")

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="interests")
    facet = models.CharField(max_length=20, choices=[(facet, facet) for facet in FACETS])
    value = models.CharField(max_length=60)

    class Meta:
        """Found by value for segments and digests."""

        constraints = [
            models.UniqueConstraint(fields=["subscriber", "facet", "value"], name="interest_once")
        ]
        indexes = [models.Index(fields=["facet", "value", "subscriber"], name="interest_by_value")]

    def __str__(self) -> str:
        """Return facet and value."""
        return f"{self.facet}={self.value}"
