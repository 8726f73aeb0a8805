"""The worker's sign of life, by which the site knows whether background work is being done."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

ALIVE_FOR = timedelta(seconds=15)


class Heartbeat(models.Model):
    """When a worker was last seen; one row a worker name."""

    worker = models.CharField(max_length=100, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the worker's name."""
        return self.worker

    @classmethod
    def beat(cls, worker: str) -> None:
        """Note that `worker` is alive now."""
        cls.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})

    @classmethod
    def worker_is_running(cls) -> bool:
        """Tell whether any worker was seen within the last fifteen seconds."""
        return cls.objects.filter(seen_at__gte=timezone.now() - ALIVE_FOR).exists()
