"""Mechanisms and rounds in Wagtail's admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from core.admin_forms import LinesField
from library.models import Mechanism, MonitoringRound
from library.monitoring.dates import month_names


class PageLimitsField(LinesField):
    """Page limits, one a line: “NGO submission: 5”."""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list one limit a line."""
        if isinstance(value, list):
            value = [
                f"{each['document']}: {each['pages']}" if isinstance(each, dict) else str(each)
                for each in value
            ]
        return super().prepare_value(value)

    def to_python(self, value: Any) -> list[Any]:
        """Return the limits; raise ValidationError naming a line that is none."""
        if isinstance(value, list):
            return value
        return [self._limit(line) for line in super().to_python(value)]

    @staticmethod
    def _limit(line: str) -> dict[str, Any]:
        document, _colon, pages = (part.strip() for part in line.rpartition(":"))
        if not document or not pages.isdecimal():
            raise ValidationError(
                _("“%(line)s” is no limit: write the document, a colon and a number of pages.")
                % {"line": line}
            )
        return {"document": document, "pages": int(pages)}


class MechanismForm(WagtailAdminModelForm):
    """A mechanism whose lists are written one entry a line."""

    languages = LinesField(
        required=False,
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("One code a line: en, fr."),
    )
    page_limits = PageLimitsField(
        required=False,
        label=gettext_lazy("Page limits"),
        help_text=gettext_lazy("One a line: “NGO submission: 5”."),
    )
    structure = LinesField(
        required=False,
        label=gettext_lazy("Parts of a submission"),
        help_text=gettext_lazy("One a line; they become the headings of the outline."),
    )
    steps = LinesField(required=False, label=gettext_lazy("Steps"))
    ngo_actions = LinesField(required=False, label=gettext_lazy("What NGOs can do"))
    months = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        label=gettext_lazy("Months of the deadline"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the months in the language of the admin."""
        super().__init__(*args, **kwargs)
        names = month_names(range(1, 13))
        self.fields["months"].choices = list(enumerate(names, start=1))  # type: ignore[attr-defined]


class MechanismListing(ModelViewSet):
    """The mechanisms."""

    model = Mechanism
    icon = "view"
    menu_label = gettext_lazy("Mechanisms")
    list_display = ["__str__", "body", "kind", "as_of"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name", "body"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("body")]),
        FieldPanel("legal_basis"),
        MultiFieldPanel(
            [
                FieldPanel("cycle_years"),
                FieldPanel("cycle"),
                FieldPanel("deadline_kind"),
                FieldPanel("deadline"),
                FieldPanel("months"),
            ],
            heading=gettext_lazy("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("who_submits"),
                FieldPanel("languages"),
                FieldPanel("page_limits"),
                FieldPanel("structure"),
                FieldPanel("confidentiality"),
            ],
            heading=gettext_lazy("Submission"),
        ),
        FieldPanel("ngo_actions"),
        FieldPanel("steps"),
        FieldPanel("outcome"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("source")]),
        FieldPanel("current_note"),
    ]

    def get_form_class(self, for_update: bool = False) -> Any:
        """Read the lists line by line."""
        panel = self.get_edit_handler()
        panel.base_form_class = MechanismForm
        return panel.get_form_class()


class RoundListing(ModelViewSet):
    """The dated rounds."""

    model = MonitoringRound
    icon = "date"
    menu_label = gettext_lazy("Rounds")
    list_display = ["mechanism", "country", "name", "submissions_due", "session_on"]
    list_filter = ["mechanism", "country"]
    search_fields = ["name", "mechanism__name", "mechanism__short_name"]
    search_backend_name = None
    list_export = [
        "mechanism",
        "country",
        "name",
        "submissions_due",
        "visit_on",
        "session_on",
        "report_on",
        "url",
    ]
    panels = [
        FieldRowPanel([FieldPanel("mechanism"), FieldPanel("country")]),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("submissions_due"), FieldPanel("visit_on")]),
        FieldRowPanel([FieldPanel("session_on"), FieldPanel("report_on")]),
        FieldPanel("note"),
        FieldPanel("url"),
    ]


class MonitoringGroup(ModelViewSetGroup):
    """The menu entry “Monitoring”."""

    items = (RoundListing, MechanismListing)
    menu_label = gettext_lazy("Monitoring")
    menu_icon = "date"
    menu_order = 136
