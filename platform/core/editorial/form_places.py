"""Where a field stands in the editing form of a page, so that a finding can lead to it."""

from collections.abc import Iterator

from wagtail.admin.panels import FieldPanel, InlinePanel, Panel, PanelGroup, TabbedInterface
from wagtail.models import Page


def panel_ids(page: Page) -> dict[str, str]:
    """Return for each field and relation the HTML id of the section of the editing form that has it."""
    handler = page.specific_class.get_edit_handler()
    if not isinstance(handler, TabbedInterface):
        return dict(_ids(handler, "panel", ""))
    tabs = zip(handler.children, handler.child_identifiers, strict=True)
    return {
        field: section
        for tab, identifier in tabs
        for field, section in _ids(tab, f"panel-child-{identifier}", "")
    }


def _ids(panel: Panel, prefix: str, section: str) -> Iterator[tuple[str, str]]:
    if isinstance(panel, InlinePanel):
        yield panel.relation_name, section
    elif isinstance(panel, FieldPanel):
        yield panel.field_name, section
    elif isinstance(panel, PanelGroup):
        for child, identifier in zip(panel.children, panel.child_identifiers, strict=True):
            # Only the panels that stand directly in a tab are sections with an address of their own.
            yield from _ids(child, prefix, section or f"{prefix}-{identifier}-section")
