"""Who may read a document: the one gate of its file, cover, text, pages in the reader, copies and index.

A document is read by whoever its own tier includes *and* a live page that uses it lets in. Editions of works use
it, and pages that link it in their text; a document that no live page uses is for editors and for whoever
uploaded it. Collections that editors closed in the admin stay closed.
"""

from collections import defaultdict
from collections.abc import Collection as Keys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    BaseViewRestriction,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
)

from accounts.access import tier_of
from core.access import Tier
from library.models import Edition, LibraryDocument

Person = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class DocumentAccess:
    """What it takes to read a document: its tier, its collection's restrictions, those of each live page."""

    tier: Tier
    uploaded_by: int | None
    collection: tuple[BaseViewRestriction, ...]
    pages: tuple[tuple[BaseViewRestriction, ...], ...]

    def admits(self, user: Person) -> bool:
        """Tell whether a person may read it."""
        reads = tier_of(user)  # type: ignore[arg-type]
        if self.uploaded_by is not None and self.uploaded_by == user.pk:
            return reads.includes(Tier.MEMBERS)
        if not reads.includes(self.tier) or not _passes(user, self.collection):
            return False
        if reads == Tier.EDITORS:
            return True
        return any(_passes(user, restrictions) for restrictions in self.pages)

    @property
    def effective_tier(self) -> Tier:
        """Return the weakest tier all of whose people may read it; restrictions to groups count as editors'."""
        if not self.pages:
            return Tier.EDITORS
        page = min((_tier_of_restrictions(each) for each in self.pages), key=_PLACES.index)
        return max(self.tier, page, _tier_of_restrictions(self.collection), key=_PLACES.index)


_PLACES = list(Tier)


def may_read(document: LibraryDocument, user: Person) -> bool:
    """Tell whether a person may read a document, in whatever form."""
    return access_to([document.pk])[document.pk].admits(user)


def readable(documents: Iterable[LibraryDocument], user: Person) -> list[LibraryDocument]:
    """Keep the documents that a person may read (five queries, however many there are)."""
    documents = list(documents)
    access = access_to({document.pk for document in documents})
    return [document for document in documents if access[document.pk].admits(user)]


def effective_tier(document: LibraryDocument) -> Tier:
    """Return the tier whose people may all read a document, for indexes and copies made for a tier."""
    return access_to([document.pk])[document.pk].effective_tier


def access_to(keys: Keys[int]) -> dict[int, DocumentAccess]:
    """Return what it takes to read each of these documents, by primary key."""
    if not keys:
        return {}
    rows = LibraryDocument.objects.filter(pk__in=keys).values_list(
        "pk", "tier", "uploaded_by_user_id", "collection__path"
    )
    uses = _live_pages_using(keys)
    of_pages = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups"))
    of_collections = list(
        CollectionViewRestriction.objects.select_related("collection").prefetch_related("groups")
    )
    return {
        pk: DocumentAccess(
            tier=Tier(tier),
            uploaded_by=uploader,
            collection=tuple(
                each for each in of_collections if path.startswith(each.collection.path)
            ),
            pages=tuple(
                tuple(each for each in of_pages if page_path.startswith(each.page.path))
                for page_path in sorted(uses[pk])
            ),
        )
        for pk, tier, uploader, path in rows
    }


def _live_pages_using(keys: Keys[int]) -> dict[int, set[str]]:
    """Return the tree paths of the live pages that use each document."""
    uses: dict[int, set[int]] = defaultdict(set)
    for document, page in Edition.objects.filter(document__in=keys).values_list(
        "document_id", "page_id"
    ):
        uses[document].add(page)
    for document, page in _links_in_texts(keys):
        uses[document].add(page)
    wanted = {page for pages in uses.values() for page in pages}
    paths = dict(Page.objects.filter(pk__in=wanted, live=True).values_list("pk", "path"))
    found: dict[int, set[str]] = defaultdict(set)
    for document, pages in uses.items():
        found[document] = {paths[page] for page in pages if page in paths}
    return found


def _links_in_texts(keys: Keys[int]) -> Iterator[tuple[int, int]]:
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(LibraryDocument),
        to_object_id__in=[str(key) for key in keys],
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("to_object_id", "object_id")
    yield from ((int(document), int(page)) for document, page in rows)


def _passes(user: Person, restrictions: tuple[BaseViewRestriction, ...]) -> bool:
    return all(_admits(restriction, user) for restriction in restrictions)


def _admits(restriction: BaseViewRestriction, user: Any) -> bool:
    """Ask a restriction as Wagtail does; shared passwords are off on this site and let nobody in."""
    if not user.is_authenticated or not user.is_active:
        return False
    if restriction.restriction_type == BaseViewRestriction.LOGIN or user.is_superuser:
        return True
    if restriction.restriction_type != BaseViewRestriction.GROUPS:
        return False
    groups = {group.pk for group in restriction.groups.all()}
    return user.groups.filter(pk__in=groups).exists()


def _tier_of_restrictions(restrictions: tuple[BaseViewRestriction, ...]) -> Tier:
    kinds = {each.restriction_type for each in restrictions}
    if not kinds:
        return Tier.PUBLIC
    return Tier.MEMBERS if kinds == {BaseViewRestriction.LOGIN} else Tier.EDITORS
