"""The demonstration: what apps load into an empty site, how it is told apart and removed again.

An app declares its loader in a module `demo.py` (found when the demonstration is loaded) with
`@demo_loader`. What a loader writes is noted as `DemonstrationRecord`: removal touches nothing else.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.module_loading import autodiscover_modules
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.query import PageQuerySet

from core.models import DemonstrationRecord
from core.sections import section_pages

PASSWORD = "resource-centre"  # noqa: S105 - printed on every start of a demonstration


class DemonstrationRefused(Exception):
    """The demonstration must not be loaded here; the message says why."""


@dataclass(frozen=True)
class DemoLoader:
    """A function that writes one part of the demonstration, after the parts named in `after`."""

    name: str
    load: Callable[[], object]
    after: tuple[str, ...] = ()


_loaders: dict[str, DemoLoader] = {}


def demo_loader(
    name: str, *, after: tuple[str, ...] = ()
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Make the decorated function a part of the demonstration."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        _loaders[name] = DemoLoader(name=name, load=function, after=after)
        return function

    return register


def loaders_in_order() -> list[DemoLoader]:
    """Return the loaders of all apps, each after those it builds on."""
    autodiscover_modules("demo")
    graph = {loader.name: set(loader.after) & set(_loaders) for loader in _loaders.values()}
    return [_loaders[name] for name in TopologicalSorter(graph).static_order()]


def read_records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON file of the demonstration."""
    return json.loads(path.read_text(encoding="utf-8"))


# --- Telling apart ----------------------------------------------------------------------------


def note(instance: models.Model) -> None:
    """Note that `instance` belongs to the demonstration."""
    DemonstrationRecord.objects.get_or_create(
        model=_root_model(type(instance))._meta.label_lower, object_pk=str(instance.pk)
    )


def noted(model: type[models.Model]) -> set[str]:
    """Return the primary keys, as text, of what the demonstration wrote of `model`."""
    return set(
        DemonstrationRecord.objects.filter(model=_root_model(model)._meta.label_lower).values_list(
            "object_pk", flat=True
        )
    )


def _root_model(model: type[models.Model]) -> type[models.Model]:
    # Every page is noted as a page: the tree, the references and the removal know no finer type.
    return Page if issubclass(model, Page) else model


def own_pages() -> PageQuerySet[Page]:
    """Return the pages that people of this site wrote: neither its sections nor the demonstration."""
    return (
        Page.objects.filter(depth__gt=1)
        .exclude(pk__in=[page.pk for page in section_pages()])
        .exclude(pk__in=noted(Page))
    )


def has_own_content() -> bool:
    """Tell whether somebody already works here: a page or a user that is not the demonstration's."""
    users = get_user_model()
    return own_pages().exists() or users.objects.exclude(pk__in=noted(users)).exists()


# --- Loading ----------------------------------------------------------------------------------


def is_loaded() -> bool:
    """Tell whether the demonstration stands in this site."""
    return DemonstrationRecord.objects.exists()


def load(progress: Callable[[list[DemoLoader]], Iterable[DemoLoader]] = list) -> None:
    """Write what is missing of the demonstration, all of it or nothing; raises DemonstrationRefused."""
    if not settings.DEMONSTRATION:
        raise DemonstrationRefused(
            "The demonstration has logins with a printed password, so it is never loaded with "
            "production settings. Use the settings of `make run`."
        )
    if has_own_content():
        raise DemonstrationRefused(
            "This site has pages or users of its own; the demonstration is only loaded into a site "
            "without. Set VAR_DIR to another directory for a second site."
        )
    with transaction.atomic():
        for loader in progress(loaders_in_order()):
            loader.load()


# --- Removing ---------------------------------------------------------------------------------


def delete() -> list[str]:
    """Remove the demonstration; return the titles of pages that stay because real content needs them."""
    with transaction.atomic():
        _restore_untouched_sections()
        kept = _delete_pages()
        _delete_others()
        DemonstrationRecord.objects.exclude(model="wagtailcore.page").delete()
    return kept


def fill_section(page: Page, **fields: Any) -> None:
    """Publish `fields` of a section page in which all of them are empty, and note how it was before."""
    if any(getattr(page, name) for name in fields):
        return
    note(page.save_revision())
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def _restore_untouched_sections() -> None:
    """Publish what sections said before the demonstration, unless somebody has edited them since."""
    noted_keys = noted(Revision)
    for page in section_pages():
        newest = list(page.revisions.order_by("-pk")[:2])
        if len(newest) == 2 and str(newest[1].pk) in noted_keys:
            newest[1].publish()


def _delete_pages() -> list[str]:
    for page in own_pages().specific():
        # The index of references is brought up to date by the worker, which may be behind.
        ReferenceIndex.create_or_update_for_object(page)
    own_keys = {str(key) for key in own_pages().values_list("pk", flat=True)}
    kept = []
    # The deepest first: a page goes before the one that it stands under.
    for page in Page.objects.filter(pk__in=noted(Page)).order_by("-depth").specific():
        if _is_needed(page, own_keys):
            kept.append(page.title)
            continue
        key = str(page.pk)
        page.delete()
        DemonstrationRecord.objects.filter(model="wagtailcore.page", object_pk=key).delete()
    return kept


def _is_needed(page: Page, own_keys: set[str]) -> bool:
    if page.get_children().exists():
        return True
    references = ReferenceIndex.get_references_to(page).filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=own_keys
    )
    return references.exists()


def _delete_others() -> None:
    # What was written last goes first: it may point at what was there before it.
    newest_first = DemonstrationRecord.objects.order_by("-pk").values_list("model", flat=True)
    for label in dict.fromkeys(newest_first):
        model = apps.get_model(label)
        # Earlier states of sections belong to their history.
        if model in (Page, Revision):
            continue
        for instance in model._default_manager.filter(pk__in=noted(model)):
            # Logins with a printed password go in any case.
            if isinstance(instance, get_user_model()) or not _is_pointed_at(instance):
                instance.delete()


def _is_pointed_at(instance: models.Model) -> bool:
    """Tell whether a row points to the instance that is no part of it (its model names those in `OWN_PARTS`)."""
    own = getattr(instance, "OWN_PARTS", ())
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: instance}).exists()
        for relation in instance._meta.related_objects
        if not isinstance(relation.related_model, str) and relation.name not in own
    )
