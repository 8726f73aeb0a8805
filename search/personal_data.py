"""What the search holds of a person: the searches that they keep, and nothing else."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.personal_data import Holding, register_holding
from search.models import SearchBookmark
from search.saved.services import bookmarks_of


def _export(user: User) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "query": each.query,
            "saved": each.created_at.isoformat(timespec="seconds"),
        }
        for each in bookmarks_of(user)
    ]


def _lines(user: User) -> list[SafeString]:
    number = bookmarks_of(user).count()
    if not number:
        return []
    text = ngettext("%(number)d search", "%(number)d searches", number) % {"number": number}
    return [format_html('<a href="{}">{}</a>', reverse("search_saved"), text)]


def _erase(user: User) -> None:
    SearchBookmark.objects.filter(owner=user).delete()


register_holding(
    Holding(
        name="saved-searches",
        label=gettext_lazy("Saved searches"),
        export=_export,
        erase=_erase,
        lines=_lines,
    )
)
