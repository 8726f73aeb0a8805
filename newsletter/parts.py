"""The part “latest issue” for the home page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from core.parts import Part, register_part
from core.public_pages import open_to_all
from newsletter.models import IssuePage


def _latest_issue(request: HttpRequest | None) -> dict[str, Any]:
    issues = open_to_all(IssuePage.objects.filter(locale=Locale.get_active()))
    latest = issues.order_by("-issued_on", "-first_published_at", "-pk").first()
    return {"issue": latest, "issue_url": latest.get_url(request) if latest else ""}


register_part(
    Part(
        name="latest-issue",
        label=_("Latest issue of the newsletter"),
        template="newsletter/parts/latest_issue.html",
        context=_latest_issue,
    )
)
