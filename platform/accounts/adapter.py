"""How allauth behaves on this site."""

from smtplib import SMTPException
from types import SimpleNamespace
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.second_factor import Standing, has_second_factor, has_strong_role, standing_of
from core.models import OutgoingMail


class AccountAdapter(DefaultAccountAdapter):
    """Closes open sign-up, writes mails in the name of the site and loses none."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This address and this password do not belong together. Check both, or ask for a code by mail."
        ),
        "incorrect_code": _("This code is not right. Check the mail, or ask for a new one."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait a few minutes, then try again; nothing is lost."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell that nobody makes an account for themselves."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead a person of a strong role without a second factor to where it is offered."""
        user = request.user
        if isinstance(user, User) and has_strong_role(user) and not has_second_factor(user):
            return reverse("accounts_overview")
        return super().get_login_redirect_url(request)

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Offer no password to a session that must use its second factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if standing_of(self.request) is Standing.CONFIRM:
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the account."""
        return reverse("accounts_overview")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail now; when the server takes none, the worker sends it later."""
        names = SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=settings.SITE_URL)
        full = {"request": self.request, "email": email, "current_site": names, **context}
        message = self.render_mail(template_prefix, email, full)
        try:
            message.send()
        except (SMTPException, OSError):
            OutgoingMail.objects.create(to=email, subject=message.subject, body=f"{message.body}\n")
