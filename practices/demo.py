"""The charts, the case studies and the explanation of the categories of the demonstration."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from taggit.models import Tag
from wagtail.models import Page

from core.demonstration import demo_loader, fill_section, note, read_records
from practices.models import CaseStudyPage, CategoryPage, PracticePage
from practices.services import save_case_study, save_practice

DATA = Path(__file__).parent / "demo_data"


@demo_loader("practices", after=("organisations",))
def load_practices() -> None:
    """Publish the charts, and note the tags that they brought along."""
    tags = set(Tag.objects.values_list("pk", flat=True))
    _publish_missing(DATA / "practices.json", PracticePage, save_practice)
    for tag in Tag.objects.exclude(pk__in=tags):
        note(tag)


@demo_loader("case-studies", after=("organisations",))
def load_case_studies() -> None:
    """Publish the case studies."""
    _publish_missing(DATA / "case_studies.json", CaseStudyPage, save_case_study)


@demo_loader("categories")
def load_categories() -> None:
    """Explain the four categories on their pages."""
    for record in read_records(DATA / "categories.json"):
        page = CategoryPage.objects.filter(category=record["category"]).first()
        if page is not None:
            fill_section(page, body=json.dumps(record["body"]))


def _publish_missing(path: Path, model: type[Page], save: Callable[..., Any]) -> None:
    existing = set(model.objects.values_list("slug", flat=True))
    for record in read_records(path):
        if record["slug"] not in existing:
            note(save(record=record, publish=True))
