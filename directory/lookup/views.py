"""Translates HTTP to the lookups of the directory and back."""

import hashlib
import json
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Locale, Page

from accounts.access import tier_of
from core.access import Tier
from core.audit import AuditAction, record
from core.csv_answers import csv_answer
from core.prepared import PreparedQuery
from core.public_pages import open_to_all
from core.routing import find_live_page, find_record, serve, serve_as
from directory.disclosure import DisclosedOrganisation, disclose
from directory.json_records import organisation_record
from directory.lookup.by_country import directory_listing
from directory.lookup.coverage import coverage_page
from directory.lookup.downloads import Download, download_of
from directory.lookup.entry import entry_page
from directory.lookup.page import MAP, lookup
from directory.lookup.privacy import keep_private, never_keep, note_view, restricted
from directory.lookup.referral import ReferralForm, referral_of
from directory.lookup.vcard import MEDIA_TYPE, vcard
from directory.models import DirectoryPage, OrganisationPage
from search.engines.base import EngineUnavailable
from search.views import unavailable

PATH = "directory"


@require_safe
def directory(request: HttpRequest) -> HttpResponseBase:
    """Show who can help: questions, facets, list, map or table."""
    page: Page | None = _open_index()
    if isinstance(page, DirectoryPage):
        return keep_private(request, _directory(request, page))
    page = find_live_page(request, PATH, DirectoryPage)
    if not isinstance(page, DirectoryPage):
        return serve(request, f"{PATH}/")
    return keep_private(request, serve_as(request, page, partial(_directory, request, page)))


_indexes = PreparedQuery(
    lambda language: open_to_all(
        DirectoryPage.objects.filter(slug=PATH, locale__language_code=language)
    )
)


def _open_index() -> DirectoryPage | None:
    """Return the index of the active language if everybody may read it: the usual case, in one query."""
    language = get_language() or settings.LANGUAGE_CODE
    for page in _indexes.objects(language=language):
        page.locale = Locale(pk=page.locale_id, language_code=language)
        return page
    return None


def _directory(request: HttpRequest, page: DirectoryPage) -> HttpResponse:
    context = page.get_context(request)
    try:
        found = lookup(request.GET, tier_of(request.user))
    except EngineUnavailable:
        return _without_engine(request, context)
    if found.sees_more and found.view != MAP:
        shown = [contact for entry in found.entries for contact in entry.reach.contacts]
        if restricted(shown):
            note_view(request, found.tier, page, entries=len(found.entries))
    return render(request, page.template, {**context, **found.context()})


def _without_engine(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """Show the whole list, which the database knows, while the search cannot narrow it."""
    number = request.GET.get("page", "1")
    listing = directory_listing(
        int(number) if number.isdecimal() and len(number) <= 6 else 1, tier_of(request.user)
    )
    asked = set(request.GET) - {"page"}
    return render(
        request,
        "directory/directory_without_engine.html",
        {**context, "found": listing, "was_asked": bool(asked)},
        status=503 if asked else 200,
    )


@require_safe
def entry(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show an organisation's entry."""
    page = find_live_page(request, f"{PATH}/{slug}", OrganisationPage)
    if not isinstance(page, OrganisationPage):
        return serve(request, f"{PATH}/{slug}/")
    return keep_private(request, serve_as(request, page, partial(_entry, request, page)))


def _entry(request: HttpRequest, page: OrganisationPage) -> HttpResponse:
    shown = entry_page(page, request)
    if shown.is_restricted:
        note_view(request, shown.organisation.tier, page)
    return render(request, page.template, {**page.get_context(request), "entry": shown})


@require_safe
def entry_file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Return an entry as vCard or JSON, with what everybody may see, whoever asks: such files travel on."""
    page = find_record(OrganisationPage, slug)
    if not isinstance(page, OrganisationPage):
        raise Http404
    return serve_as(request, page, partial(_file, request, page, extension))


def _file(request: HttpRequest, page: OrganisationPage, extension: str) -> HttpResponseBase:
    shown = disclose(page, Tier.PUBLIC)
    url = request.build_absolute_uri(page.get_url(request))
    write, media_type = _FILES[extension]
    body = write(shown, url)
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(body, content_type=media_type)
        kind = "attachment" if extension == "vcf" else "inline"
        name = shown.slug.encode("ascii", "ignore").decode().strip("-") or "organisation"
        answer["Content-Disposition"] = f'{kind}; filename="{name}.{extension}"'
        answer["ETag"] = etag
    patch_cache_control(answer, no_cache=True)
    return answer


def _json(shown: DisclosedOrganisation, url: str) -> bytes:
    told = {"url": url, **organisation_record(shown)}
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


_Writer = Callable[[DisclosedOrganisation, str], bytes]
_FILES: dict[str, tuple[_Writer, str]] = {
    "vcf": (vcard, MEDIA_TYPE),
    "json": (_json, "application/json"),
}


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Return the filtered list as CSV or Excel to members; ask everybody else to sign in."""
    tier = tier_of(request.user)
    if tier is Tier.PUBLIC:
        return render(request, "directory/members_only.html", status=403)
    try:
        download = download_of(request.GET, tier, request.build_absolute_uri("/")[:-1])
    except EngineUnavailable:
        return unavailable(request)
    if download.query.is_refused:
        return render(
            request,
            "directory/refused.html",
            {"problems": download.query.problems},
            status=400,
        )
    record(
        user=request.user,
        action=AuditAction.EXPORTED,
        details={"format": extension, "count": download.count, "tier": tier.value},
    )
    return never_keep(_written(download, extension))


def _written(download: Download, extension: str) -> HttpResponse | StreamingHttpResponse:
    if extension == "csv":
        return csv_answer(download.rows(), download.columns, "directory")
    answer = HttpResponse(download.workbook(), content_type=download.WORKBOOK_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="directory.xlsx"'
    return answer


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show for which countries and needs nobody, or nobody lately confirmed, is listed."""
    return render(request, "directory/coverage.html", {"coverage": coverage_page(request.GET)})


@require_safe
def coverage_csv(request: HttpRequest) -> HttpResponseBase:
    """Return the same table as CSV."""
    found = coverage_page(request.GET)
    return csv_answer(found.rows_for_csv(), found.columns_for_csv(), "coverage")


# The form changes nothing and knows nothing of who asks, so there is nothing that another site could do with it;
# a token against forged requests would set a cookie for readers who have none.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest) -> HttpResponseBase:
    """Look up partners at both ends of a way; what is asked stands in no address, log, cache or table."""
    form = ReferralForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    status = 200
    if form.is_bound:
        status = 200 if form.is_valid() else 422
        if form.is_valid():
            try:
                found = referral_of(form.asked(), tier_of(request.user))
            except EngineUnavailable:
                form.add_error(None, _("The search is resting. Try again in a minute."))
                status = 503
            else:
                if found.is_restricted:
                    note_view(request, found.tier, None, place="referral")
                context["referral"] = found
    return never_keep(render(request, "directory/referral.html", context, status=status))
