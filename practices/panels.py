"""The editing form of a practice chart, in the order of the paper form, with its numbers and hints."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

from core.admin_forms import PlainNumberInput
from core.models import ResourcePageMixin


class UnrecognisedRowsPanel(Panel):
    """The rows of an imported form that are no items of it, to read and to copy from."""

    class BoundPanel(Panel.BoundPanel):
        """Shown only where such rows are."""

        template_name = "practices/admin/unrecognised_rows_panel.html"

        class Media:
            css = {"all": ["css/admin-import-table.css"]}

        def is_shown(self) -> bool:
            """Tell whether the form brought rows that were not recognised."""
            return bool(self.instance and self.instance.unrecognised_rows)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the rows."""
            context = super().get_context_data(parent_context)
            context["rows"] = self.instance.unrecognised_rows
            return context


def text_item(name: str, heading: str | Promise, hint: str | Promise) -> FieldPanel:
    """Return the panel of an item that is answered in running text."""
    return FieldPanel(name, heading=heading, help_text=hint)


def item_group(
    heading: str | Promise, children: Sequence[Panel | str], hint: str | Promise = ""
) -> MultiFieldPanel:
    """Return the panel of an item that has several fields."""
    return MultiFieldPanel(children, heading=heading, help_text=hint, classname="form-item")


def rows(
    relation: str,
    heading: str | Promise,
    label: str | Promise,
    fields: tuple[str, str],
    hint: str | Promise = "",
) -> InlinePanel:
    """Return the panel of rows whose two fields, the words and the number, stand side by side."""
    words, number = fields
    pair = FieldRowPanel(
        [FieldPanel(words), FieldPanel(number, widget=PlainNumberInput)], classname="form-row"
    )
    return InlinePanel(
        relation, [pair], heading=heading, label=label, help_text=hint, classname="form-item"
    )


def unrecognised_rows() -> UnrecognisedRowsPanel:
    """Return the panel that stands at the end of both forms."""
    return UnrecognisedRowsPanel(
        heading=_("Rows of the form that were not recognised"), icon="warning"
    )


def record_tabs(
    form: Sequence[Panel], details: Sequence[Panel], settings: Sequence[Panel]
) -> TabbedInterface:
    """Return the four tabs that charts and case studies have."""
    promote = [*Page.promote_panels, *ResourcePageMixin.listing_panels]
    return TabbedInterface(
        [
            ObjectList(form, heading=_("The form")),
            ObjectList(details, heading=_("Further details")),
            ObjectList(promote, heading=_("Promote")),
            ObjectList([*settings, *Page.settings_panels], heading=_("Settings")),
        ]
    )


