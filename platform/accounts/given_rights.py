"""The ledger of the rights that the software has given to roles."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class GivenRight(models.Model):
    """A right that a role was given once, so that it is never given again.

    An administrator who takes it away afterwards is not overruled by the next migration.
    """

    group = models.ForeignKey(
        Group, verbose_name=_("role"), on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(_("right"), max_length=200)

    class Meta:
        """Each right once a role."""

        verbose_name = _("right given to a role")
        verbose_name_plural = _("rights given to roles")
        constraints = [
            models.UniqueConstraint(fields=["group", "key"], name="given_right_once_a_role")
        ]

    def __str__(self) -> str:
        """Return role and right."""
        return f"{self.group}: {self.key}"
