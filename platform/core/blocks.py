"""StreamField blocks of the home page and of plain pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from core.parts import get_part, part_choices

TEXT_FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]


class HeroBlock(blocks.StructBlock):
    """The opening of the home page: what the site is, the search box, examples to try."""

    title = blocks.CharBlock(label=_("Title"))
    lead = blocks.TextBlock(label=_("Lead"), required=False)
    examples = blocks.ListBlock(blocks.CharBlock(), label=_("Searches to try"), default=[])
    part = blocks.ChoiceBlock(choices=part_choices, label=_("Beside it"), required=False)

    class Meta:
        """How editors meet the block."""

        icon = "search"
        label = _("Opening with search")
        description = _("Title, lead and the large search box.")
        template = "core/blocks/hero.html"
        preview_value = {
            "title": "What organisations have learnt",
            "lead": "Relevant practices, partners, policies and publications.",
            "examples": ["safe return"],
            "part": "",
        }

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        """Add the template and the context of the part that stands beside the search box."""
        return super().get_context(value, parent_context) | _part_context(value, parent_context)


class PartBlock(blocks.StructBlock):
    """A part of the page that fills itself from the records of the site."""

    part = blocks.ChoiceBlock(choices=part_choices, label=_("Part"))
    heading = blocks.CharBlock(label=_("Heading"), required=False)
    intro = blocks.TextBlock(label=_("Introduction"), required=False)

    class Meta:
        """How editors meet the block."""

        icon = "list-ul"
        label = _("Part that fills itself")
        description = _("A list or table made from what is published.")
        template = "core/blocks/part.html"
        preview_value = {"part": "practice-categories", "heading": "", "intro": ""}

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        """Add the template and the context of the chosen part."""
        return super().get_context(value, parent_context) | _part_context(value, parent_context)


def _part_context(value: Any, parent_context: dict | None) -> dict[str, Any]:
    part = get_part(value.get("part") or "")
    if part is None:
        return {"part_template": None}
    request = (parent_context or {}).get("request")
    return {"part_template": part.template, **part.context(request)}


class QuestionBlock(blocks.StructBlock):
    """A question with its answer, folded until somebody opens it."""

    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)

    class Meta:
        """How editors meet the block."""

        icon = "help"
        label = _("Question and answer")
        description = _("The answer opens when the question is pressed.")
        template = "core/blocks/question.html"
        preview_value = {"question": "Who may use the form?", "answer": "<p>Everybody.</p>"}


class NoticeBlock(blocks.StructBlock):
    """A short remark that must not be overlooked."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        """How editors meet the block."""

        icon = "warning"
        label = _("Notice")
        description = _("A remark that must not be overlooked.")
        template = "core/blocks/notice.html"
        preview_value = {"title": "Please note", "text": "<p>Never name a person.</p>"}


class TextBlock(blocks.RichTextBlock):
    """Running text with headings of the second and third level."""

    class Meta:
        """How editors meet the block."""

        icon = "pilcrow"
        label = _("Text")
        description = _("Running text with headings and lists.")
        template = "core/blocks/text.html"
        features = ["h2", "h3", *TEXT_FEATURES]
        preview_value = "<p>The form has eighteen items.</p>"


class PictureBlock(ImageBlock):
    """A picture with its alternative text."""

    class Meta:
        """How editors meet the block."""

        icon = "image"
        label = _("Picture")
        description = _("A picture and what it shows. Never a picture of a trafficked person.")
        template = "core/blocks/picture.html"
        # A picture has no value before one is uploaded, so the preview is a drawing.
        preview_template = "core/blocks/picture_preview.html"


class ContentStreamBlock(blocks.StreamBlock):
    """Everything a plain page can be made of."""

    text = TextBlock()
    picture = PictureBlock()
    question = QuestionBlock()
    notice = NoticeBlock()
    part = PartBlock()


class HomeStreamBlock(ContentStreamBlock):
    """A plain page's blocks and the opening with the search box."""

    hero = HeroBlock()
