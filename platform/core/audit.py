"""The audit log's service: `record` writes one line.

record(user=request.user, action=AuditAction.EXPORTED, details={"format": "csv", "count": 120})
record(user=request.user, action=AuditAction.VIEWED, target=page, details={"tier": "members"})
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from core.models.audit import AuditAction, AuditEntry

__all__ = ["AuditAction", "forget_older_than", "record"]


def record(
    *,
    user: AbstractBaseUser | AnonymousUser | None,
    action: AuditAction,
    target: models.Model | None = None,
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write one line of the log; joins the caller's transaction, so that what is undone is not logged.

    `details` is JSON of counts, formats, fields and tiers; never a text of the record, a name, a mail
    address, a search term or the address of a computer.
    """
    return AuditEntry.objects.create(
        user_id=user.pk if user is not None else None,
        action=action,
        object_label=target._meta.label_lower if target is not None else "",
        object_pk=str(target.pk) if target is not None else "",
        details=dict(details or {}),
    )


def forget_older_than(day: date) -> int:
    """Delete the lines written before `day`; return how many."""
    deleted, _ = AuditEntry.objects.filter(at__date__lt=day).delete()
    return deleted
