"""A person takes their data with them, or has it erased."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.personal_data import Holding, holdings
from core.mailing import queue_mail


class ErasureRefused(Exception):
    """An account cannot be erased yet; `obstacles` are sentences that say what to do first."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


def export_of(user: User) -> dict[str, Any]:
    """Return everything that the apps hold of a person, as JSON can write it."""
    return {
        "site": settings.SITE_URL,
        "exported_at": timezone.now().isoformat(timespec="seconds"),
        **{holding.name: holding.export(user) for holding in holdings()},
    }


def obstacles_of(user: User) -> list[str]:
    """Return why a person cannot be erased yet; empty when nothing stands against it."""
    return _sentences(lambda holding: holding.obstacles(user))


def warnings_of(user: User) -> list[str]:
    """Return what will become of things that the person leaves behind."""
    return _sentences(lambda holding: holding.warnings(user))


def _sentences(of: Callable[[Holding], Sequence[str]]) -> list[str]:
    return [str(sentence) for holding in holdings() for sentence in of(holding)]


def erase(*, user: User) -> None:
    """Erase what the site holds of a person, all of it or nothing; raises ErasureRefused.

    A row without a name stays, so that what the person did for an organisation keeps an author.
    """
    with transaction.atomic():
        # The rows are locked: two administrators who leave at once would both see the other one.
        locked = User.objects.select_for_update().order_by("pk")
        list(locked.filter(is_active=True).values_list("pk", flat=True))
        user = User.objects.get(pk=user.pk)
        if obstacles := obstacles_of(user):
            raise ErasureRefused(obstacles)
        address = user.email
        for holding in holdings():
            holding.erase(user)
        queue_mail(
            to=address,
            template="accounts/mail/erased",
            context={"site": settings.WAGTAIL_SITE_NAME},
        )
