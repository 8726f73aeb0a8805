"""Changes of reading lists."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from core.anonymity import find_in_text
from library.models import Audience, ReadingList, ReadingListItem
from library.reading_lists.access import is_editor

MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class ListFinding:
    """Words of a list that could lead to a person: their kind, the words, and where they stand."""

    kind: str
    text: str
    where: str


def new_list(*, user: User, title: str, introduction: str = "") -> ReadingList:
    """Make an empty list of a person's own."""
    stem = slugify(title)[:60] or "list"
    taken = set(ReadingList.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return ReadingList.objects.create(title=title, slug=slug, introduction=introduction, owner=user)


@transaction.atomic
def add_page(*, reading_list: ReadingList, page: Page, user: User) -> bool:
    """Put a record at the end; tell whether it was not there. Raises ValidationError when the list is full."""
    items = reading_list.items.all()
    if items.filter(page=page).exists():
        return False
    if items.count() >= MOST_ITEMS:
        raise ValidationError(
            _("A list holds at most %(number)d records; begin another one.")
            % {"number": MOST_ITEMS}
        )
    last = items.aggregate(last=Max("position"))["last"]
    ReadingListItem.objects.create(
        reading_list=reading_list, page=page, position=0 if last is None else last + 1
    )
    _changed(reading_list, user)
    return True


@transaction.atomic
def move(*, item: ReadingListItem, up: bool, user: User) -> None:
    """Change places with the record before or behind; at the end of the list nothing changes."""
    items = list(item.reading_list.items.select_for_update())
    place = items.index(item)
    other = place + (-1 if up else 1)
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        for position, each in enumerate(items):
            each.position = position
        ReadingListItem.objects.bulk_update(items, ["position"])
        _changed(item.reading_list, user)


@transaction.atomic
def remove(*, item: ReadingListItem, user: User) -> None:
    """Take a record off its list."""
    item.delete()
    _changed(item.reading_list, user)


@transaction.atomic
def write(
    *, reading_list: ReadingList, user: User, title: str, introduction: str, notes: dict[int, str]
) -> None:
    """Change the words of a list: title, introduction, and notes by the key of their item."""
    reading_list.title, reading_list.introduction = title, introduction
    items = list(reading_list.items.filter(pk__in=notes))
    for item in items:
        item.note = notes[item.pk]
    ReadingListItem.objects.bulk_update(items, ["note"])
    _changed(reading_list, user)


def share(*, reading_list: ReadingList, audience: Audience, user: User) -> None:
    """Show a list to others. Only editors show it to everybody; from others it is a wish that waits for them."""
    if audience == Audience.PUBLIC and not is_editor(user):
        reading_list.public_asked_at = timezone.now()
        reading_list.audience = Audience.MEMBERS
    else:
        reading_list.public_asked_at = None
        reading_list.audience = audience
    reading_list.save()


def findings_in(reading_list: ReadingList) -> list[ListFinding]:
    """Return what in the words of a list could lead to a person."""
    places = [(_("Title"), reading_list.title), (_("Introduction"), reading_list.introduction)]
    places += [(item.page.title, item.note) for item in reading_list.items.select_related("page")]
    return [
        ListFinding(found.kind, found.text, where)
        for where, text in places
        for found in find_in_text(text)
    ]


def _changed(reading_list: ReadingList, user: User) -> None:
    """Note the change; what somebody else than an editor changes goes back to the members and waits again."""
    if reading_list.audience == Audience.PUBLIC and not is_editor(user):
        reading_list.audience = Audience.MEMBERS
        reading_list.public_asked_at = timezone.now()
    reading_list.save()
