"""Links of a mail that lead over the site: they go where the mail says, and count, where the network counts at all.

A count is a number for a link. Who opened it is neither asked nor kept: no cookie is set and nothing is logged.
"""

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.prefetching import is_fetched_ahead
from newsletter.models import ClickCount, Edition, NewsletterSettings


@never_cache
@require_safe
def go(request: HttpRequest, edition: int, number: int) -> HttpResponse:
    """Lead to a link of an edition; nowhere else, whatever the address says."""
    found = Edition.objects.filter(pk=edition).only("links", "mailing_id").first()
    if found is None or number >= len(found.links):
        raise Http404
    target = str(found.links[number])
    if _is_opened(request) and NewsletterSettings.load().clicks_are_counted:
        _count(found.mailing_id, target)
    answer = HttpResponseRedirect(target)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _is_opened(request: HttpRequest) -> bool:
    return request.method == "GET" and not is_fetched_ahead(request)


def _count(mailing: int, url: str) -> None:
    try:
        with transaction.atomic():
            clicks = ClickCount.objects.filter(mailing_id=mailing, url=url)
            if not clicks.update(count=F("count") + 1):
                ClickCount.objects.bulk_create(
                    [ClickCount(mailing_id=mailing, url=url)], ignore_conflicts=True
                )
                clicks.update(count=F("count") + 1)
    except DatabaseError:
        # A reader does not wait for a number, nor get an error page for want of one.
        return
