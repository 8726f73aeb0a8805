"""What an issue says: its blocks filled as they are now, or as they were when it was sent."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone, translation

from newsletter.composing.composition import FIRST_PERIOD, Composition
from newsletter.composing.parts import Note, Part
from newsletter.contributing.states import accepted_notes
from newsletter.models import IssuePage, IssueSnapshot, Mailing, MailingKind


def last_sent_at(issue: IssuePage | None = None) -> datetime | None:
    """Return when the last issue was sent, other than this one; nothing when none was."""
    sent = Mailing.objects.filter(kind=MailingKind.ISSUE, queued_at__isnull=False)
    if issue is not None:
        sent = sent.exclude(key=f"issue:{issue.translation_key}")
    return sent.aggregate(last=Max("queued_at"))["last"]


def composition_of(issue: IssuePage, *, anew: bool = False) -> Composition:
    """Return the moment of an issue: what was fixed when it was sent, unless it is to be filled `anew`."""
    snapshot = None if anew else IssueSnapshot.objects.filter(issue=issue.pk).first()
    others = IssueSnapshot.objects.exclude(issue__translation_key=issue.translation_key)
    presented = {pk for pages in others.values_list("pages", flat=True) for pk in pages}

    def notes(keys: Iterable[int] | None) -> Mapping[int, Note]:
        return _notes(issue, keys)

    return Composition(
        language=issue.locale.language_code,
        since=last_sent_at(issue) or timezone.now() - FIRST_PERIOD,
        today=timezone.localdate(),
        notes=notes,
        presented=frozenset(presented),
        fixed=snapshot.blocks if snapshot else {},
    )


def parts_of(issue: IssuePage, composition: Composition | None = None) -> list[Part]:
    """Return what the issue shows, in its own language; blocks with nothing to show are left out."""
    moment = composition or composition_of(issue)
    children = [(child.id or f"block-{place}", child) for place, child in enumerate(issue.body)]
    with translation.override(moment.language):
        moment.read(named_pages(issue))
        filled = (child.block.part(child.value, key, moment) for key, child in children)
        return [part for part in filled if part is not None]


def named_pages(issue: IssuePage) -> list[int]:
    """Return the keys of the pages that editors picked or linked, each once."""
    named = (pk for child in issue.body for pk in child.block.named_pages(child.value))
    return list(dict.fromkeys(named))


def fix(issue: IssuePage, composition: Composition) -> None:
    """Keep what the blocks of an issue showed in a composition, now that it is being sent."""
    shown = [pk for keys in composition.found.values() for pk in keys if isinstance(pk, int)]
    IssueSnapshot.objects.update_or_create(
        issue=issue,
        defaults={
            "blocks": dict(composition.found),
            "pages": list(dict.fromkeys([*named_pages(issue), *shown])),
        },
    )


def _notes(issue: IssuePage, keys: Iterable[int] | None) -> dict[int, Note]:
    slots: Any = accepted_notes(issue)
    if keys is not None:
        slots = slots.filter(pk__in=list(keys))
    return {
        slot.pk: Note(slot.title, slot.text, slot.country.name, slot.given_by, slot.link)
        for slot in slots
    }
