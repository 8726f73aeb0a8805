"""Configuration of the accounts app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who sign in, by e-mail address."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Listen to sign-ins; find what the roles may do from the start, and what apps hold of people."""
        from accounts import own_holdings, receivers
        from accounts.granting import give_rights
        from core.start_content import after_start_content

        receivers.connect()
        own_holdings.register_own()
        autodiscover_modules("grants", "personal_data")
        after_start_content(give_rights)
