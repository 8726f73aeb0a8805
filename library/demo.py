"""The policies, ratifications and publications of the demonstration."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.demonstration import demo_loader, note, read_records
from library import demo_documents  # noqa: F401 - declares its own part
from library.models import LibraryRecord
from library.monitoring import demo as monitoring_demo  # noqa: F401 - declares its own part
from library.ratification_exchange import RATIFICATIONS
from library.reading_lists import demo as lists_demo  # noqa: F401 - declares its own part
from library.services import save_policy, save_publication
from library.services.ratifications import save_ratification

DATA = Path(__file__).parent / "demo_data"


@demo_loader("policies")
def load_policies() -> None:
    """Publish the instruments."""
    _load("policies.json", save_policy)


@demo_loader("publications")
def load_publications() -> None:
    """Publish the works on the phenomenon."""
    _load("publications.json", save_publication)


@demo_loader("ratifications", after=("policies",))
def load_ratifications() -> None:
    """Write which country is bound by which instrument; the rows go with their instruments."""
    for record in read_records(DATA / "ratifications.json"):
        if RATIFICATIONS.find(record) is None:
            save_ratification(record=record)


def _load(name: str, save: Callable[..., Any]) -> None:
    existing = set(LibraryRecord.objects.values_list("slug", flat=True))
    for record in read_records(DATA / name):
        if record["slug"] not in existing:
            note(save(record=record, publish=True))
