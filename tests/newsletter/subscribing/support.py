"""The form of subscribing as a person fills it in."""

from core.protected_forms import FASTEST_SECONDS
from tests.directory.joining.support import opened


def answers(monkeypatch, **changes):
    """Return the answers of an invented reader; None leaves one out."""
    data = {
        "opened_at": opened(FASTEST_SECONDS + 60, monkeypatch),
        "email": "reader@example.org",
        "language": "en",
        "frequency": "each",
        "agrees": "on",
        **changes,
    }
    return {key: value for key, value in data.items() if value is not None}
