"""The welcome that every site starts with: two steps, in English and French."""

import json
from pathlib import Path

from newsletter.models import Mailing, MailingKind, WelcomeMail

_TEXTS = Path(__file__).parent / "welcome.json"


def ensure_welcome() -> None:
    """Write the texts where there never was any; what editors changed or deleted stays as they left it."""
    if WelcomeMail.objects.exists() or Mailing.objects.filter(kind=MailingKind.WELCOME).exists():
        return
    rows = json.loads(_TEXTS.read_text(encoding="utf-8"))
    WelcomeMail.objects.bulk_create([WelcomeMail(**row) for row in rows])
