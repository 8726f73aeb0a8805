"""What editors asked the worker to fetch: the file behind the link of an edition."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from library.models.documents import LibraryDocument
from library.models.records import LibraryRecord


class TakeOverState(models.TextChoices):
    """How far a file has come."""

    WAITING = "waiting", _("Waiting for the worker")
    RUNNING = "running", _("Being fetched")
    DONE = "done", _("Taken over")
    FAILED = "failed", _("Not taken over")


class TakeOver(models.Model):
    """The wish to keep a copy of what stands at `address`, for the editions of a work with that link.

    `problem` is a sentence for editors, empty unless it failed.
    """

    work = models.ForeignKey(LibraryRecord, on_delete=models.CASCADE, related_name="take_overs")
    address = models.URLField(_("link"), max_length=500)
    state = models.CharField(
        _("state"),
        max_length=7,
        choices=TakeOverState.choices,
        default=TakeOverState.WAITING,
        db_index=True,
    )
    problem = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(
        LibraryDocument, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """The newest first; a link of a work is fetched once at a time."""

        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "address"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_take_over_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.address
