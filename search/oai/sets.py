"""The sets that can be harvested; each content app registers its own in a module `oai.py`, found by autodiscovery.

register_set(HarvestSet("practices", _("Practice charts"), PracticePage, chart_description))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from wagtail.models import Page

from core.dublin_core import DublinCore


@dataclass(frozen=True)
class HarvestSet:
    """Pages of one type. `describe(page)` says what everybody may know of a page, in the active language."""

    spec: str
    name: str | Promise
    model: type[Page]
    describe: Callable[[Any], DublinCore]


_sets: dict[str, HarvestSet] = {}


def register_set(harvest_set: HarvestSet) -> None:
    """Let the pages of a type be harvested."""
    _sets[harvest_set.spec] = harvest_set


def all_sets() -> list[HarvestSet]:
    """Return every set."""
    return list(_sets.values())


def set_named(spec: str) -> HarvestSet | None:
    """Return the set of this name, if there is one."""
    return _sets.get(spec)


def set_of(page: Page) -> HarvestSet | None:
    """Return the set to which a page belongs, if it is harvested; the page need not be specific."""
    return set_of_type(page.content_type_id)


def set_of_type(content_type_id: int) -> HarvestSet | None:
    """Return the set of the pages of a content type."""
    return sets_by_type().get(content_type_id)


def sets_by_type() -> dict[int, HarvestSet]:
    """Return the sets by the content type of their pages."""
    return {_content_type(one.model): one for one in all_sets()}


def _content_type(model: type[Page]) -> int:
    return ContentType.objects.get_for_model(model).pk
