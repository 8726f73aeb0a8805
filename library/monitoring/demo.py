"""The mechanisms of the demonstration, and a few invented rounds that are marked as such."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from core.demonstration import demo_loader, note, read_records
from core.models import Country
from library.models import Mechanism, MonitoringRound
from library.monitoring.records import save_mechanism

DATA = Path(__file__).parents[1] / "demo_data" / "mechanisms.json"
NAME = "Invented round (demonstration)"
#: mechanism, country, days from the loading to submissions, visit and session
_ROUNDS = (
    ("greta", "IT", 20, 110, None),
    ("universal-periodic-review", "FR", 45, None, 200),
    ("cedaw-committee", "BA", 75, None, 160),
    ("universal-periodic-review", "DE", -60, None, 5),
)


@demo_loader("mechanisms", after=("policies",))
def load_mechanisms() -> None:
    """Write the mechanisms, and rounds whose dates lie around today."""
    known = set(Mechanism.objects.values_list("slug", flat=True))
    for record in read_records(DATA):
        if record["slug"] not in known:
            note(save_mechanism(record=record))
    today = timezone.localdate()
    countries = set(Country.objects.values_list("pk", flat=True))
    for slug, country, submissions, visit, session in _ROUNDS:
        if country not in countries:
            continue
        days = {"submissions_due": submissions, "visit_on": visit, "session_on": session}
        written, is_new = MonitoringRound.objects.get_or_create(
            mechanism=Mechanism.objects.get(slug=slug),
            country_id=country,
            name=NAME,
            defaults={
                **{
                    field: None if number is None else today + timedelta(days=number)
                    for field, number in days.items()
                },
                "note": "These dates are invented.",
            },
        )
        if is_new:
            note(written)
