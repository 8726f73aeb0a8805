"""The vocabularies for people and for machines: a list, one page each, and SKOS in Turtle."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from core.api import known_vocabulary
from core.api_answers import FRESH_SECONDS
from core.models import Term, Vocabulary
from core.skos import MEDIA_TYPE, synonyms_of, turtle


def vocabulary_list(request: HttpRequest) -> HttpResponse:
    """List the vocabularies that have terms."""
    used = list(Term.objects.order_by().values_list("vocabulary", flat=True))
    rows = [
        {"vocabulary": vocabulary, "count": used.count(vocabulary.value)}
        for vocabulary in Vocabulary
        if vocabulary.value in used
    ]
    return render(request, "core/vocabulary_list.html", {"rows": rows})


def vocabulary_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show the terms of a vocabulary; each stands at the address that names it in SKOS."""
    vocabulary = known_vocabulary(name)
    terms = [
        {"term": term, "synonyms": synonyms_of(term).get("en", [])}
        for term in Term.objects.of(vocabulary).select_related("parent")
    ]
    context = {"vocabulary": vocabulary, "terms": terms}
    return render(request, "core/vocabulary_page.html", context)


def vocabulary_turtle(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """Send a vocabulary as SKOS."""
    answer = StreamingHttpResponse(turtle(known_vocabulary(name)), content_type=MEDIA_TYPE)
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Content-Disposition"] = f'inline; filename="{name}.ttl"'
    patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
    return answer
