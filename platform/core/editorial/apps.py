"""Configuration of the editorial way."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """Makes the workflow after migrating, and takes the place of Wagtail's own workflow mails."""

    name = "core.editorial"
    label = "editorial"
    verbose_name = _("Editorial way")

    def ready(self) -> None:
        """Connect what answers to the steps of a workflow; this app stands behind Wagtail's admin."""
        from core.editorial import signals
        from core.editorial.workflow import ensure_workflow
        from core.start_content import after_start_content

        autodiscover_modules("reviewed")
        signals.connect()
        after_start_content(ensure_workflow)
