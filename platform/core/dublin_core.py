"""The fifteen elements of Dublin Core: how a record describes itself to harvesters and in the head of its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Element = tuple[str, str]


@dataclass(frozen=True)
class DublinCore:
    """A description: pairs of an element's name and one value of it, such as ("creator", "GRETA")."""

    elements: tuple[Element, ...]

    @classmethod
    def of(cls, elements: Iterable[Element]) -> "DublinCore":
        """Keep the elements that say something, each on one line."""
        lines = ((name, " ".join(value.split())) for name, value in elements)
        return cls(tuple((name, value) for name, value in lines if value))

    @property
    def meta_tags(self) -> SafeString:
        """Return the elements for the head of a page."""
        rows = ((f"DC.{name}", value) for name, value in self.elements)
        return format_html_join("\n", '<meta name="{}" content="{}">', rows)
