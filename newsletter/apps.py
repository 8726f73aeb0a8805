"""Configuration of the newsletter."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """Issues, their readers, and the way between them."""

    name = "newsletter"
    verbose_name = _("Newsletter")