PEOPLE_HINT = _("One row a role, with the number of persons. Leave the number empty if unknown.")
IDENTITY_ITEMS = [
    item_group(
        _("1. Chart number and country/-ies"),
        [FieldPanel("number"), FieldPanel("countries")],
        _("Where the practice takes place. Leave the number empty if the editors give it."),
    ),
    InlinePanel(
        "organisation_rows",
        heading=_("2. Organisation/s"),
        label=_("Organisation"),
        help_text=_("Who runs the practice. Choose from the directory, or write the name."),
        classname="form-item",
    ),
    item_group(
        _("3. Name of the practice or programme"),
        [
            TitleFieldPanel("title", heading=_("Name")),
            FieldPanel("name_original"),
        ],
        _("The name in English, and the name that the organisation itself uses."),
    ),
    item_group(
        _("4. Category"),
        [FieldPanel("category")],
        _("One of the four categories. Typologies of other categories can be ticked as well."),
    ),
    item_group(
        _("5. Typology of intervention"),
        [FieldPanel("typologies"), FieldPanel("typology_text")],
        _("Tick what the practice does; the typologies of the chosen category stand first."),
    ),
    item_group(
        _("6. Period of implementation"),
        [FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")])],
        _("Years, for example 2009 to 2011."),
    ),
    item_group(
        _("7. Geographical area covered"),
        [FieldPanel("area_scope"), FieldPanel("area")],
        _("How far the practice reaches, then the places, regions or countries in words."),
    ),
    text_item(
        "background",
        _("8. Background"),
        _("The situation and the needs that the practice answers."),
    ),
    item_group(
        _("9. Target group/s"),
        [FieldPanel("target_groups"), FieldPanel("target_group_note")],
        _("For whom the practice is meant."),
    ),
]
WORK_ITEMS = [
    text_item(
        "objectives",
        _("10. Objectives"),
        _("The general aim, then the working objectives."),
    ),
    text_item(
        "activities",
        _("11. Activities"),
        _("What is done, by whom and in which steps."),
    ),
    item_group(
        _("12. Methods and tools"),
        [FieldPanel("methods"), FieldPanel("tools")],
        _("How the work is done, monitoring and evaluation among it, and with which instruments."),
    ),
    item_group(
        _("13. Resources"),
        [
            rows("human_resources", _("People"), _("Role"), ("role", "count"), PEOPLE_HINT),
            rows("in_kind_resources", _("In kind"), _("Item"), ("item", "count")),
            rows("funding_sources", _("Funding"), _("Source"), ("source", "percent")),
            FieldPanel("resources_note"),
        ],
        _("People, goods and premises, and who pays for what share."),
    ),
    item_group(
        _("14. Results"),
        [
            FieldPanel("results"),
            InlinePanel(
                "result_figures",
                [
                    FieldPanel("label"),
                    FieldRowPanel(
                        [FieldPanel("value", widget=PlainNumberInput), FieldPanel("unit")]
                    ),
                ],
                heading=_("Results in figures"),
                label=_("Figure"),
            ),
        ],
        _("What was achieved, in words and in figures."),
    ),
    item_group(
        _("15. Learning from the case"),
        [
            FieldPanel("strengths"),
            FieldPanel("innovation"),
            FieldPanel("challenges"),
            FieldPanel("learning"),
        ],
        _("Strong points, what is new, weaknesses and difficulties."),
    ),
    text_item(
        "transferability",
        _("16. Transferability"),
        _("Where else and for whom the practice could be used, and what that needs."),
    ),
    text_item(
        "mainstreaming",
        _("17. Mainstreaming"),
        _("How the practice became part of policies, laws or regular services."),
    ),
    item_group(
        _("18. References, links and contact"),
        [
            InlinePanel("links", heading=_("Links"), label=_("Link")),
            InlinePanel(
                "contact_points",
                heading=_("Contact"),
                label=_("Contact"),
                help_text=_("Of the organisation, never of a private person or a shelter."),
                classname="form-item",
            ),
        ],
        _("Where to read more and whom to ask."),
    ),
    unrecognised_rows(),
]
PRACTICE_DETAILS = [
    FieldPanel("summary"),
    FieldPanel("exploitation_forms"),
    FieldPanel("services"),
    FieldPanel("topics"),
    FieldPanel("tags"),
    FieldPanel("evidence_level"),
    item_group(
        _("Adaptations"),
        [
            FieldPanel("adapted_from"),
            FieldPanel(
                "adopted_by",
                help_text=_("Organisations of the directory, one a line, by name or acronym."),
            ),
        ],
    ),
    item_group(
        _("Source"),
        [
            FieldPanel("source_title"),
            FieldRowPanel([FieldPanel("source_year"), FieldPanel("source_number")]),
            FieldPanel("source_note"),
        ],
    ),
]
PRACTICE_SETTINGS = [
    FieldPanel("review_by", help_text=_("When somebody should check that the chart still holds.")),
    FieldPanel("licence"),
]
practice_edit_handler = record_tabs(
    [*IDENTITY_ITEMS, *WORK_ITEMS], PRACTICE_DETAILS, PRACTICE_SETTINGS
)
