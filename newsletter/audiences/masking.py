"""Addresses as a sample shows them: enough to see that a segment is right, too little to take along."""

from django.db.models import QuerySet

from newsletter.models import Subscriber

SAMPLE = 5


def masked(email: str) -> str:
    """Return an address of which the first letter and the domain can be read: a…@example.org."""
    local, _at, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"


def sample_of(readers: QuerySet[Subscriber]) -> list[str]:
    """Return a few masked addresses, the newest readers first."""
    return [
        masked(email) for email in readers.order_by("-pk").values_list("email", flat=True)[:SAMPLE]
    ]
