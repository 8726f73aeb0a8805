"""Notes when records cease to be public and when they are back, in the transaction of the change itself."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.indexing import findable
from search.models import Withdrawal
from search.oai.sets import set_of_type, sets_by_type


def connect() -> None:
    """Connect every receiver; called once when the app is ready."""
    page_published.connect(_on_publish, dispatch_uid="oai.published")
    page_unpublished.connect(_on_unpublish, dispatch_uid="oai.unpublished")
    page_slug_changed.connect(_on_new_address, dispatch_uid="oai.slug")
    post_page_move.connect(_on_move, dispatch_uid="oai.move")
    pre_delete.connect(_on_delete, dispatch_uid="oai.delete")
    post_save.connect(_on_restrict, sender=PageViewRestriction, dispatch_uid="oai.restrict")
    post_delete.connect(_on_release, sender=PageViewRestriction, dispatch_uid="oai.release")


def _on_publish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    # From now on the day of publishing says when the record changed.
    if set_of_type(instance.content_type_id) and findable().filter(pk=instance.pk).exists():
        Withdrawal.objects.filter(page_id=instance.pk).delete()


def _on_unpublish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    _withdraw(Page.objects.public().filter(pk=instance.pk))


def _on_delete(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        _withdraw(findable().filter(pk=instance.pk))


def _on_restrict(sender: type[Any], instance: PageViewRestriction, **kwargs: Any) -> None:
    branch = Page.objects.filter(live=True, path__startswith=instance.page.path)
    for other in PageViewRestriction.objects.exclude(pk=instance.pk).select_related("page"):
        branch = branch.exclude(path__startswith=other.page.path)
    _withdraw(branch)


def _on_release(sender: type[Any], instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        _change(_public_below(page))


def _on_new_address(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    _change(_public_below(instance))


def _on_move(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    moved = Page.objects.filter(live=True, path__startswith=instance.path)
    public = set(findable().filter(pk__in=moved).values_list("pk", flat=True))
    _change(Page.objects.filter(pk__in=public))
    if Page.objects.public().filter(pk=kwargs["parent_page_before"].pk).exists():
        _withdraw(moved.exclude(pk__in=public))


def _public_below(page: Page) -> QuerySet[Page]:
    return findable().filter(path__startswith=page.path)


def _withdraw(pages: QuerySet[Page]) -> None:
    _note(pages, is_deleted=True)


def _change(pages: QuerySet[Page]) -> None:
    _note(pages, is_deleted=False)


def _note(pages: QuerySet[Page], *, is_deleted: bool) -> None:
    sets, now = sets_by_type(), timezone.now()
    rows: Iterable[tuple[int, int]] = pages.filter(content_type__in=sets).values_list(
        "pk", "content_type_id"
    )
    Withdrawal.objects.bulk_create(
        [
            Withdrawal(page_id=pk, set_spec=sets[kind].spec, changed_at=now, is_deleted=is_deleted)
            for pk, kind in rows
        ],
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["set_spec", "changed_at", "is_deleted"],
    )
