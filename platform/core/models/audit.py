"""The audit log: who saw, took away or decided on what is not for everybody."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditAction(models.TextChoices):
    """What was done."""

    VIEWED = "viewed", _("Restricted details seen")
    EXPORTED = "exported", _("Records with restricted details exported")
    OWN_DATA_EXPORTED = "own_data_exported", _("Own data exported")
    OWN_DATA_ERASED = "own_data_erased", _("Own data erased")
    FINDING_ANSWERED = "finding_answered", _("Finding answered")
    PUBLISHED_WITH_FINDINGS = "published_with_findings", _("Published with open findings")
    ROLES_CHANGED = "roles_changed", _("Roles changed")
    MEMBERSHIP_CHANGED = "membership_changed", _("Membership changed")
    MAILING_CONTROLLED = "mailing_controlled", _("Mailing decided on")


def audit_actions() -> list[tuple[str, str]]:
    """Return the actions as choices; asked for when needed, so that a new action needs no migration."""
    return [(action.value, str(action.label)) for action in AuditAction]


class AuditEntry(models.Model):
    """One line of the log. It has no address of a computer and no text of a record, and is never changed."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    action = models.CharField(_("action"), max_length=40, choices=audit_actions)
    object_label = models.CharField(_("kind of record"), max_length=80, blank=True)
    object_pk = models.CharField(_("key of the record"), max_length=64, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    # Who looked at a page is no use of the page.
    wagtail_reference_index_ignore = True

    class Meta:
        """The newest first; read by object as well."""

        ordering = ["-at", "-pk"]
        verbose_name = _("line of the audit log")
        verbose_name_plural = _("audit log")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["object_label", "object_pk"], name="audit_entry_object")]

    def __str__(self) -> str:
        """Return action and object."""
        return f"{self.get_action_display()} {self.object_label} {self.object_pk}".strip()
