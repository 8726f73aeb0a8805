"""What the worker does for links to elsewhere."""

from django.conf import settings

from core.links.checking import check_due
from core.links.collecting import collect
from core.ticks import tick


@tick(seconds=60)
def look_after_links() -> None:
    """Collect what pages have lead to since, and check a few links; nothing unless CHECK_LINKS is set."""
    if settings.CHECK_LINKS:
        collect()
        check_due()
