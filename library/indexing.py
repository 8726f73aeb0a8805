"""Tells the search which pages to look at again when a document changed."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Collection as FileCollection
from wagtail.models import CollectionViewRestriction

from library.models import DocumentVersion, Edition, LibraryDocument
from search.outbox import enqueue_pages


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    for signal in (post_save, pre_delete):
        signal.connect(_on_document, sender=LibraryDocument, dispatch_uid=f"library.{id(signal)}")
    for signal in (post_save, post_delete):
        signal.connect(
            _on_restriction,
            sender=CollectionViewRestriction,
            dispatch_uid=f"library.restriction.{id(signal)}",
        )
    post_delete.connect(_on_deleted, sender=LibraryDocument, dispatch_uid="library.files")
    post_delete.connect(_on_deleted, sender=DocumentVersion, dispatch_uid="library.versions")


def enqueue_pages_of(documents: Collection[int]) -> None:
    """Let the pages that have these documents be indexed again."""
    enqueue_pages(Edition.objects.filter(document__in=documents).values_list("page_id", flat=True))


def _on_document(sender: type[Model], instance: LibraryDocument, **kwargs: Any) -> None:
    enqueue_pages_of([instance.pk])


def _on_restriction(
    sender: type[Model], instance: CollectionViewRestriction, **kwargs: Any
) -> None:
    collection = FileCollection.objects.filter(pk=instance.collection_id).first()
    if collection is not None:
        inside = LibraryDocument.objects.filter(collection__path__startswith=collection.path)
        enqueue_pages_of(list(inside.values_list("pk", flat=True)))


def _on_deleted(
    sender: type[Model], instance: LibraryDocument | DocumentVersion, **kwargs: Any
) -> None:
    """Remove what belongs to a deleted document after the deletion holds; Wagtail removes its present file."""
    file = instance.thumbnail if isinstance(instance, LibraryDocument) else instance.file
    if file:
        name, storage = str(file.name), file.storage
        transaction.on_commit(lambda: storage.delete(name))
