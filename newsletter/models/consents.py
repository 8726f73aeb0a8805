"""The proof of what readers agreed to, and the addresses that must never be written to again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentAction(models.TextChoices):
    """What a reader, or somebody for them, did."""

    ASKED = "asked", _("asked to subscribe")
    CONFIRMED = "confirmed", _("confirmed")
    IMPORTED = "imported", _("imported")
    CHANGED = "changed", _("changed preferences")
    LEFT = "left", _("left")
    BOUNCED = "bounced", _("address failed")
    COMPLAINED = "complained", _("complained")
    ERASED = "erased", _("erased")


class ConsentEntry(models.Model):
    """One line of the ledger; lines are added and never changed.

    The one exception is erasure, which empties `email` and `detail`: the hash (`newsletter.addresses.address_hash`)
    still proves the line to whoever brings the address.
    """

    subscriber = models.ForeignKey(
        "newsletter.Subscriber", null=True, on_delete=models.SET_NULL, related_name="consents"
    )
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    address_hash = models.CharField(max_length=64, db_index=True)
    action = models.CharField(_("action"), max_length=10, choices=ConsentAction.choices)
    text = models.TextField(_("text that was shown"), blank=True)
    text_version = models.CharField(_("version of the text"), max_length=20, blank=True)
    language = models.CharField(_("language of the text"), max_length=10, blank=True)
    how = models.CharField(
        _("how"),
        max_length=40,
        help_text=_(
            "site, account, import, preferences, one-click, mail, bounce, complaint, editor"
        ),
    )
    detail = models.TextField(_("detail"), blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        """In the order of events."""

        ordering = ["pk"]
        verbose_name = _("line of the consent ledger")
        verbose_name_plural = _("consent ledger")

    def __str__(self) -> str:
        """Return what happened."""
        return f"{self.action} ({self.how})"


class SuppressionReason(models.TextChoices):
    """Why an address is not written to."""

    LEFT = "left", _("left")
    BOUNCED = "bounced", _("address does not work")
    COMPLAINED = "complained", _("complained")


class Suppression(models.Model):
    """An address that no import may bring back; only its owner can, by confirming anew. Kept as a hash."""

    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=10, choices=SuppressionReason.choices)
    detail = models.CharField(_("detail"), max_length=250, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        """Names shown to editors."""

        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason
