"""What an issue is made of: each block says what it shows, its templates say how (`newsletter.composing.parts`)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import TEXT_FEATURES, PictureBlock
from newsletter.composing.composition import Composition
from newsletter.composing.parts import (
    CallPart,
    EntriesPart,
    Entry,
    HeadingPart,
    Part,
    PicturePart,
    TextPart,
    entry_of,
)
from newsletter.composing.pictures import picture_of
from newsletter.composing.rich_text import expanded, linked_pages
from newsletter.issue_block import MOST_ITEMS, IssueBlock
from newsletter.living_blocks import DatesBlock, NewMembersBlock, NewRecordsBlock, NotesBlock


class IssueTextBlock(IssueBlock, blocks.RichTextBlock):
    """Running text."""

    class Meta:
        """How editors meet the block."""

        icon = "pilcrow"
        label = _("Text")
        description = _("Running text with headings and lists. %%name%% becomes the reader's name.")
        template = "newsletter/blocks/text.html"
        features = ["h2", "h3", *TEXT_FEATURES]
        preview_value = "<p>Dear colleagues, this is what is new.</p>"

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return the text with its links."""
        text = expanded(value.source, composition.language)
        return TextPart(text) if text.strip() else None

    def named_pages(self, value: Any) -> Iterable[int]:
        """Return the pages to which the text links."""
        return linked_pages(value.source)


class IssueHeadingBlock(IssueBlock, blocks.StructBlock):
    """The title of a section."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=150)
    intro = blocks.TextBlock(default="", label=_("Introduction"), required=False)

    class Meta:
        """How editors meet the block."""

        icon = "title"
        label = _("Section heading")
        description = _(
            "A title with one or two sentences, before blocks that have none of their own."
        )
        template = "newsletter/blocks/heading.html"
        preview_value = {"heading": "From the platform", "intro": "What was decided."}

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return title and introduction."""
        return HeadingPart(value.get("heading") or "", value.get("intro") or "")


class IssuePictureBlock(IssueBlock, blocks.StructBlock):
    """A picture with its rights."""

    picture = PictureBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)
    rights = blocks.CharBlock(
        label=_("Rights"),
        required=False,
        max_length=250,
        help_text=_("Who made it, and the licence."),
    )

    class Meta:
        """How editors meet the block."""

        icon = "image"
        label = _("Picture")
        description = _("A picture and what it shows. Never a picture of a trafficked person.")
        template = "newsletter/blocks/picture.html"
        # A picture has no value before one is uploaded, so the preview is a drawing.
        preview_template = "core/blocks/picture_preview.html"

    def part(self, value: Any, key: str, composition: Composition) -> PicturePart | None:
        """Return the picture in the size of a mail; nothing when its file is gone."""
        return picture_of(
            value.get("picture"), value.get("caption") or "", value.get("rights") or ""
        )


class RecordBlock(blocks.StructBlock):
    """A page of the site, in the words of an editor."""

    page = blocks.PageChooserBlock(label=_("Page"))
    teaser = blocks.TextBlock(
        default="",
        label=_("Teaser"),
        required=False,
        help_text=_("Empty: the summary of the record."),
    )

    class Meta:
        """How editors meet the block."""

        icon = "doc-full"
        label = _("Record")


class FreeItemBlock(blocks.StructBlock):
    """Something that has no page on the site."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.TextBlock(default="", label=_("Text"), required=False)
    url = blocks.URLBlock(default="", label=_("Address"), required=False)
    label = blocks.CharBlock(
        label=_("What it is"), required=False, max_length=60, help_text=_("“News”, “Event”")
    )

    class Meta:
        """How editors meet the block."""

        icon = "edit"
        label = _("Something else")


class PickedItemsBlock(blocks.StreamBlock):
    """Records and other things, in the order of the mail."""

    record = RecordBlock()
    free = FreeItemBlock()


class PickedBlock(IssueBlock, blocks.StructBlock):
    """Records that an editor picked, under a heading."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    intro = blocks.TextBlock(default="", label=_("Introduction"), required=False)
    items = PickedItemsBlock(label=_("Items"), max_num=MOST_ITEMS)

    class Meta:
        """How editors meet the block."""

        icon = "list-ul"
        label = _("Picked records")
        description = _("Records of the site with a teaser, and things that have no page here.")
        template = "newsletter/blocks/entries.html"
        preview_value = {
            "heading": "Practices to try",
            "intro": "",
            "items": [("free", {"title": "Outreach by night", "text": "Tea and patience."})],
        }

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return the items whose pages everybody may read, and the free ones."""
        entries = [
            entry for child in value.get("items") or () if (entry := _picked(child, composition))
        ]
        if not entries:
            return None
        return EntriesPart(entries, value.get("heading") or "", value.get("intro") or "")

    def named_pages(self, value: Any) -> Iterable[int]:
        """Return the picked records."""
        records = (
            child.value for child in value.get("items") or () if child.block_type == "record"
        )
        return [record.get("page").pk for record in records if record.get("page") is not None]


def _picked(child: Any, composition: Composition) -> Entry | None:
    value = child.value
    if child.block_type == "free":
        return Entry(
            value.get("title") or "",
            value.get("url") or "",
            value.get("text") or "",
            value.get("label") or "",
        )
    page = value.get("page")
    found = composition.items([page.pk]) if page is not None else []
    return entry_of(found[0], value.get("teaser") or "") if found else None


class CallBlock(IssueBlock, blocks.StructBlock):
    """What readers are asked for."""

    text = blocks.TextBlock(default="", label=_("Text"), required=False)
    label = blocks.CharBlock(
        label=_("Words on the button"),
        max_length=80,
        help_text=_("Say what happens: “Offer a note”."),
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(default="", label=_("or address"), required=False)

    class Meta:
        """How editors meet the block."""

        icon = "mail"
        label = _("Call for contributions")
        description = _("A sentence and one button that leads to a page or an address.")
        template = "newsletter/blocks/call.html"
        preview_value = {"text": "Two sentences are enough.", "label": "Offer a note", "url": ""}

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return the call; without a target that everybody may open it is words alone."""
        page = value.get("page")
        found = composition.items([page.pk]) if page is not None else []
        url = found[0].url if found else value.get("url") or ""
        return CallPart(value.get("label") or "", value.get("text") or "", url)

    def named_pages(self, value: Any) -> Iterable[int]:
        """Return the page to which the button leads."""
        return [value.get("page").pk] if value.get("page") is not None else []


class IssueStreamBlock(blocks.StreamBlock):
    """The blocks of an issue, in the order of the mail."""

    text = IssueTextBlock()
    heading = IssueHeadingBlock()
    picture = IssuePictureBlock()
    picked = PickedBlock()
    new = NewRecordsBlock()
    members = NewMembersBlock()
    dates = DatesBlock()
    notes = NotesBlock()
    call = CallBlock()
