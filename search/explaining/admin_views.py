"""The page of the admin that explains a search, for administrators."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from search.engines.base import EngineUnavailable
from search.engines.selection import get_engine
from search.explaining.asked import as_text, plain, query_asked
from search.explaining.hits import MOST_HITS, MOST_PARTS, explained_hits
from search.explaining.one_record import judged
from search.explaining.reading import parts_of, widened
from search.presentation import SearchPage
from search.query import SearchQuery
from search.services import asked_of_engine, search

PERMISSION = "search.explain_search"


class ExplainView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """How a search was read and what it was answered from; its address has the parameters of the search page.

    `record` names a page by number or address, of which it is said why the search finds it or not.
    """

    permission_required = PERMISSION
    raise_exception = True
    template_name = "search/admin/explain.html"
    page_title = _("Explain a search")
    header_icon = "search"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("search_explained"), "label": _("Explain a search")},
    ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead from what was typed to the address of that search; say so when the engine is down."""
        if "asked" in request.GET:
            pairs = query_asked(request.GET["asked"]).pairs()
            if record := request.GET.get("record", "").strip():
                pairs.append(("record", record))
            return redirect(f"{reverse('search_explained')}?{urlencode(pairs)}")
        query = SearchQuery.from_params(request.GET)
        record = request.GET.get("record", "").strip()
        context = {"asked": as_text(query), "record": record, "problems": query.problems}
        if query.is_refused or not request.GET:
            return self.render_to_response(self.get_context_data(**context))
        try:
            context |= self._explained(query, record)
        except EngineUnavailable as error:
            context["unavailable"] = str(error)
            return self.render_to_response(self.get_context_data(**context), status=503)
        return self.render_to_response(self.get_context_data(**context))

    def _explained(self, query: SearchQuery, record: str) -> dict[str, Any]:
        results = search(query.with_page(1, MOST_HITS), with_facets=False)
        engine = get_engine()
        request = asked_of_engine(results)
        return {
            "results": results,
            "engine": engine.name,
            "sort": query.effective_sort,
            "chips": SearchPage(results).chips,
            "parts": parts_of(request.words),
            "widened": widened(request.words, results.known),
            "spelled_out": engine.spelled_out(request),
            "hits": explained_hits(results, engine, request),
            "verdict": judged(record, results, engine, request) if record else None,
            "search_url": reverse("search") + plain(query).query_string,
            "most_parts": MOST_PARTS,
        }
