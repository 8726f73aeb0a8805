"""What the libraries say about a country: its laws, how it refers people, what binds it, what was published on it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.countries import (
    CountryColumn,
    CountryItem,
    CountryPart,
    CountrySection,
    RecordPaths,
    SectionForm,
    register_country_part,
)
from core.countries.parts import SHOWN
from core.models import Country, Vocabulary
from core.public_pages import open_to_all
from library.models import PolicyLevel, PolicyPage, PolicyStatus, PublicationPage, Ratification
from library.monitoring import country_part  # noqa: F401 - registers its own part
from library.ratifications import instruments_in, public_ratifications

#: National instruments of these kinds, and those on this topic, say who refers whom to whom.
REFERRAL_KINDS, REFERRAL_TOPIC = ("procedure", "agreement"), "referral-mechanisms"


def _sections(country: Country, request: HttpRequest) -> Sequence[CountrySection]:
    """Return the sections of a country (three queries)."""
    paths = RecordPaths(request)
    own = list(_own_policies(country))
    search = f"{reverse('search')}?country={country.pk}&kind="
    return [
        _laws(own, paths, search),
        _referral(own, paths, search),
        _instruments(country, paths),
        _publications(country, paths, search),
    ]


def _own_policies(country: Country) -> QuerySet[PolicyPage]:
    """Return the instruments that name the country, the newest first."""
    topic = PolicyPage.terms.through.objects.filter(
        term__vocabulary=Vocabulary.TOPICS, term__slug=REFERRAL_TOPIC
    ).values("libraryrecord")
    return (
        open_to_all(PolicyPage.objects.filter(countries=country))
        .annotate(on_referral=Q(pk__in=topic))
        .select_related("kind")
        .order_by(F("year_adopted").desc(nulls_last=True), "title")
    )


def _laws(own: Sequence[PolicyPage], paths: RecordPaths, search: str) -> CountrySection:
    return CountrySection(
        name="policies",
        title=gettext_lazy("Law and policy"),
        place=50,
        items=[_policy(policy, paths) for policy in own[:SHOWN]],
        count=len(own),
        empty=gettext_lazy(
            "No law, action plan or agreement of this country is in the library yet."
        ),
        form=SectionForm.DATED,
        see_all=f"{search}policy",
    )


def _referral(own: Iterable[PolicyPage], paths: RecordPaths, search: str) -> CountrySection:
    found = [policy for policy in own if _is_referral(policy)]
    return CountrySection(
        name="referral",
        title=gettext_lazy("Referral mechanism"),
        place=60,
        items=[_policy(policy, paths) for policy in found[:SHOWN]],
        count=len(found),
        empty=gettext_lazy("No procedure or agreement on referral is in the library yet."),
        form=SectionForm.DATED,
        see_all=f"{search}policy&topic={REFERRAL_TOPIC}",
        see_all_label=gettext_lazy("Policies on referral"),
    )


def _is_referral(policy: Any) -> bool:
    kind = policy.kind.slug if policy.kind else ""
    is_national = policy.level in ("", PolicyLevel.NATIONAL)
    return is_national and (kind in REFERRAL_KINDS or policy.on_referral)


def _policy(policy: PolicyPage, paths: RecordPaths) -> CountryItem:
    status = PolicyStatus(policy.status)
    notes = (
        policy.kind.name if policy.kind else "",
        str(PolicyLevel(policy.level).label) if policy.level == PolicyLevel.REGIONAL else "",
        "" if status == PolicyStatus.UNKNOWN else str(status.label),
    )
    return CountryItem(
        title=policy.title,
        url=paths.of(policy.url_path),
        notes=tuple(note for note in notes if note),
        when=str(policy.year_adopted or ""),
    )


def _instruments(country: Country, paths: RecordPaths) -> CountrySection:
    rows = instruments_in(country)
    return CountrySection(
        name="instruments",
        title=gettext_lazy("International instruments"),
        place=55,
        items=[_bond(row, paths) for row in rows],
        count=sum(row.is_bound for row in rows),
        empty=gettext_lazy("Which instruments bind this country is not recorded yet."),
        form=SectionForm.DATED,
        see_all=reverse("library_ratifications"),
        see_all_label=gettext_lazy("Table of all countries"),
        note=gettext_lazy(
            "The year in front is that from which the instrument binds the country. An instrument that is missing here "
            "may bind it all the same: the table has what the sources say."
        ),
        aligns=True,
    )


def _bond(row: Ratification, paths: RecordPaths) -> CountryItem:
    reservation = _("with a reservation or declaration") if row.reservation else ""
    source = _("as of %(day)s") % {"day": row.as_of} if row.as_of else ""
    years = (
        _("signed in %(year)d") % {"year": row.signed} if row.signed else "",
        _("ratified in %(year)d") % {"year": row.ratified} if row.ratified else "",
        _("left in %(year)d") % {"year": row.ended} if row.ended else "",
    )
    return CountryItem(
        title=row.policy.short_title or row.policy.title,
        url=paths.of(row.policy.url_path),
        notes=tuple(note for note in (*years, reservation, source) if note),
        when=str(row.in_force or row.ratified or row.signed or ""),
        value=row.standing,
    )


def _publications(country: Country, paths: RecordPaths, search: str) -> CountrySection:
    works = (
        open_to_all(PublicationPage.objects.filter(countries=country))
        .select_related("kind")
        .annotate(in_all=Window(Count("pk")))
        .order_by(F("year").desc(nulls_last=True), "title")[:SHOWN]
    )
    return CountrySection(
        name="publications",
        title=gettext_lazy("Publications"),
        place=70,
        items=[_publication(work, paths) for work in works],
        count=works[0].in_all if works else 0,
        empty=gettext_lazy("No publication on this country is in the library yet."),
        form=SectionForm.DATED,
        see_all=f"{search}publication",
    )


def _publication(work: PublicationPage, paths: RecordPaths) -> CountryItem:
    language = work.language.upper() if work.language and work.language != "en" else ""
    notes = (work.publisher, work.kind.name if work.kind else "", language)
    return CountryItem(
        title=work.title,
        url=paths.of(work.url_path),
        notes=tuple(note for note in notes if note),
        when=str(work.year or ""),
        language=work.language,
    )


def _numbers_of(pages: QuerySet[Any]) -> Mapping[str, int]:
    rows = open_to_all(pages.exclude(countries=None)).order_by().values_list("countries")
    return dict(rows.annotate(number=Count("pk", distinct=True)))


def _bonds() -> Mapping[str, int]:
    rows = public_ratifications().in_force().order_by().values_list("country")
    return dict(rows.annotate(number=Count("pk")))


register_country_part(
    CountryPart(
        sections=_sections,
        columns=(
            CountryColumn(
                "policies",
                gettext_lazy("Policies"),
                50,
                lambda: _numbers_of(PolicyPage.objects.all()),
            ),
            CountryColumn("instruments", gettext_lazy("Instruments in force"), 55, _bonds),
            CountryColumn(
                "publications",
                gettext_lazy("Publications"),
                70,
                lambda: _numbers_of(PublicationPage.objects.all()),
            ),
        ),
    )
)
