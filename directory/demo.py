"""The organisations of the demonstration."""

from pathlib import Path

from core.demonstration import demo_loader, note, read_records
from directory.freshness import demo as confirmations  # noqa: F401 - registers its loader
from directory.joining import demo as people  # noqa: F401 - registers its loaders
from directory.models import OrganisationPage
from directory.services import save_organisation

ORGANISATIONS = Path(__file__).parent / "demo_data" / "organisations.json"


@demo_loader("organisations")
def load_organisations() -> None:
    """Publish an entry for every organisation that the charts and cases mention."""
    existing = set(OrganisationPage.objects.values_list("slug", flat=True))
    for record in read_records(ORGANISATIONS):
        if record["slug"] not in existing:
            note(save_organisation(record=record, publish=True))
