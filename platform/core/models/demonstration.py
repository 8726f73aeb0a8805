"""The list of what `load_demo` wrote, so that it can be told apart from real content and removed."""

from django.db import models


class DemonstrationRecord(models.Model):
    """One object of the demonstration: the label of its model and its primary key."""

    model = models.CharField(max_length=80)
    object_pk = models.CharField(max_length=64)

    class Meta:
        """An object is listed once."""

        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_pk"], name="demonstration_record_unique"
            )
        ]

    def __str__(self) -> str:
        """Return model and key."""
        return f"{self.model} {self.object_pk}"
