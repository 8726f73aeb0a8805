"""The do-no-harm check of a page: run the detectors, keep the report, carry answers over."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from core.editorial.detection import Group, groups_in
from core.editorial.reports import CheckReport, FindingRow, FindingState


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """A row of the report with the text that it is about, which no table holds."""

    row: FindingRow
    group: Group


@dataclass(frozen=True, slots=True)
class Check:
    """The check of the newest version of a page."""

    report: CheckReport
    findings: list[CheckedFinding]

    @property
    def open(self) -> list[CheckedFinding]:
        """Return the findings that nobody mended or answered."""
        return [each for each in self.findings if each.row.state == FindingState.OPEN]


def check_page(page: Page, version: Revision | None = None) -> Check:
    """Search a version of `page`, the newest if none is named, and write the report on it.

    An answer to the same words at the same place holds on; findings that are gone from the newest version
    count as resolved. Raises nothing for what cannot be read: that is a finding of its own.
    """
    newest = newest_version(page)
    version = version or newest
    words = version.as_object() if version is not None else page.specific
    groups = groups_in(words)
    with transaction.atomic():
        # Two checks of one page write one after the other.
        Page.objects.select_for_update().get(pk=page.pk)
        report = _report(page, version)
        rows = _write(report, groups)
        if version == newest:
            _resolve(page, {group.key for group in groups})
    return Check(report, [CheckedFinding(rows[group.key], group) for group in groups])


def newest_version(page: Page) -> Revision | None:
    """Return the newest version as the database has it now; a page object may be older than that."""
    return Revision.objects.filter(
        pk__in=Page.objects.filter(pk=page.pk).values("latest_revision")
    ).first()


def _report(page: Page, version: Revision | None) -> CheckReport:
    report = CheckReport.objects.filter(page_id=page.pk, revision=version).first()
    report = report or CheckReport(page_id=page.pk, revision=version)
    report.content_at = version.created_at if version is not None else None
    report.save()
    return report


def _write(report: CheckReport, groups: Iterable[Group]) -> dict[tuple[str, str, str], FindingRow]:
    rows = {row.key: row for row in report.findings.all()}
    answers = _answers(report.page_id)
    new = []
    for group in groups:
        row = rows.get(group.key)
        if row is None:
            row = rows[group.key] = FindingRow(
                report=report,
                kind=group.kind,
                place=group.place,
                fingerprint=group.fingerprint,
                label=group.plain_label[:300],
                count=group.count,
            )
            new.append(row)
        if row.state == FindingState.RESOLVED:
            row.state = FindingState.OPEN
        if row.state == FindingState.OPEN and group.key in answers:
            _copy_answer(answers[group.key], row)
        row.label, row.count = group.plain_label[:300], group.count
    FindingRow.objects.bulk_create(new)
    fresh = {row.key for row in new}
    FindingRow.objects.bulk_update(
        [row for key, row in rows.items() if key not in fresh],
        ["label", "count", "state", "reason", "settled_by", "settled_at"],
    )
    return rows


def _answers(page_id: int) -> dict[tuple[str, str, str], FindingRow]:
    answered = FindingRow.objects.filter(
        report__page_id=page_id, state=FindingState.ANSWERED
    ).order_by("settled_at", "pk")
    return {row.key: row for row in answered}


def _copy_answer(answer: FindingRow, row: FindingRow) -> None:
    row.state, row.reason = FindingState.ANSWERED, answer.reason
    row.settled_by_id, row.settled_at = answer.settled_by_id, answer.settled_at


def _resolve(page: Page, found: set[tuple[str, str, str]]) -> None:
    """Close the open findings of all versions that the newest one no longer has."""
    gone = [
        row.pk
        for row in FindingRow.objects.filter(report__page_id=page.pk).open()
        if row.key not in found
    ]
    FindingRow.objects.filter(pk__in=gone).update(
        state=FindingState.RESOLVED, settled_at=timezone.now()
    )


def open_count(page: Page) -> int:
    """Return how many findings of the newest version are open, checking it if nobody has yet.

    For lists and menus: what the last check of the very same version said is believed.
    """
    version = newest_version(page)
    if version is not None:
        report = CheckReport.objects.filter(
            page_id=page.pk, revision=version, content_at=version.created_at
        ).first()
        if report is not None:
            return report.findings.open().count()
    return len(check_page(page).open)
