"""Carries out planned records: each in one transaction, whole or not at all."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.access import Tier
from core.records import RecordError
from directory.matching import names_of
from directory.models import OrganisationPage
from directory.services import create_draft_entry
from practices.forms.records import FormWarning
from practices.importing.outcomes import Choice, ImportOptions, Outcome, Status, differences
from practices.importing.planning import PlannedRecord
from practices.models import PracticePage
from practices.own_records import unknown_to
from practices.services.organisations import organisation_of

#: What an entry of the directory can be called.
_LONGEST_NAME = 255


def apply_planned(
    planned: PlannedRecord, choice: Choice = Choice.AUTO, options: ImportOptions | None = None
) -> Outcome:
    """Carry out one record; what is wrong with it is in the outcome, and then nothing is stored."""
    outcome = _attempt(planned, choice, options, keep=True)
    for entry in outcome.new_entries:
        planned.directory.add(names_of(entry))
    return outcome


def preview(
    planned: PlannedRecord,
    choice: Choice | None = None,
    options: ImportOptions | None = None,
) -> Outcome:
    """Return what carrying out would give, and leave the database as it is.

    Without a choice: an update where the site has the record, else a new page.
    """
    wanted = choice or (Choice.UPDATE if planned.match else Choice.NEW)
    return _attempt(planned, wanted, options, keep=False)


def _attempt(
    planned: PlannedRecord, choice: Choice, options: ImportOptions | None, *, keep: bool
) -> Outcome:
    try:
        with transaction.atomic():
            outcome = _apply(planned, choice, options or ImportOptions())
            if not keep or outcome.status in (Status.UNCHANGED, Status.SKIPPED):
                transaction.set_rollback(True)
    except RecordError as error:
        return Outcome(Status.FAILED, problems=[str(problem) for problem in error.problems])
    return outcome


def _apply(planned: PlannedRecord, choice: Choice, options: ImportOptions) -> Outcome:
    kind, match = planned.kind, planned.match
    if choice == Choice.SKIP or (choice == Choice.AUTO and match is not None):
        return Outcome(Status.SKIPPED, page=match)
    page = match if choice == Choice.UPDATE else None
    before = kind.give(page.get_latest_revision_as_object()) if page else {}
    outcome = Outcome(Status.CREATED)
    record = _with_known_organisations(planned, options, outcome)
    _drop_unknown_references(record, outcome, options)
    _keep_contacts(record, before)
    if page is not None or kind.model.objects.filter(slug=record.get("slug")).exists():
        # The page keeps its address, and a copy made beside it cannot have the same one.
        record.pop("slug", None)
    outcome.page = kind.save(
        record=record,
        page=page,
        publish=options.publish,
        user=options.user,
        directory=planned.directory,
    )
    if page is not None:
        outcome.differences = differences(before, kind.give(outcome.page))
        is_release = options.publish and (page.has_unpublished_changes or not page.live)
        is_news = outcome.differences or is_release
        outcome.status = Status.UPDATED if is_news else Status.UNCHANGED
    return outcome


def _with_known_organisations(
    planned: PlannedRecord, options: ImportOptions, outcome: Outcome
) -> dict[str, Any]:
    """Return the record with slugs for organisations that a form gives a key or that get an entry just now."""
    record = dict(planned.record)
    # What a form of the site says beside the printed name: the slug of the entry.
    keys: dict[str, str] = record.pop("organisation_keys", None) or {}
    slugs: dict[str, str] = {}
    for name in planned.kind.organisations(record):
        slug = keys.get(name, "")
        if slug and OrganisationPage.objects.filter(slug=slug).exists():
            slugs[name] = slug
        elif organisation_of(name, planned.directory)[0] is None:
            entry = _meet(planned, name, slug, options, outcome)
            if entry is not None:
                slugs[name] = entry.slug
                outcome.new_entries.append(entry)
    return planned.kind.rename_organisations(record, slugs)


def _meet(
    planned: PlannedRecord, name: str, slug: str, options: ImportOptions, outcome: Outcome
) -> OrganisationPage | None:
    """Give an organisation that the directory lacks a draft entry, and tell about it."""
    match = planned.directory.find(name)
    entry = None
    if match.is_ambiguous:
        code = "organisation_ambiguous"
        sentence = _(
            "“%(name)s” could mean several organisations of the directory (%(candidates)s); "
            "it stays on the record as printed. Choose one by hand."
        )
    elif options.create_organisations and len(name) <= _LONGEST_NAME:
        entry = create_draft_entry(name, slug=slug, user=options.user)
        code = "organisation_created"
        sentence = _("“%(name)s” is not in the directory yet and gets a draft entry there.")
    else:
        code = "organisation_missing"
        sentence = _("“%(name)s” is not in the directory; it stays on the record as printed.")
    values = {"name": name, "candidates": ", ".join(match.candidates)}
    outcome.warnings.append(FormWarning("organisations", code, sentence % values))
    return entry


def _keep_contacts(record: dict[str, Any], before: dict[str, Any]) -> None:
    """Let contacts keep who may see them, and keep those that a form for everybody does not show.

    An import deletes no contact that is not public: it cannot tell whether the form left it out.
    """
    if "contacts" not in record:
        return
    known = {(row["kind"], row["value"]): row for row in before.get("contacts") or []}
    contacts = []
    for row in record["contacts"]:
        old = known.pop((row.get("kind"), row.get("value")), {})
        contacts.append({**old, **row})
    hidden = [row for row in known.values() if row["tier"] != Tier.PUBLIC]
    record["contacts"] = contacts + hidden


def _drop_unknown_references(
    record: dict[str, Any], outcome: Outcome, options: ImportOptions
) -> None:
    """Leave out what points to charts and organisations that the site does not have, and tell about it.

    Nor has it, for whoever imports, what that person may not know of.
    """
    wanted: dict[str, type[Page]] = {
        "adapted_from": PracticePage,
        "adopted_by": OrganisationPage,
    }
    for key, model in wanted.items():
        values = record.get(key) or []
        slugs = [values] if isinstance(values, str) else values
        found = dict(model.objects.filter(slug__in=slugs).values_list("pk", "slug"))
        known = {found[pk] for pk in found.keys() - unknown_to(options.user, found)}
        missing = [slug for slug in slugs if slug not in known]
        if not missing:
            continue
        record[key] = None if isinstance(values, str) else [slug for slug in slugs if slug in known]
        sentence = _("The site has no “%(slug)s”; it was left out of “%(key)s”.")
        outcome.warnings += [
            FormWarning(key, "reference_missing", sentence % {"slug": slug, "key": key})
            for slug in missing
        ]
