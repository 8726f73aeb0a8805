"""What comes back: bounces and complaints, and clicks as bare numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BounceKind(models.TextChoices):
    """What a returned mail means."""

    HARD = "hard", _("address does not work")
    SOFT = "soft", _("temporary failure")
    COMPLAINT = "complaint", _("complaint")
    LEAVING = "leaving", _("asked to leave")
    AUTOMATIC = "automatic", _("automatic answer")
    UNKNOWN = "unknown", _("not understood")


class BounceEvent(models.Model):
    """One returned mail or call of a webhook; `fingerprint` lets each count once, however often it is read."""

    fingerprint = models.CharField(max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=BounceKind.choices)
    recipient = models.ForeignKey(
        "newsletter.Recipient", null=True, on_delete=models.SET_NULL, related_name="bounces"
    )
    subscriber = models.ForeignKey(
        "newsletter.Subscriber", null=True, on_delete=models.SET_NULL, related_name="bounces"
    )
    code = models.CharField(_("code"), max_length=20, blank=True)
    diagnostic = models.CharField(_("what the server said"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ["-pk"]
        verbose_name = _("returned mail")
        verbose_name_plural = _("returned mail")

    def __str__(self) -> str:
        """Return kind and code."""
        return f"{self.kind} {self.code}".strip()


class ClickCount(models.Model):
    """How often one link of a mailing was opened, by nobody in particular."""

    mailing = models.ForeignKey(
        "newsletter.Mailing", on_delete=models.CASCADE, related_name="clicks"
    )
    url = models.CharField(max_length=500)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One number a link."""

        constraints = [models.UniqueConstraint(fields=["mailing", "url"], name="click_once")]

    def __str__(self) -> str:
        """Return the number."""
        return str(self.count)
