"""Entries made of rows say exactly what entries made of pages say, whoever looks."""

import pytest
from wagtail.models import PageViewRestriction

from core.access import Tier
from directory.disclosure import disclose_many
from directory.disclosure_batches import CONTACTS, Discloser
from directory.models import DirectoryPage, OrganisationPage
from directory.services import save_organisation

pytestmark = pytest.mark.django_db

RECORD = {
    "name": "Invented Bridge",
    "name_en": "Invented Bridge Centre",
    "acronym": "IB",
    "other_names": ["Old Bridge"],
    "type": "ngo",
    "countries": ["RO", "DE"],
    "services": ["hotline", "accommodation"],
    "target_groups": ["women"],
    "languages": ["ro", "en"],
    "email": "office@bridge.example.org",
    "membership": {"status": "member", "since": 2010},
    "contacts": [
        {"kind": "office", "tier": "public", "phone": "+40 21 000 000", "languages": ["ro"]},
        {"kind": "referral", "tier": "members", "email": "referral@bridge.example.org"},
        {"kind": "press", "tier": "editors", "note": "planted for editors"},
    ],
    "locations": [
        {
            "precision": precision,
            "tier": "public",
            "address": "1 Invented Street",
            "town": "Iaşi",
            "region": "Moldova",
            "country": "RO",
            "latitude": 47.15846,
            "longitude": 27.60142,
        }
        for precision in ("address", "town", "region", "country", "hidden")
    ],
}


@pytest.fixture
def bridge():
    return save_organisation(record=RECORD, publish=True)


@pytest.mark.parametrize("tier", Tier)
def test_rows_and_pages_are_disclosed_alike(bridge, tier):
    save_organisation(record={"name": "Another", "countries": ["FR"]}, publish=True)
    pages = list(OrganisationPage.objects.order_by("-pk"))
    assert Discloser(tier).disclose([page.pk for page in pages]) == disclose_many(pages, tier)


def test_what_is_not_read_is_empty(bridge, django_assert_num_queries):
    with django_assert_num_queries(2):
        (entry,) = Discloser(Tier.MEMBERS, frozenset({CONTACTS})).disclose([bridge.pk])
    assert [contact.kind for contact in entry.contacts] == ["office", "referral"]
    assert entry.locations == entry.services == entry.countries == ()


def test_drafts_restricted_and_deleted_entries_are_left_out(bridge):
    draft = save_organisation(record={"name": "A draft"})
    restricted = DirectoryPage.objects.get().add_child(instance=OrganisationPage(title="Hidden"))
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    found = Discloser(Tier.EDITORS).disclose([draft.pk, restricted.pk, bridge.pk, 999_999])
    assert [entry.id for entry in found] == [bridge.pk]


def test_many_entries_cost_as_many_queries_as_one(bridge, django_assert_num_queries):
    ids = [bridge.pk]
    ids += [
        save_organisation(record={**RECORD, "name": f"Invented {number}"}, publish=True).pk
        for number in range(3)
    ]
    with django_assert_num_queries(7):
        Discloser(Tier.PUBLIC).disclose(ids)
