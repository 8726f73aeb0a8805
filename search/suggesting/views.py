"""Translates HTTP to suggestions and back; what was typed is neither kept nor counted."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from search.engines.base import EngineUnavailable
from search.suggesting.suggestions import SuggestionGroup, suggestions_for

FRESH_SECONDS = 60


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return suggestions in groups as JSON; a browser may keep them for a minute, nobody on the way may."""
    try:
        groups = suggestions_for(request.GET.get("q", ""))
    except EngineUnavailable:
        answer = JsonResponse({"groups": [], "status": ""}, status=503)
        answer["Cache-Control"] = "no-store"
        return answer
    answer = JsonResponse({"groups": [asdict(group) for group in groups], "status": _told(groups)})
    answer["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _told(groups: list[SuggestionGroup]) -> str:
    """Return what a screen reader says when the list opens."""
    count = sum(len(group.suggestions) for group in groups)
    if not count:
        return _("No suggestions.")
    return ngettext("%(count)d suggestion.", "%(count)d suggestions.", count) % {"count": count}
