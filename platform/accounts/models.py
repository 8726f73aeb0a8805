"""The users of the site, known by an e-mail address; how they signed in and what they agreed to."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.given_rights import GivenRight

__all__ = ["Consent", "GivenRight", "SignInRecord", "User", "UserManager"]


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; raises ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find a user by address, whatever its case."""
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment, misc]

    class Meta:
        """One account an address, whatever its case."""

        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_whatever_case",
                violation_error_message=_("There is an account with this address already."),
            )
        ]

    def __str__(self) -> str:
        """Return the name, else the address."""
        return self.get_full_name() or self.email


class SignInRecord(models.Model):
    """One sign-in, as its owner sees it: when, how, on what kind of device. No network address is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="sign_ins",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    method = models.CharField(_("method"), max_length=20)
    factor = models.CharField(_("second factor"), max_length=20, blank=True)
    device = models.CharField(_("device"), max_length=60, blank=True)
    # Which session began here, so that its owner can end it; empty once it has ended.
    session_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    class Meta:
        """The newest first."""

        ordering = ["-at", "-pk"]
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        """Return time and method."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.method}"


class Consent(models.Model):
    """What a person agreed to, in the words that were shown."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="consents",
    )
    purpose = models.CharField(_("purpose"), max_length=100)
    version = models.CharField(_("version"), max_length=40)
    text = models.TextField(_("text"))
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        """The newest first; one standing consent a person, purpose and version."""

        ordering = ["-given_at", "-pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose", "version"],
                condition=models.Q(withdrawn_at=None),
                name="consent_one_standing",
            )
        ]

    def __str__(self) -> str:
        """Return purpose and version."""
        return f"{self.purpose} {self.version}"
