"""Carries out records: each in one transaction, whole or not at all; and takes an import back."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.access import Tier
from core.exchange.kinds import Record, RecordKind
from core.exchange.outcomes import Choice, Outcome, Status, differences
from core.exchange.rows import RowKind, apply_row, undo_row
from core.models import ImportedRecord, ImportRun
from core.records import RecordError


@dataclass(frozen=True)
class RecordOptions:
    """How records are stored: found by which key, published or as drafts, noted for which import."""

    key: str = "slug"
    publish: bool = False
    run: ImportRun | None = None


@dataclass(frozen=True)
class Earlier:
    """How a page was before an update: its revisions' keys, whether it was live, and its record."""

    draft_id: int | None
    live_id: int | None
    was_live: bool
    record: Record


def apply_record(
    kind: RecordKind | RowKind, record: Record, choice: Choice, options: RecordOptions
) -> Outcome:
    """Carry out one record; what is wrong with it is in the outcome, and then nothing is stored."""
    return _attempt(kind, record, choice, options, keep=True)


def preview_record(
    kind: RecordKind | RowKind, record: Record, choice: Choice, options: RecordOptions
) -> Outcome:
    """Return what carrying out would give, and leave the database as it is."""
    return _attempt(kind, record, choice, options, keep=False)


def _attempt(
    kind: RecordKind | RowKind,
    record: Record,
    choice: Choice,
    options: RecordOptions,
    *,
    keep: bool,
) -> Outcome:
    try:
        with transaction.atomic():
            if isinstance(kind, RowKind):
                outcome = apply_row(kind, dict(record), choice, options.run)
            else:
                outcome = _apply(kind, dict(record), choice, options)
            is_kept = keep and outcome.status not in (Status.UNCHANGED, Status.SKIPPED)
            transaction.set_rollback(not is_kept)
    except RecordError as error:
        outcome = Outcome(Status.FAILED, problems=[str(problem) for problem in error.problems])
        is_kept = False
    if not is_kept and isinstance(kind, RecordKind):
        kind.discard(record)
    return outcome


def _apply(kind: RecordKind, record: Record, choice: Choice, options: RecordOptions) -> Outcome:
    match = kind.find(record, options.key)
    if match is None and not record.get("slug"):
        record.pop("slug", None)
    if match is not None and choice in (Choice.SKIP, Choice.AUTO):
        return Outcome(Status.SKIPPED, page=match)
    if match is None:
        page = kind.save(record=record, page=None, publish=options.publish, user=None)
        _note(options.run, page, None)
        return Outcome(Status.CREATED, page=page)
    return _update(kind, record, match, options)


def _update(kind: RecordKind, record: Record, match: Page, options: RecordOptions) -> Outcome:
    had_news = match.has_unpublished_changes
    before = kind.give(match.get_latest_revision_as_object(), Tier.EDITORS)
    earlier = Earlier(match.latest_revision_id, match.live_revision_id, match.live, before)
    # The page keeps its address: a record found by another key may have another slug or none.
    record.pop("slug", None)
    page = kind.save(
        record=kind.merge(record, match), page=match, publish=options.publish, user=None
    )
    changed = differences(before, kind.give(page, Tier.EDITORS))
    is_release = options.publish and (had_news or not earlier.was_live)
    if not (changed or is_release):
        return Outcome(Status.UNCHANGED, page=match)
    _note(options.run, page, earlier)
    return Outcome(Status.UPDATED, page=page, differences=changed)


def _note(run: ImportRun | None, page: Page, earlier: Earlier | None) -> None:
    if run is None:
        return
    ImportedRecord.objects.create(
        run=run,
        page_id=page.pk,
        is_new=earlier is None,
        before=earlier.record if earlier else {},
        draft_before_id=earlier.draft_id if earlier else None,
        live_before_id=earlier.live_id if earlier else None,
        was_live=bool(earlier and earlier.was_live),
        revision_after_id=Page.objects.values_list("latest_revision", flat=True).get(pk=page.pk),
    )


def undo_run(kind: RecordKind | RowKind, run: ImportRun) -> Iterator[tuple[str, bool]]:
    """Take an import back, the last record first; yield a sentence for each and whether it was taken back.

    What somebody changed since is left as it is.
    """
    for noted in run.records.select_related("page").order_by("-pk"):
        with transaction.atomic():
            yield undo_row(kind, noted) if isinstance(kind, RowKind) else _undo(kind, noted)
    ImportRun.objects.filter(pk=run.pk).update(undone_at=timezone.now())


def _undo(kind: RecordKind, noted: ImportedRecord) -> tuple[str, bool]:
    if noted.page is None:
        return _("A page of this import was deleted since."), True
    page = noted.page.specific
    if page.latest_revision_id != noted.revision_after_id:
        return _("“%(slug)s” was changed since and left as it is.") % {"slug": page.slug}, False
    finish = kind.before_undo(page, noted.run)
    if noted.is_new:
        page.delete()
        finish()
        return _("“%(slug)s” was removed.") % {"slug": page.slug}, True
    if page.live and not noted.was_live:
        page.unpublish()
    elif noted.live_before and page.live_revision_id != noted.live_before_id:
        noted.live_before.publish()
    if noted.draft_before:
        restored = noted.draft_before.as_object().save_revision(changed=True)
        # The page is as an earlier import left it, which can then be taken back as well.
        earlier = ImportedRecord.objects.filter(page=page, revision_after=noted.draft_before)
        earlier.update(revision_after=restored)
    if kind.restore:
        kind.restore(kind.model.objects.get(pk=page.pk), noted.before)
    finish()
    return _("“%(slug)s” is as it was.") % {"slug": page.slug}, True
