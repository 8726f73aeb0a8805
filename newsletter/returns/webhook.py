"""The address to which other programs report returned mail: whole mails or events, signed with a shared secret."""

import hashlib
import hmac
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from newsletter.bounces import process
from newsletter.models import BounceKind
from newsletter.returns.reports import report_in, take_in_report

HEADER = "X-Signature"
MOST_EVENTS = 1000


@csrf_exempt
@require_POST
def returns(request: HttpRequest) -> HttpResponse:
    """Take in a mail (`message/rfc822`) or events (`application/json`); answer with what each was."""
    if not settings.BOUNCE_WEBHOOK_SECRET:
        raise Http404
    body = request.body
    if not hmac.compare_digest(signature_of(body), request.headers.get(HEADER, "").encode()):
        return JsonResponse({"error": f"{HEADER} does not fit the body."}, status=403)
    if request.content_type == "message/rfc822":
        return _answer([process(body)])
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return JsonResponse({"error": "The body is no JSON."}, status=400)
    events = data if isinstance(data, list) else [data]
    if len(events) > MOST_EVENTS:
        return JsonResponse({"error": f"At most {MOST_EVENTS} events at once."}, status=413)
    reports = [report_in(event) for event in events]
    return _answer([take_in_report(report) if report else BounceKind.UNKNOWN for report in reports])


def signature_of(body: bytes) -> bytes:
    """Return what the header must say: `sha256=` and the HMAC of the body with the secret."""
    secret = settings.BOUNCE_WEBHOOK_SECRET.encode()
    return f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}".encode()


def _answer(kinds: list[BounceKind]) -> JsonResponse:
    return JsonResponse({"kinds": [kind.value for kind in kinds]})
