import json
from pathlib import Path

import pytest

from core.records import RecordError
from directory.models import OrganisationPage
from directory.services import create_draft_entry, save_organisation

pytestmark = pytest.mark.django_db

RECORDS = json.loads(
    (Path(__file__).parents[2] / "directory/demo_data/organisations.json").read_text("utf-8")
)


def test_every_organisation_of_the_demonstration_is_stored_and_published():
    for record in RECORDS:
        save_organisation(record=record, publish=True)
    pages = {page.slug: page for page in OrganisationPage.objects.live()}
    assert set(pages) == {record["slug"] for record in RECORDS}
    page = pages["on-the-road"]
    assert (page.title, page.name_en, page.city) == (
        "Associazione On the Road",
        "On the Road Association",
        "Martinsicuro",
    )
    assert page.membership_status == "founder"
    assert page.type.slug == "ngo"
    assert {term.slug for term in page.terms_of("services")} >= {"outreach", "legal-aid"}


def test_a_new_name_gets_a_draft_entry_with_an_address_of_its_own():
    first, second = create_draft_entry("Novi put"), create_draft_entry("Novi put")
    assert (first.slug, second.slug) == ("novi-put", "novi-put-2")
    assert not OrganisationPage.objects.live().exists()


def test_a_name_without_letters_of_addresses_gets_one_all_the_same():
    assert create_draft_entry("中文").slug == "organisation"


def test_everything_wrong_is_told_and_nothing_is_stored():
    with pytest.raises(RecordError) as raised:
        save_organisation(record={"name": "x", "type": "club", "email": "no", "colour": 1})
    assert {problem.key for problem in raised.value.problems} == {"type", "email", "colour"}
    assert not OrganisationPage.objects.exists()
