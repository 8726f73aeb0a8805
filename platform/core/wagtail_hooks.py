"""What the core adds to Wagtail's admin."""

from wagtail import hooks

from core import branding  # noqa: F401 - registers its hooks
from core.vocabulary_admin import VocabulariesGroup


@hooks.register("register_admin_viewset")
def vocabularies() -> VocabulariesGroup:
    """Offer the vocabularies and countries."""
    return VocabulariesGroup()
