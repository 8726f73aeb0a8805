"""Brings the search index along when an entry's state changes by time alone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from directory.freshness.states import state_of
from directory.models import EntryWatch, FreshnessSettings, OrganisationPage
from search.outbox import enqueue_pages


def follow_states(*, now: datetime | None = None) -> int:
    """Have the entries indexed anew whose state is not the one the index was told; return how many.

    The state depends on the time and on the editors' rules, so no event says that it changed.
    """
    now = now or timezone.now()
    rules = FreshnessSettings.load()
    rows = OrganisationPage.objects.exclude(confirmed_at=None).values_list(
        "pk", "confirmed_at", "watch__state"
    )
    changed = {
        key: state
        for key, confirmed_at, known in rows
        if (state := state_of(confirmed_at, rules, now)) != known
    }
    if changed:
        with transaction.atomic():
            EntryWatch.objects.bulk_create(
                [EntryWatch(organisation_id=key, state=state) for key, state in changed.items()],
                update_conflicts=True,
                update_fields=["state"],
                unique_fields=["organisation"],
                batch_size=500,
            )
            enqueue_pages(changed)
    return len(changed)
