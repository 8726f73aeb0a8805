"""What an issue is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import TEXT_FEATURES


class IssueTextBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        """How editors meet the block."""

        icon = "pilcrow"
        label = _("Text")
        description = _("Running text with headings and lists.")
        template = "newsletter/blocks/text.html"
        features = ["h2", "h3", *TEXT_FEATURES]
        preview_value = "<p>Dear colleagues, this is what is new.</p>"


class IssueStreamBlock(blocks.StreamBlock):
    """The blocks of an issue, in the order of the mail."""

    text = IssueTextBlock()
