"""Blocks that fill themselves until the issue is sent, and then stay as they were sent."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from newsletter.block_choices import country_choices, kind_choices, topic_choices
from newsletter.composing.composition import Composition
from newsletter.composing.gathering import (
    dates_to_come,
    entries_of_lines,
    new_members,
    new_records,
    search_address,
)
from newsletter.composing.parts import EntriesPart, NotesPart, Part, entry_of
from newsletter.issue_block import MOST_ITEMS, IssueBlock


class NewRecordsBlock(IssueBlock, blocks.StructBlock):
    """What was published since the last issue."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    intro = blocks.TextBlock(default="", label=_("Introduction"), required=False)
    kinds = blocks.MultipleChoiceBlock(
        label=_("Kinds"), choices=kind_choices, required=False, help_text=_("None: all kinds.")
    )
    countries = blocks.MultipleChoiceBlock(
        label=_("Countries"), choices=country_choices, required=False
    )
    topics = blocks.MultipleChoiceBlock(label=_("Topics"), choices=topic_choices, required=False)
    since = blocks.DateBlock(
        label=_("Since"), required=False, help_text=_("Empty: since the last issue was sent.")
    )
    most = blocks.IntegerBlock(label=_("At most"), default=10, min_value=1, max_value=MOST_ITEMS)

    class Meta:
        """How editors meet the block."""

        icon = "history"
        label = _("New since the last issue")
        description = _("Fills itself until the issue is sent, then stays as it was sent.")
        template = "newsletter/blocks/entries.html"
        preview_value = {"heading": "New in the resource centre", "most": 3}

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return the newest records, and where the others are when there are more."""
        choice = {name: value.get(name) or [] for name in ("kinds", "countries", "topics")}
        since = value.get("since") and timezone.make_aware(
            datetime.combine(value.get("since"), time.min)
        )
        most = value.get("most") or 1

        def find() -> list[Any]:
            # One more than is shown tells whether there are others.
            return new_records(composition, **choice, since=since, most=most + 1)

        found = composition.records(key, find, most=most)
        if not found:
            return None
        return EntriesPart(
            [entry_of(item) for item in found[:most]],
            value.get("heading") or "",
            value.get("intro") or "",
            more_url=search_address(**choice) if len(found) > most else "",
            more_label=__("All that is new"),
        )


class NewMembersBlock(IssueBlock, blocks.StructBlock):
    """Who joined the network."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    intro = blocks.TextBlock(default="", label=_("Introduction"), required=False)
    most = blocks.IntegerBlock(label=_("At most"), default=10, min_value=1, max_value=MOST_ITEMS)

    class Meta:
        """How editors meet the block."""

        icon = "group"
        label = _("New members")
        description = _("Organisations of the network that no issue has presented yet.")
        template = "newsletter/blocks/entries.html"
        preview_value = {"heading": "New in the network", "most": 3}

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return the organisations."""
        most = value.get("most") or 1
        found = composition.records(key, lambda: new_members(composition, most), most=most)
        entries = [entry_of(item) for item in found]
        return (
            EntriesPart(entries, value.get("heading") or "", value.get("intro") or "")
            if entries
            else None
        )


class DatesBlock(IssueBlock, blocks.StructBlock):
    """Dates of the monitoring calendar."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    intro = blocks.TextBlock(default="", label=_("Introduction"), required=False)
    months = blocks.IntegerBlock(label=_("Months ahead"), default=6, min_value=1, max_value=36)
    countries = blocks.MultipleChoiceBlock(
        label=_("Countries"), choices=country_choices, required=False
    )
    most = blocks.IntegerBlock(label=_("At most"), default=10, min_value=1, max_value=MOST_ITEMS)

    class Meta:
        """How editors meet the block."""

        icon = "date"
        label = _("Coming dates")
        description = _("Dates of the monitoring calendar, as they stand when the issue is sent.")
        template = "newsletter/blocks/entries.html"
        preview_value = {"heading": "Dates for monitoring", "months": 12, "most": 3}

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return the dates to come."""
        lines = composition.lines(
            key,
            lambda: list(
                dates_to_come(
                    composition.today,
                    months=value.get("months") or 1,
                    countries=value.get("countries") or [],
                    most=value.get("most") or 1,
                )
            ),
        )
        entries = entries_of_lines(lines)
        return (
            EntriesPart(entries, value.get("heading") or "", value.get("intro") or "")
            if entries
            else None
        )


class NotesBlock(IssueBlock, blocks.StructBlock):
    """Notes that organisations wrote for this issue."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    intro = blocks.TextBlock(default="", label=_("Introduction"), required=False)

    class Meta:
        """How editors meet the block."""

        icon = "openquote"
        label = _("From the countries")
        description = _("The accepted notes of organisations that were asked for this issue.")
        template = "newsletter/blocks/notes.html"
        preview_value = {"heading": "From the countries", "intro": ""}

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return the accepted notes."""
        fixed = composition.fixed.get(key)
        keys = None if fixed is None else [line["slot"] for line in fixed]
        found = composition.notes(keys)
        composition.found[key] = [{"slot": pk} for pk in found]
        if not found:
            return None
        return NotesPart(list(found.values()), value.get("heading") or "", value.get("intro") or "")
