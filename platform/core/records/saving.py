"""What saving any record as a page has in common: draft or published, new or revised, whole or not at all."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.records.problems import RecordError, RecordProblem, problems_of

PageT = TypeVar("PageT", bound=Page)


def editable_copy(page: PageT) -> PageT:
    """Return the newest state of a page, published or not, to be changed."""
    return page.get_latest_revision_as_object()


def store(page: PageT, *, publish: bool, user: AbstractBaseUser | None) -> PageT:
    """Write a page as a draft revision, or publish it; call it inside a transaction.

    The public state of a page changes only by publishing. Returns the page in the state written.
    """
    try:
        if page.pk is None:
            page.live, page.has_unpublished_changes, page.owner = False, True, user
            section(type(page)).add_child(instance=page)
        page.clean()
        revision = page.save_revision(user=user, changed=True)
        if not publish:
            return page
        revision.publish(user=user)
    except ValidationError as error:
        raise RecordError(problems_of(error)) from error
    return type(page).objects.get(pk=page.pk)


def section(model: type[Page]) -> Page:
    """Return the index page under which pages of `model` stand."""
    index = model.allowed_parent_page_models()[0].objects.first()
    if index is None:
        raise RecordError(
            [RecordProblem("record", _("The site has no section for it; run “migrate” once."))]
        )
    return index


def choose_slug(page: Page, wanted: str, reserved: Iterable[str], fallback: str) -> None:
    """Give a new page the slug that its record asks for, else one made of its title that is free."""
    if wanted:
        page.slug = wanted
        return
    stem = slugify(page.title)[:200] or fallback
    if stem in reserved:
        stem = f"{stem}-{fallback}"
    taken = set(
        section(type(page))
        .get_children()
        .filter(slug__startswith=stem)
        .values_list("slug", flat=True)
    )
    page.slug, number = stem, 2
    while page.slug in taken:
        page.slug, number = f"{stem}-{number}", number + 1


def check_fields(page: Page) -> list[RecordProblem]:
    """Return what the page's fields say against their values (lengths, years, slug)."""
    # The place in the tree is given when the page is added.
    place = ["path", "depth", "numchild", "url_path", "content_type", "locale", "translation_key"]
    try:
        page.clean_fields(exclude=place)
    except ValidationError as error:
        return problems_of(error)
    return []


def set_rows(page: Any, relation: str, key: str, rows: Iterable[Any]) -> list[RecordProblem]:
    """Give a page its rows of one relation, in this order; return what is wrong with them under `key`."""
    rows = list(rows)
    for order, row in enumerate(rows):
        # A database keeps no order by itself: rows without a number come back in any.
        row.sort_order = order
    getattr(page, relation).set(rows)
    return check_rows(key, rows)


def check_rows(key: str, rows: Iterable[Model], parent: str = "page") -> list[RecordProblem]:
    """Return what the rows' own rules say against them (lengths, numbers, addresses)."""
    problems: list[RecordProblem] = []
    for row in rows:
        try:
            row.clean_fields(exclude=[parent])
        except ValidationError as error:
            problems += [
                RecordProblem(key, message)
                for messages in error.message_dict.values()
                for message in messages
            ]
    return problems
