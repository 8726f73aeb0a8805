"""Mechanisms as records with the keys of mechanisms.json: read into the site, and given out again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from library.models import Mechanism, PolicyPage

Record = dict[str, Any]

_TEXTS = ("name", "short_name", "kind", "body", "who_submits", "outcome", "confidentiality")
_TEXTS_AFTER = ("url", "current_note", "source")
_LISTS = ("languages", "page_limits", "structure", "steps", "ngo_actions")
KEYS = frozenset(
    {"slug", "legal_basis", "cycle", "deadline_pattern", "as_of"}
    | {*_TEXTS, *_TEXTS_AFTER, *_LISTS}
)


@transaction.atomic
def save_mechanism(*, record: Record) -> Mechanism:
    """Write a mechanism, new or known by its slug; raises ValidationError for keys and values that it cannot have.

    Instruments of the legal basis that are not in the library are left out: they join when the record is written again.
    """
    if unknown := sorted(set(record) - KEYS):
        raise ValidationError(_("Unknown keys: %(keys)s.") % {"keys": ", ".join(unknown)})
    mechanism = Mechanism.objects.filter(slug=record.get("slug")).first() or Mechanism(
        slug=record.get("slug") or ""
    )
    for key in (*_TEXTS, *_TEXTS_AFTER):
        setattr(mechanism, key, record.get(key) or "")
    for key in _LISTS:
        setattr(mechanism, key, record.get(key) or [])
    cycle, deadline = record.get("cycle") or {}, record.get("deadline_pattern") or {}
    mechanism.cycle_years, mechanism.cycle = cycle.get("years"), cycle.get("text") or ""
    mechanism.deadline_kind = deadline.get("kind") or mechanism.deadline_kind
    mechanism.deadline = deadline.get("text") or ""
    mechanism.months = deadline.get("months") or []
    mechanism.as_of = record.get("as_of")
    mechanism.full_clean()
    mechanism.save()
    mechanism.legal_basis.set(PolicyPage.objects.filter(slug__in=record.get("legal_basis") or ()))
    return mechanism


def mechanism_record(mechanism: Mechanism) -> Record:
    """Return a mechanism as a record."""
    return {
        "slug": mechanism.slug,
        **{key: getattr(mechanism, key) or None for key in (*_TEXTS, *_TEXTS_AFTER)},
        **{key: getattr(mechanism, key) for key in _LISTS},
        "legal_basis": sorted(policy.slug for policy in mechanism.legal_basis.all()),
        "cycle": {"years": mechanism.cycle_years, "text": mechanism.cycle or None},
        "deadline_pattern": {
            "kind": mechanism.deadline_kind,
            "text": mechanism.deadline or None,
            "months": mechanism.months,
        },
        "as_of": mechanism.as_of,
    }
