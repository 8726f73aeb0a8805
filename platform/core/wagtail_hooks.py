"""What the core adds to Wagtail's admin."""

from core import branding  # noqa: F401 - registers its hooks
