"""Ratifications in and out as JSON, CSV and Excel."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.exchange import Cell, Column, RecordTable, RowKind
from core.exchange.kinds import Record
from library.models import Ratification
from library.ratifications import public_ratifications
from library.services.ratifications import save_ratification

TABLE = RecordTable(
    (
        Column("instrument"),
        Column("country"),
        Column("signed", Cell.WHOLE_NUMBER),
        Column("ratified", Cell.WHOLE_NUMBER),
        Column("in_force", Cell.WHOLE_NUMBER),
        Column("ended", Cell.WHOLE_NUMBER),
        Column("reservation"),
        Column("source"),
        Column("as_of"),
    )
)


def ratification_record(row: Ratification) -> Record:
    """Return a row as a record: the instrument by its slug, the country by its code."""
    return {
        "instrument": row.policy.slug,
        "country": row.country_id,
        "signed": row.signed,
        "ratified": row.ratified,
        "in_force": row.in_force,
        "ended": row.ended,
        "reservation": row.reservation or None,
        "source": row.source or None,
        "as_of": row.as_of or None,
    }


def _find(record: Mapping[str, Any]) -> Ratification | None:
    instrument, country = record.get("instrument"), record.get("country")
    if not isinstance(instrument, str) or not isinstance(country, str):
        return None
    rows = Ratification.objects.select_related("policy", "country")
    return rows.filter(policy__slug=instrument.strip(), country=country.strip().upper()).first()


RATIFICATIONS = RowKind(
    name="ratifications",
    plural="ratifications",
    table=TABLE,
    find=_find,
    save=save_ratification,
    give=ratification_record,
)


def exported_ratifications(*, drafts: bool) -> Iterator[Record]:
    """Give the rows of instruments that everybody may read, of drafts as well when asked for."""
    rows = Ratification.objects.all() if drafts else public_ratifications()
    rows = rows.select_related("policy", "country").order_by("policy__slug", "country")
    for row in rows.iterator():
        yield ratification_record(row)
