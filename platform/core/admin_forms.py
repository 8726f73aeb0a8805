"""Fields and widgets of the editing forms: tick lists that show their order, lists written one a line."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TickList(forms.CheckboxSelectMultiple):
    """Tick boxes in columns, narrower terms under broader ones.

    `filterable` offers a box that hides what does not match; it only appears where scripts run.
    """

    template_name = "core/admin/tick_list.html"
    # An option has its own id and nothing else of the group's attributes.
    option_inherits_attrs = False

    class Media:
        css = {"all": ["css/admin-form.css", "css/admin-ticks.css"]}
        js = ["js/admin-ticks.js"]

    def __init__(self, attrs: dict[str, Any] | None = None, *, filterable: bool = False) -> None:
        """Take the attributes of the group as `attrs`."""
        super().__init__(attrs)
        self.filterable = filterable
        self.label: str | Promise | None = None

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Keep the record behind the option, by which options are ordered."""
        option = super().create_option(name, value, *args, **kwargs)
        option["record"] = getattr(value, "instance", None)
        option["level"] = 0
        return option

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the options as groups, each with its heading (empty where there is one group only)."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        options = [option for _, group, _ in widget["optgroups"] for option in group]
        for number, option in enumerate(options):
            option["attrs"]["id"] = f"{widget['attrs'].get('id', name)}_{number}"
        widget["groups"] = self.groups(options)
        widget["filterable"], widget["label"] = self.filterable, self.label
        return context

    def groups(self, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the groups to show: by default one, in the order of broader and narrower."""
        return [{"code": "", "label": "", "options": list(in_tree_order(options))}]


class GroupedTickList(TickList):
    """Terms grouped by their category, the chosen category first.

    A script keeps that order while the field named `follows` changes.
    """

    def __init__(self, *, headings: Mapping[str, str | Promise], follows: str) -> None:
        """Take the heading of each category by its letter."""
        super().__init__()
        self.headings = headings
        self.follows = follows
        self.first = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the field whose value decides the order."""
        context = super().get_context(name, value, attrs)
        context["widget"]["follows"] = self.follows
        return context

    def groups(self, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return one group a category; terms without a category come last."""
        by_code: dict[str, list[dict[str, Any]]] = {}
        for option in in_tree_order(options):
            by_code.setdefault(option["record"].category, []).append(option)
        order = [*self.headings, *sorted(set(by_code) - set(self.headings))]
        order.sort(key=lambda code: code != self.first)
        return [
            {"code": code, "label": self.headings.get(code, _("Others")), "options": by_code[code]}
            for code in order
            if code in by_code
        ]


class CountryTickList(TickList):
    """Countries by name, the ticked ones first."""

    def __init__(self) -> None:
        """Offer the filter: there are 250 of them."""
        super().__init__(filterable=True)

    def groups(self, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return one group, sorted by what people read."""
        options = sorted(options, key=lambda option: (not option["selected"], option["label"]))
        return [{"code": "", "label": "", "options": options}]


def in_tree_order(options: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Yield options broader before narrower, each with its `level`; every option exactly once."""
    known = {option["record"].pk for option in options if option["record"] is not None}
    children: dict[Any, list[dict[str, Any]]] = {}
    for option in options:
        parent = getattr(option["record"], "parent_id", None)
        children.setdefault(parent if parent in known else None, []).append(option)
    shown: set[int] = set()

    def walk(parent: Any, level: int) -> Iterable[dict[str, Any]]:
        for option in children.get(parent, []):
            if id(option) not in shown:
                shown.add(id(option))
                option["level"] = min(level, 3)
                yield option
                if option["record"] is not None:
                    yield from walk(option["record"].pk, level + 1)

    yield from walk(None, 0)
    # Terms that are each other's broader term have no way in from above.
    yield from (option for option in options if id(option) not in shown)


class PlainNumberInput(forms.NumberInput):
    """A number without the zeros that the database adds: 3, not 3.00."""

    def format_value(self, value: Any) -> str | None:
        """Drop zeros behind the point."""
        if isinstance(value, Decimal):
            value = value.quantize(Decimal(1)) if value == int(value) else value.normalize()
        return super().format_value(value)


class LinesInput(forms.Textarea):
    """A text area for a few lines, which can be drawn larger."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Begin with three lines."""
        super().__init__({"rows": 3, **(attrs or {})})


class LinesField(forms.Field):
    """A list of texts, written one a line."""

    widget = LinesInput

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list one entry a line."""
        if value is None or isinstance(value, str):
            return value or ""
        return "\n".join(str(entry) for entry in value)

    def to_python(self, value: Any) -> list[str]:
        """Return the lines that are not empty."""
        if isinstance(value, list):
            return value
        lines = str(value or "").replace("\x00", "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists, not the way they are written."""
        return self.to_python(initial or []) != self.to_python(data)


def name_tick_lists(form: forms.BaseForm) -> None:
    """Give each tick list of a form the label of its field, for those who hear the form."""
    for field in form.fields.values():
        if isinstance(field.widget, TickList):
            field.widget.label = field.label
