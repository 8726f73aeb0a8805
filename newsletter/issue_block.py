"""What every block of an issue has in common."""

from collections.abc import Iterable
from typing import Any

from newsletter.composing.composition import Composition, composition_now
from newsletter.composing.parts import Part

MOST_ITEMS = 200


class IssueBlock:
    """What every block of an issue can: say what it shows, and which records it names."""

    def part(self, value: Any, key: str, composition: Composition) -> Part | None:
        """Return what the block shows at this moment; nothing when there is nothing to show."""
        return None

    def named_pages(self, value: Any) -> Iterable[int]:
        """Return the keys of the records that an editor picked."""
        return ()

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        """Add the part, for the preview of a single block."""
        context = super().get_context(value, parent_context)  # type: ignore[misc]
        return context | {"part": self.part(value, "preview", composition_now())}
