"""Changes of the searches that people keep."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import User
from search.models import SearchBookmark

MOST_BOOKMARKS = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """A search that is kept, and whether it was not before."""

    bookmark: SearchBookmark
    is_new: bool


def bookmarks_of(user: User) -> QuerySet[SearchBookmark]:
    """Return the searches that a person keeps, by name."""
    return SearchBookmark.objects.filter(owner=user).order_by(Lower("name"), "pk")


def kept_as(*, user: User, query: str) -> SearchBookmark | None:
    """Return the bookmark under which a person keeps a search already."""
    return SearchBookmark.objects.filter(owner=user, query=query).first()


def refuse_more(user: User) -> None:
    """Raise ValidationError, with a sentence for people, when a person keeps as many searches as there may be."""
    if bookmarks_of(user).count() >= MOST_BOOKMARKS:
        raise ValidationError(
            _("You keep %(number)d searches already, and there may be no more. Delete one first.")
            % {"number": MOST_BOOKMARKS},
            "too-many",
        )


@transaction.atomic
def keep(*, user: User, query: str, name: str) -> Kept:
    """Keep a search under a name; one that is kept already stays as it is. Raises ValidationError for too many."""
    if known := kept_as(user=user, query=query):
        return Kept(known, is_new=False)
    refuse_more(user)
    bookmark, is_new = SearchBookmark.objects.get_or_create(
        owner=user, query=query, defaults={"name": name}
    )
    return Kept(bookmark, is_new)


def rename(*, bookmark: SearchBookmark, name: str) -> None:
    """Give a search another name."""
    bookmark.name = name
    bookmark.save(update_fields=["name"])
