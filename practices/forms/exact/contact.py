"""Contacts and addresses on the web in a form: readable lines, and who may see what."""

from collections.abc import Mapping
from typing import Any

from practices.forms.exact import lines, words
from practices.forms.exact.cells import Cell, from_lines, to_lines

Record = dict[str, Any]


def write_contact(record: Mapping[str, Any], language: str) -> dict[str, Cell]:
    """Write contacts and addresses on the web; addresses with titles have a row of their own."""
    contacts, links = record.get("contacts") or [], record["links"]
    kinds = words.CONTACT_KINDS
    rows = [f"{kinds.write(row['kind'], language)}: {row['value']}" for row in contacts]
    are_bare = all(isinstance(link, str) for link in links)
    if are_bare:
        rows += [f"{kinds.write('website', language)}: {link}" for link in links]
    return {
        "contact": from_lines(rows),
        "contact_access": from_lines(
            lines.write_barred([row["value"], words.TIERS.write(row["tier"], language)])
            for row in contacts
            if row["tier"] != "members"
        ),
        "links": from_lines([] if are_bare else map(lines.write_link, links)),
    }


def read_contact(cell: Cell, access: Cell, links: Cell) -> Record:
    """Read contacts and links; whoever may see a contact stands in `access`, else members may."""
    tiers = {}
    for block in _filled(access):
        value, tier = lines.read_barred(block.text, 2)
        tiers[value] = words.TIERS.read(tier)
    contacts, websites = [], []
    for block in _filled(cell):
        head, _colon, value = block.text.partition(": ")
        kind = words.CONTACT_KINDS.read(head)
        if kind == "website":
            websites.append(value)
        else:
            contacts.append({"kind": kind, "value": value, "tier": tiers.get(value, "members")})
    return {
        "contacts": contacts,
        "links": websites + [lines.read_link(line) for line in to_lines(links)],
    }


def _filled(cell: Cell) -> Cell:
    return [block for block in cell if block.text.strip()]
