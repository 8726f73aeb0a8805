"""Invitations: a manager or an editor asks somebody to speak for an organisation."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.affiliation import AffiliationRole

INVITATION_DAYS = 14


def invitation_end() -> datetime:
    """Return the moment at which an invitation sent now expires."""
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class InvitationQuerySet(models.QuerySet):
    """Invitations, read by what became of them."""

    def open(self) -> Self:
        """Keep those that nobody has accepted or withdrawn; they may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """Somebody is asked by e-mail to belong to an organisation in a role.

    The link of the mail is known to its reader alone: the row holds a hash of it.
    """

    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(
        _("role"),
        max_length=12,
        choices=AffiliationRole.choices,
        default=AffiliationRole.CONTRIBUTOR,
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"), default=invitation_end)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        """One open invitation an address and organisation."""

        ordering = ["organisation", "-sent_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        """Return role and key: addresses of people do not belong in logs."""
        return f"{self.role} of {self.organisation_id}"

    @property
    def is_open(self) -> bool:
        """Tell whether the invitation can still be accepted."""
        closed = self.accepted_at or self.withdrawn_at
        return not closed and self.expires_at > timezone.now()
