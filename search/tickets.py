"""Owns the numbers that order changes of an index: drawn from the database, for all hosts, never from a clock."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from search.models import IndexTicket

_ROW = 1


class DatabaseTickets:
    """Numbers that only ever grow, for all processes and hosts that share the database."""

    def take(self) -> int:
        """Return a number higher than all that were taken before."""
        with transaction.atomic():
            self._update(F("last") + 1)
            return IndexTicket.objects.values_list("last", flat=True).get(pk=_ROW)

    def skip_to(self, number: int) -> None:
        """Let the numbers to come be higher than this one."""
        with transaction.atomic():
            self._update(Greatest(F("last"), number))

    def _update(self, value: object) -> None:
        row = IndexTicket.objects.filter(pk=_ROW)
        if not row.update(last=value):
            IndexTicket.objects.get_or_create(pk=_ROW)
            row.update(last=value)
