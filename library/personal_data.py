"""What the libraries hold of a person: the countries of whose dates they are reminded, and reading lists."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.personal_data import Holding, register_holding
from library.models import Audience, FollowedCountry, ReadingList, RoundReminder

# --- Countries --------------------------------------------------------------------------------


def _followed(user: User) -> QuerySet[FollowedCountry]:
    return FollowedCountry.objects.filter(user=user).select_related("country")


def _export(user: User) -> list[dict[str, Any]]:
    return [
        {"country": each.country_id, "since": each.since.isoformat(timespec="seconds")}
        for each in _followed(user)
    ]


def _lines(user: User) -> list[SafeString]:
    address = reverse("library_monitoring")
    return [
        format_html('<a href="{}?country={}">{}</a>', address, each.country_id, each.country.name)
        for each in _followed(user)
    ]


def _erase(user: User) -> None:
    _followed(user).delete()
    RoundReminder.objects.filter(user=user).delete()


register_holding(
    Holding(
        name="followed-countries",
        label=gettext_lazy("Reminders of the monitoring calendar"),
        export=_export,
        erase=_erase,
        lines=_lines,
    )
)


# --- Reading lists ----------------------------------------------------------------------------


def _lists(user: User) -> QuerySet[ReadingList]:
    return ReadingList.objects.filter(owner=user)


def _export_lists(user: User) -> list[dict[str, Any]]:
    return [
        {
            "title": each.title,
            "introduction": each.introduction,
            "for": each.audience,
            "records": [
                {"title": item.page.title, "note": item.note}
                for item in each.items.select_related("page")
            ],
        }
        for each in _lists(user)
    ]


def _list_lines(user: User) -> list[SafeString]:
    return [
        format_html('<a href="{}">{}</a>', each.get_absolute_url(), each.title)
        for each in _lists(user)
    ]


def _erase_lists(user: User) -> None:
    """Delete those that only the person sees; the others stay with the editors, without an owner."""
    _lists(user).filter(audience=Audience.PRIVATE).delete()
    _lists(user).update(owner=None)


register_holding(
    Holding(
        name="reading-lists",
        label=gettext_lazy("My reading lists"),
        export=_export_lists,
        erase=_erase_lists,
        lines=_list_lines,
    )
)
