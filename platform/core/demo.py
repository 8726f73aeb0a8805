"""The plain pages and the front page of the demonstration."""

import json
from pathlib import Path
from typing import Any

from core.demonstration import demo_loader, fill_section, note, read_records
from core.models import ContentPage, HomePage

DATA = Path(__file__).parent / "demo_data"


@demo_loader("pages")
def load_pages() -> None:
    """Publish what the centre says about itself."""
    home = _home()
    existing = set(ContentPage.objects.child_of(home).values_list("slug", flat=True))
    for record in read_records(DATA / "pages.json"):
        if record["slug"] not in existing:
            note(_publish(home, record))


@demo_loader("home", after=("practices", "case-studies"))
def load_home() -> None:
    """Build the front page of blocks."""
    record = json.loads((DATA / "home.json").read_text(encoding="utf-8"))
    fill_section(_home(), summary=record["summary"], body=json.dumps(record["body"]))


def _home() -> HomePage:
    return HomePage.objects.earliest("pk")


def _publish(home: HomePage, record: dict[str, Any]) -> ContentPage:
    page = ContentPage(
        title=record["title"],
        slug=record["slug"],
        summary=record["summary"],
        body=json.dumps(record["body"]),
        show_in_menus=record["in_menus"],
        locale=home.locale,
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page
