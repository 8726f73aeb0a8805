"""How answers that differ by viewer are kept: private to the person, and noted where they showed more."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_cache_control

from core.access import Tier
from core.audit import AuditAction, record


def keep_private(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Let no cache but the reader's own browser keep what a signed-in person was shown."""
    if request.user.is_authenticated:
        patch_cache_control(answer, private=True, no_cache=True)
    return answer


def never_keep(answer: HttpResponseBase) -> HttpResponseBase:
    """Let nobody keep an answer, the browser and its way back included."""
    add_never_cache_headers(answer)
    answer["Cache-Control"] = "no-store, private"
    return answer


def note_view(request: HttpRequest, tier: Tier, target: Model | None, **details: Any) -> None:
    """Note once that a person was shown contacts which are not for everybody; never what was asked for."""
    record(
        user=request.user,
        action=AuditAction.VIEWED,
        target=target,
        details={"tier": tier.value, **details},
    )


def restricted(rows: Any) -> bool:
    """Tell whether any of these contacts or locations is not for everybody."""
    return any(row.tier != Tier.PUBLIC for row in rows)
