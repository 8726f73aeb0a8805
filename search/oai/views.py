"""The address of the protocol."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from search.oai.answers import answer, error_answer
from search.oai.protocol import ProtocolError, read_request


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a harvester; what is wrong with a request is told in the answer, with the status 200."""
    values = dict((request.POST if request.method == "POST" else request.GET).lists())
    base_url = settings.SITE_URL + reverse("oai")
    asked: dict[str, str] = {}
    with translation.override(settings.LANGUAGE_CODE):
        try:
            read = read_request(values)
            asked = {"verb": read.verb, **read.arguments}
            content = answer(read, base_url)
        except ProtocolError as error:
            # The protocol wants the arguments repeated unless they are what is wrong.
            if not asked and error.code not in ("badVerb", "badArgument", "badResumptionToken"):
                asked = {key: several[0] for key, several in values.items()}
            content = error_answer(error, asked, base_url)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")
