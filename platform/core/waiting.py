"""Panels of the admin's front page that say what waits: each app supplies its own, all look alike.

A panel is a few lists of links; it is shown to whoever it has something to say to. An app adds one with
Wagtail's hook `construct_homepage_panels`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.context_processors import csrf
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

Label = str | Promise

MOST_ROWS = 8


@dataclass(frozen=True)
class WaitingRow:
    """One thing that waits; `press` is an address that a button in the row posts `values` to."""

    title: Label
    url: str = ""
    remark: Label = ""
    press: str = ""
    press_label: Label = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WaitingList:
    """Things of one kind. Give one row more than MOST_ROWS, or `total`, where there are more."""

    heading: Label
    rows: Sequence[WaitingRow]
    more_url: str = ""
    more_label: Label = ""
    total: int | None = None

    @property
    def shown(self) -> Sequence[WaitingRow]:
        """Return the rows that fit."""
        return self.rows[:MOST_ROWS]

    @property
    def number(self) -> str:
        """Return how many things there are, or nothing when only “more” is known."""
        if self.total is not None:
            return str(self.total)
        return str(len(self.rows)) if len(self.rows) <= MOST_ROWS else f"{MOST_ROWS}+"

    @property
    def has_more(self) -> bool:
        """Tell whether there are more than are shown."""
        return (self.total or len(self.rows)) > len(self.shown)


class WaitingPanel(Component):
    """A panel of lists. A subclass gives name, heading, `empty` and `lists`, and perhaps `is_for`."""

    class Media:
        css = {"all": ["css/admin-waiting.css"]}

    template_name = "core/admin/waiting_panel.html"
    name = ""
    heading: Label = ""
    empty: Label = ""
    empty_url = ""
    empty_label: Label = ""
    order = 50

    def is_for(self, user: Any) -> bool:
        """Tell whether the panel concerns the user; what it reads for others is never asked."""
        return True

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return what waits, with a few queries whatever its number; lists without rows are left out."""
        return ()

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Read the lists."""
        request = (parent_context or {})["request"]
        return {
            "panel_id": self.name.replace("_", "-"),
            "panel": self,
            "lists": [each for each in self.lists(request.user) if each.rows],
            "request": request,
            **csrf(request),
        }

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> Any:
        """Render nothing for those whom the panel does not concern."""
        if not self.is_for((parent_context or {})["request"].user):
            return ""
        return super().render_html(parent_context)
