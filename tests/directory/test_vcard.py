"""vCards are read back as they were meant, whatever a name or a note holds."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.access import Tier
from directory.disclosure import disclose
from directory.lookup.vcard import vcard
from directory.models import OrganisationPage
from tests.directory.support import contacts_of_every_tier, organisation

URL = "https://centre.example/directory/alpha/"


def nothing(**fields):
    """Return what a card is written from, empty but for `fields`."""
    empty = dict.fromkeys(("name", "website", "phone", "email", "summary", "description"), "")
    rows = dict.fromkeys(("contacts", "locations", "languages", "services", "target_groups"), ())
    made = {**empty, **rows, "confirmation": SimpleNamespace(at=None), **fields}
    return SimpleNamespace(names=(made["name"],), **made)


def unfolded(card):
    return card.decode().replace("\r\n ", "").split("\r\n")


def values(card, name):
    """Return the values of a property as a reader of RFC 6350 gets them."""
    found = []
    for line in unfolded(card):
        head, _, value = line.partition(":")
        if re.split(r"[;.]", head.rpartition(".")[2])[0] == name:
            found.append(re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value))
    return found


@given(st.text(min_size=1, max_size=300), st.text(max_size=300))
def test_any_text_comes_back_and_no_line_is_longer_than_75_octets(name, note):
    card = vcard(nothing(name=f"N{name}", summary=note), URL)
    assert all(len(line) <= 75 for line in card.split(b"\r\n"))
    assert card.startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\n")
    assert card.endswith(b"END:VCARD\r\n")
    lines = unfolded(card)
    assert all(re.match(r"^(?:[\w-]+\.)?[A-Z-]+[;:]", line) for line in lines if line)
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", "\n".join(f"N{name}".strip().splitlines()))
    assert values(card, "FN") == [kept]


def test_a_letter_of_several_octets_is_never_cut():
    card = vcard(nothing(name="ű" * 200), URL)
    for piece in card.split(b"\r\n"):
        piece.decode()


@pytest.mark.django_db
def test_a_card_names_the_organisation_its_ways_and_its_places():
    organisation(
        "Alpha; Beta, & Co",
        "RO",
        slug="alpha",
        name_en="Alpha Centre",
        phone="+40 1",
        email="office@alpha.example",
        website="https://alpha.example/",
        confirmed_at=datetime(2026, 5, 3, 12, tzinfo=UTC),
        contacts=contacts_of_every_tier("hotline"),
        locations=[
            {"precision": "town", "tier": "public", "address": "1 Secret", "town": "Iaşi",
             "latitude": 47.158461, "longitude": 27.601422}
        ],
    )  # fmt: skip
    card = vcard(disclose(OrganisationPage.objects.get(), Tier.PUBLIC), URL)
    assert values(card, "FN") == ["Alpha; Beta, & Co"]
    assert values(card, "NICKNAME") == ["Alpha Centre"]
    assert values(card, "TEL") == ["+40 1", "+40 11 000 001"]
    assert values(card, "ADR") == [";;;Iaşi;;;"]
    assert values(card, "GEO") == ["geo:47.16,27.6"]
    assert values(card, "REV") == ["20260503T120000Z"]
    assert "contact1.X-ABLABEL:Hotline" in unfolded(card)
    assert b"Secret" not in card
