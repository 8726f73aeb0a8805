"""Organisations in and out as JSON, CSV and Excel: their columns, and what an import must not lose."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.access import Tier
from core.exchange import Cell, Column, RecordKind, RecordTable
from core.exchange.kinds import Record
from directory.disclosure import disclose, disclose_many
from directory.json_records import organisation_record
from directory.models import MembershipStatus, OrganisationPage, Precision
from directory.services import save_organisation, set_membership

_CHUNK = 500
_LISTS = ("contacts", "locations")

TABLE = RecordTable(
    (
        Column("slug"),
        Column("name"),
        Column("name_en"),
        Column("acronym"),
        Column("other_names", Cell.LINES),
        Column("type"),
        Column("countries", Cell.CODES),
        Column("city"),
        Column("website"),
        Column("email"),
        Column("phone"),
        Column("founded", Cell.WHOLE_NUMBER),
        Column("languages", Cell.CODES),
        Column("services", Cell.CODES),
        Column("target_groups", Cell.CODES),
        Column("networks", Cell.CODES),
        Column("membership.status"),
        Column("membership.since", Cell.WHOLE_NUMBER),
        Column("summary"),
        Column("description"),
        Column("as_of", Cell.WHOLE_NUMBER),
        Column("source"),
        Column(
            "locations",
            Cell.ROWS,
            (
                Column("name"),
                Column("precision"),
                Column("tier"),
                Column("address"),
                Column("town"),
                Column("region"),
                Column("country"),
                Column("latitude", Cell.NUMBER),
                Column("longitude", Cell.NUMBER),
            ),
        ),
        Column(
            "contacts",
            Cell.ROWS,
            (
                Column("kind"),
                Column("tier"),
                Column("person"),
                Column("phone"),
                Column("email"),
                Column("hours"),
                Column("languages", Cell.CODES),
                Column("note"),
            ),
        ),
    )
)


def give(page: OrganisationPage, tier: Tier) -> Record:
    """Return an entry as a record, as a viewer of `tier` may see it."""
    return organisation_record(disclose(page, tier))


def keep_what_is_not_shown(record: Record, page: OrganisationPage) -> Record:
    """Return `record` with the contacts and locations that a file for fewer eyes leaves out or blurs.

    A row that equals what an export for some tier says of a row of the entry stands for that row. Rows of a
    tier of which the record has none at all stay: the file was not made for that tier. So an export can be
    corrected and read in again.
    """
    newest = page.get_latest_revision_as_object()
    merged = dict(record)
    for key in _LISTS:
        if isinstance(record.get(key), list):
            merged[key] = _merged(record[key], _rows_with_forms(newest, key))
    return merged


def _rows_with_forms(page: OrganisationPage, key: str) -> list[tuple[Record, list[Record]]]:
    """Return the rows of an entry, each with what exports for the tiers say of it."""
    whole = give(page, Tier.EDITORS)[key]
    forms: list[tuple[Record, list[Record]]] = [(row, []) for row in whole]
    for tier in Tier:
        visible = [pair for pair in forms if tier.includes(_tier(pair[0]))]
        for (_row, shown), row in zip(visible, give(page, tier)[key], strict=True):
            shown.append(_filled(row))
    return forms


def _merged(rows: list[Any], known: list[tuple[Record, list[Record]]]) -> list[Any]:
    left, merged = list(known), []
    for row in rows:
        same = next((pair for pair in left if _filled(row) in pair[1]), None)
        if same is not None:
            left.remove(same)
        merged.append(same[0] if same else row)
    mentioned = {_tier(row) for row in rows if isinstance(row, Mapping)} | {Tier.PUBLIC}
    return merged + [row for row, _forms in left if _tier(row) not in mentioned]


def _filled(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {key: value for key, value in row.items() if value not in (None, "", [])}


def _tier(row: Mapping[str, Any]) -> Tier:
    if row.get("precision") == Precision.HIDDEN:
        return Tier.EDITORS
    tier = row.get("tier")
    return Tier(tier) if tier in Tier.values else Tier.MEMBERS


def put_back_membership(page: OrganisationPage, record: Mapping[str, Any]) -> None:
    """Let the register say again what it said before an import."""
    membership = record["membership"]
    if (page.membership_status, page.member_since) != (membership["status"], membership["since"]):
        set_membership(
            organisation=page,
            status=MembershipStatus(membership["status"]),
            since=membership["since"],
        )


ORGANISATIONS = RecordKind(
    name="organisation",
    plural="organisations",
    model=OrganisationPage,
    table=TABLE,
    save=save_organisation,
    give=give,
    merge=keep_what_is_not_shown,
    restore=put_back_membership,
    keys={"slug": "slug", "name": "title", "acronym": "acronym", "website": "website"},
)


def exported_organisations(*, drafts: bool, tier: Tier) -> Iterator[Record]:
    """Give the entries as a viewer of `tier` may see them: those that everybody may find, drafts when asked for."""
    pages = OrganisationPage.objects.all()
    if not drafts:
        pages = pages.live().public()
    keys = list(pages.order_by("slug").values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        found = pages.in_bulk(keys[start : start + _CHUNK])
        chunk = [found[key] for key in keys[start : start + _CHUNK] if key in found]
        newest = [page if page.live else page.get_latest_revision_as_object() for page in chunk]
        for entry in disclose_many(newest, tier):
            yield organisation_record(entry)
