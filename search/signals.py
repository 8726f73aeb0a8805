"""Owns the signals that write outbox entries: whatever can change what is found, or whether it may be found."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from core.models import Country, Term
from search import vocabulary
from search.outbox import enqueue_pages
from search.registry import dependents_of, registration_of, registrations


def connect() -> None:
    """Connect every receiver; called once when the app is ready."""
    page_published.connect(_on_page_change, dispatch_uid="search.published")
    page_unpublished.connect(_on_page_change, dispatch_uid="search.unpublished")
    page_slug_changed.connect(_on_slug_change, dispatch_uid="search.slug")
    post_page_move.connect(_on_move, dispatch_uid="search.move")
    post_save.connect(_on_save, dispatch_uid="search.save")
    pre_delete.connect(_on_page_delete, dispatch_uid="search.delete")
    for signal in (post_save, post_delete):
        signal.connect(
            _on_restriction,
            sender=PageViewRestriction,
            dispatch_uid=f"search.restriction.{id(signal)}",
        )
        signal.connect(_on_word, sender=Term, dispatch_uid=f"search.term.{id(signal)}")
        signal.connect(_on_word, sender=Country, dispatch_uid=f"search.country.{id(signal)}")
        signal.connect(_on_site, sender=Site, dispatch_uid=f"search.site.{id(signal)}")


def _on_page_change(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    enqueue_pages({instance.pk, *dependents_of(instance)})


def _on_save(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Catch what code saves without publishing: a page added live, a field set by a command.

    Saving a draft writes some fields only, and a new draft is nothing that could be found.
    """
    if not isinstance(instance, Page) or registration_of(type(instance)) is None:
        return
    if kwargs.get("update_fields") is None and (instance.live or not kwargs.get("created")):
        _on_page_change(type(instance), instance)


def _on_slug_change(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    enqueue_pages({*_branch(instance), *dependents_of(instance)})


def _on_move(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    enqueue_pages(_branch(instance))


def _on_page_delete(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        enqueue_pages({instance.pk, *dependents_of(instance)})


def _on_restriction(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        enqueue_pages(_branch(page))


def _on_site(sender: type[Model], instance: Site, **kwargs: Any) -> None:
    if kwargs.get("created") is not True:  # a new site moves no page that was found before
        enqueue_pages(_branch(instance.root_page))


def _on_word(sender: type[Model], instance: Term | Country, **kwargs: Any) -> None:
    vocabulary.forget()
    if not kwargs.get("created"):
        enqueue_pages(_pages_with(instance))


def _branch(page: Page) -> Iterable[int]:
    return Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)


def _pages_with(instance: Term | Country) -> set[int]:
    """Return the searchable pages that refer to a term, or one narrower than it, or to a country."""
    values = _with_narrower(instance) if isinstance(instance, Term) else [instance.pk]
    found: set[int] = set()
    for registration in registrations():
        for field in registration.model._meta.get_fields():
            if field.related_model is type(instance) and field.concrete:
                pages = registration.model._default_manager.filter(**{f"{field.name}__in": values})
                found.update(pages.values_list("pk", flat=True))
    return found


def _with_narrower(term: Term) -> list[int]:
    found, frontier = [term.pk], [term.pk]
    while frontier:
        frontier = list(
            Term.objects.filter(parent__in=frontier)
            .exclude(pk__in=found)
            .values_list("pk", flat=True)
        )
        found += frontier
    return found
