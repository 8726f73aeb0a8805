"""What every template may rely on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core.demo_mailbox.views import is_open as mails_are_shown

# A plain link that a reader at risk presses to leave; the site itself never asks it for anything.
QUICK_EXIT_URL = "https://www.wikipedia.org/"


def quick_exit_url() -> str:
    """Return the neutral address that the exit button opens (setting QUICK_EXIT_URL)."""
    return getattr(settings, "QUICK_EXIT_URL", QUICK_EXIT_URL)


def site(request: HttpRequest) -> dict[str, Any]:
    """Give templates the site's name, its address and whether it is the demonstration."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "is_demonstration": settings.DEMONSTRATION,
        "mails_are_shown": mails_are_shown(),
        "quick_exit_url": quick_exit_url(),
    }
