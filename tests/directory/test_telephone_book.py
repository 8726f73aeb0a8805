"""A telephone book pasted into an entry: found as one question, by whichever way it came."""

import json

import pytest
from django.core.management import call_command

from core.editorial.checks import check_page
from directory.models import OrganisationPage
from directory.services import save_organisation

pytestmark = pytest.mark.django_db
BOOK = "\n".join(f"Office {n}: +39 333 {n // 10000:03d} {n % 10000:04d}" for n in range(1000))


def saved(tmp_path):
    return save_organisation(record={"name": "Invented House", "description": BOOK})


def imported(tmp_path):
    path = tmp_path / "records.json"
    path.write_text(json.dumps([{"name": "Invented House", "description": BOOK}]))
    call_command("import_organisations", path)
    return OrganisationPage.objects.get(title="Invented House")


@pytest.mark.parametrize("way", [saved, imported])
def test_a_telephone_book_in_a_description_is_found_and_asked_about_once(way, tmp_path):
    entry = way(tmp_path)
    assert not entry.live
    found = [each.row for each in check_page(entry).open if each.row.place == "description"]
    assert [(row.kind, row.count) for row in found] == [("mobile_number", 1000)]
