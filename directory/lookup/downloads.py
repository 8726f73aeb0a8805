"""The filtered list as rows for a spreadsheet, with what the member who takes it may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

from django.http import QueryDict
from openpyxl import Workbook

from core.access import Tier
from core.csv_answers import cell
from directory.disclosure import DisclosedContact, DisclosedLocation, DisclosedOrganisation
from directory.disclosure_batches import Discloser
from directory.lookup.entries import in_order
from directory.lookup.entry import place_words
from directory.lookup.facets import DIRECTORY
from directory.models import ConfirmationMethod, ContactKind, MembershipStatus
from directory.names import Names
from search.query import SearchQuery
from search.rows import PagePaths
from search.services import every_key

BATCH = 1_000
MOST = 100_000
COLUMNS = (
    "name",
    "name_en",
    "acronym",
    "type",
    "countries",
    "seat",
    "services",
    "target_groups",
    "languages",
    "website",
    "email",
    "phone",
    "contacts",
    "places",
    "membership",
    "member_since",
    "last_confirmed",
    "confirmed_how",
    "as_of",
    "summary",
    "url",
)


@dataclass(frozen=True)
class Download:
    """The entries that a query finds, in its order, disclosed to a tier while they are written."""

    query: SearchQuery
    keys: Sequence[int]
    tier: Tier
    site: str

    columns: ClassVar[Sequence[str]] = COLUMNS
    WORKBOOK_TYPE: ClassVar[str] = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )

    @property
    def count(self) -> int:
        """Return the number of entries."""
        return len(self.keys)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row an entry, some hundred entries at a time; one withdrawn meanwhile is left out."""
        discloser, paths, names = Discloser(self.tier), PagePaths(), Names()
        for start in range(0, len(self.keys), BATCH):
            for entry in discloser.disclose(self.keys[start : start + BATCH]):
                yield _row(entry, f"{self.site}{paths.of(entry.url_path)}", names)

    def workbook(self) -> bytes:
        """Return the rows as an Excel workbook."""
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Directory")
        sheet.append(list(self.columns))
        for row in self.rows():
            sheet.append([_printable(cell(row[column])) for column in self.columns])
        buffer = BytesIO()
        book.save(buffer)
        return buffer.getvalue()


def download_of(params: QueryDict, tier: Tier, site: str) -> Download:
    """Return what a query string of the directory finds; raises EngineUnavailable when the engine is down."""
    query = SearchQuery.from_params(params, DIRECTORY)
    keys = [] if query.is_refused else [int(key) for key in every_key(query, MOST)]
    return Download(query, keys, tier, site)


def _row(entry: DisclosedOrganisation, url: str, names: Names) -> dict[str, Any]:
    confirmed = entry.confirmation
    return {
        "name": entry.name,
        "name_en": entry.name_en,
        "acronym": entry.acronym,
        "type": names.joined([entry.type]) if entry.type else "",
        "countries": names.of(entry.countries),
        "seat": entry.city,
        "services": names.of(entry.services),
        "target_groups": names.of(entry.target_groups),
        "languages": names.of(entry.languages),
        "website": entry.website,
        "email": entry.email,
        "phone": entry.phone,
        "contacts": "\n".join(_contact(contact, names) for contact in in_order(entry.contacts)),
        "places": "\n".join(_place(place, names) for place in entry.locations),
        "membership": names.choice(MembershipStatus, entry.membership.status),
        "member_since": entry.membership.since,
        "last_confirmed": confirmed.at.date().isoformat() if confirmed.at else "",
        "confirmed_how": names.choice(ConfirmationMethod, confirmed.how) if confirmed.how else "",
        "as_of": entry.as_of,
        "summary": entry.summary,
        "url": url,
    }


def _contact(contact: DisclosedContact, names: Names) -> str:
    told = (contact.person, contact.phone, contact.email, contact.hours, contact.note)
    languages = ", ".join(contact.languages)
    words = ", ".join(part for part in (*told, languages) if part)
    return f"{names.choice(ContactKind, contact.kind)} ({contact.tier}): {words}"


def _place(place: DisclosedLocation, names: Names) -> str:
    words = ", ".join(place_words(place, names))
    return f"{place.name}: {words}" if place.name and words else place.name or words


def _printable(value: Any) -> Any:
    """Leave out what a workbook cannot hold: control characters, and text beyond its longest cell."""
    if not isinstance(value, str):
        return value
    return "".join(letter for letter in value if letter >= " " or letter in "\t\n")[:32_000]
