"""Answers under /library/monitoring/: the calendar, a mechanism, its outline, the feed, following a country."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import person_of
from core.models import Country
from core.public_pages import open_to_all
from core.word_files import MEDIA_TYPE
from library.models import Mechanism, MechanismKind, MonitoringRound
from library.monitoring import feed, outline
from library.monitoring.choice import chosen
from library.monitoring.dates import coming_dates, month_names, past_dates, yearly
from library.monitoring.following import follow, followed_by, may_follow, unfollow
from library.monitoring.outline import language_names


@require_safe
def monitoring(request: HttpRequest) -> HttpResponse:
    """Show the dates to come, of one country or mechanism or of all, and the mechanisms."""
    choice = chosen(request.GET)
    today = timezone.localdate()
    country, slug = choice.country_code, choice.mechanism_slug
    groups = {
        kind.label: [each for each in choice.mechanisms if each.kind == kind]
        for kind in MechanismKind
    }
    shown = [choice.mechanism] if choice.mechanism else choice.mechanisms
    context = {
        "choice": choice,
        "dates": coming_dates(today, country=country, mechanism=slug),
        "past": past_dates(today, country=country, mechanism=slug),
        "yearly": [(each, month_names(each.months)) for each in yearly(shown)],
        "groups": {label: found for label, found in groups.items() if found},
        "feed": f"{request.build_absolute_uri(reverse('library_monitoring_feed'))}{choice.query}",
        "may_follow": may_follow(request.user),
        "follows": may_follow(request.user)
        and choice.country_code in followed_by(person_of(request)),
    }
    return render(request, "library/monitoring/calendar.html", context)


@require_safe
def mechanism(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how a mechanism works, what a submission keeps to, and its dates."""
    found = get_object_or_404(Mechanism, slug=slug)
    context = {
        "mechanism": found,
        "legal_basis": open_to_all(found.legal_basis.all()).order_by("year_adopted", "title"),
        "languages": language_names(found.languages),
        "months": month_names(found.months),
        "dates": coming_dates(timezone.localdate(), mechanism=slug),
        "countries": chosen(request.GET).countries,
    }
    return render(request, "library/monitoring/mechanism.html", context)


@require_safe
def outline_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the outline of a submission in Word: for `?country=FR`, and for `?round=` a round with its dates."""
    found = get_object_or_404(Mechanism, slug=slug)
    code = request.GET.get("country", "").upper()
    country = get_object_or_404(Country, pk=code) if code else None
    number = request.GET.get("round", "")
    if number and not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    monitoring_round = (
        get_object_or_404(MonitoringRound, pk=number, mechanism=found) if number else None
    )
    if monitoring_round and country is None:
        country = monitoring_round.country
    answer = HttpResponse(
        outline.outline_of(found, country, monitoring_round), content_type=MEDIA_TYPE
    )
    name = "-".join(filter(None, (found.slug, country.pk.lower() if country else "", "outline")))
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Return the dates of the last year and those to come as iCalendar, with the same choice as the page."""
    choice = chosen(request.GET)
    country, slug = choice.country_code, choice.mechanism_slug
    today = timezone.localdate()
    dates = [
        *reversed(past_dates(today, country=country, mechanism=slug)),
        *coming_dates(today, country=country, mechanism=slug),
    ]
    name = " – ".join(
        filter(
            None,
            (
                _("Monitoring calendar"),
                choice.country.name if choice.country else "",
                str(choice.mechanism or ""),
            ),
        )
    )
    answer = HttpResponse(feed.calendar_of(dates, name), content_type=feed.MEDIA_TYPE)
    answer["Content-Disposition"] = 'inline; filename="monitoring.ics"'
    return answer


@require_POST
@never_cache
@login_required
def following(request: HttpRequest) -> HttpResponse:
    """Begin or end the reminders of a country for the person who asks."""
    person = person_of(request)
    if not may_follow(person):
        raise PermissionDenied
    country = get_object_or_404(Country, pk=request.POST.get("country", "")[:2])
    if request.POST.get("follow") == "no":
        unfollow(person, country)
        said = _("You will get no more reminders of the dates of %(country)s.")
    else:
        follow(person, country)
        said = _("You will get a mail 30 and 7 days before the dates of %(country)s.")
    messages.success(request, said % {"country": country.name})
    return redirect(f"{reverse('library_monitoring')}?country={country.pk}")
