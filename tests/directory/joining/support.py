"""An application as a person fills it in."""

import time

from core.models import Term, Vocabulary
from core.protected_forms import FASTEST_SECONDS, opened_now


def opened(seconds_ago, monkeypatch):
    """Return the signed time of a form that was opened so long ago."""
    now = time.time()
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: now - seconds_ago)
        return opened_now()


def answers(monkeypatch, **changes):
    """Return the answers of an invented organisation; None leaves one out."""
    types = Term.objects.of(Vocabulary.ORGANISATION_TYPES)
    services = Term.objects.of(Vocabulary.SERVICES)
    groups = Term.objects.of(Vocabulary.TARGET_GROUPS)
    data = {
        "opened_at": opened(FASTEST_SECONDS + 60, monkeypatch),
        "name": "Invented Lantern",
        "type": types.get(slug="ngo").pk,
        "country": "FR",
        "other_countries": "Italy\nit\nBosnia and Herzegovina",
        "website": "lantern.example.org",
        "description": "Invented: advice for people who travel on.",
        "services": [services.get(slug="legal-aid").pk],
        "target_groups": [groups.get(slug="women").pk],
        "contact_name": "Invented Applicant",
        "contact_function": "Coordinator",
        "contact_email": "applicant@lantern.example.org",
        "charter": "on",
        "consent": "on",
        **changes,
    }
    return {key: value for key, value in data.items() if value is not None}
