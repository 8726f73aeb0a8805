"""What the directory says about a country: who is listed there, what they offer, the lines that everybody may call."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Tier
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
from core.models import Country, Term, Vocabulary
from core.sorting import sort_key
from directory.disclosure import DisclosedOrganisation
from directory.disclosure_batches import CONTACTS, Discloser
from directory.models import Contact, ContactKind, MembershipStatus, OrganisationPage
from directory.selectors import listed_organisations
from search.facets import SERVICE

#: The lines by which somebody is referred; other contacts stand in the entries.
LINES = (ContactKind.REFERRAL, ContactKind.HOTLINE)
# Who founded the network or belongs to it stands first.
_STANDING = [
    When(membership_status=status, then=Value(place))
    for place, status in enumerate(
        (
            MembershipStatus.FOUNDER,
            MembershipStatus.MEMBER,
            MembershipStatus.PARTNER,
            MembershipStatus.OBSERVER,
        )
    )
]


def _sections(country: Country, request: HttpRequest) -> Sequence[CountrySection]:
    """Return the sections, as disclosed to everybody: members see more in the directory (four queries)."""
    listed = listed_organisations().filter(countries=country)
    lines = Contact.objects.filter(page=OuterRef("pk"), kind__in=LINES, tier=Tier.PUBLIC)
    rows = list(
        listed.annotate(
            has_line=Exists(lines), standing=Case(*_STANDING, default=Value(len(_STANDING)))
        )
        .order_by("standing", "title")
        .values_list("pk", "has_line")
    )
    first = [pk for pk, _has_line in rows[:SHOWN]]
    reachable = [pk for pk, has_line in rows if has_line]
    wanted = list(dict.fromkeys([*first, *reachable[:SHOWN]]))
    shown = {one.id: one for one in Discloser(Tier.PUBLIC, frozenset({CONTACTS})).disclose(wanted)}
    paths = RecordPaths(request)
    here = f"{reverse('directory')}?country={country.pk}"
    return [
        CountrySection(
            name="organisations",
            title=gettext_lazy("Organisations"),
            place=10,
            items=[_organisation(shown[pk], paths) for pk in first if pk in shown],
            count=len(rows),
            empty=gettext_lazy("Nobody is listed yet who works in this country."),
            see_all=here,
            see_all_label=gettext_lazy("In the directory"),
        ),
        _services(listed.values("pk"), here),
        CountrySection(
            name="lines",
            title=gettext_lazy("Lines for referral"),
            place=65,
            items=[
                item for pk in reachable[:SHOWN] if pk in shown for item in _lines(shown[pk], paths)
            ],
            count=len(reachable),
            empty=gettext_lazy("No organisation has opened a referral line or hotline to all."),
            see_all=here,
            see_all_label=gettext_lazy("In the directory"),
            note=gettext_lazy("Members of the network may see further contacts in the directory."),
        ),
    ]


def _services(listed: QuerySet[Any], here: str) -> CountrySection:
    offered = OrganisationPage.terms.through.objects.filter(
        organisationpage__in=listed, term__vocabulary=Vocabulary.SERVICES
    )
    fields = ("slug", "label", "labels")
    rows = offered.order_by().values_list(*(f"term__{field}" for field in fields))
    items = []
    for *values, number in rows.annotate(number=Count("pk")):
        term = Term(**dict(zip(fields, values, strict=True)))
        url = f"{here}&{SERVICE.name}={term.slug}"
        items.append(CountryItem(title=term.name, url=url, value=str(number)))
    items.sort(key=lambda item: (-int(item.value), sort_key(item.title)))
    return CountrySection(
        name="services",
        title=gettext_lazy("Services stated"),
        place=20,
        items=items,
        count=len(items),
        empty=gettext_lazy("No service is stated for this country."),
        form=SectionForm.VALUES,
        see_all=reverse("directory_coverage"),
        see_all_label=gettext_lazy("Coverage of all countries"),
        note=gettext_lazy(
            "The number of organisations that state the service. A gap in the list is not always a gap in the country."
        ),
        aligns=True,
    )


def _organisation(shown: DisclosedOrganisation, paths: RecordPaths) -> CountryItem:
    status = shown.membership.status
    standing = "" if status == MembershipStatus.LISTED else str(status.label)
    notes = (shown.city, shown.acronym, standing, _reliance(shown))
    return CountryItem(
        title=shown.name,
        url=paths.of(shown.url_path),
        notes=tuple(note for note in notes if note),
        language=shown.language,
    )


def _reliance(shown: DisclosedOrganisation) -> str:
    if shown.confirmation.at:
        day = date_format(localtime(shown.confirmation.at), "j F Y")
        return _("confirmed %(day)s") % {"day": day}
    if shown.as_of:
        return _("as of %(year)d, not confirmed since") % {"year": shown.as_of}
    return _("not confirmed yet")


def _lines(shown: DisclosedOrganisation, paths: RecordPaths) -> list[CountryItem]:
    return [
        CountryItem(
            title=f"{contact.kind_label}: {shown.acronym or shown.name}",
            url=paths.of(shown.url_path),
            notes=tuple(note for note in (contact.phone, contact.email, contact.hours) if note),
        )
        for contact in shown.contacts
        if contact.kind in LINES
    ]


def _numbers() -> Mapping[str, int]:
    rows = (
        listed_organisations()
        .exclude(countries=None)
        .order_by()
        .values_list("countries")
        .annotate(number=Count("pk", distinct=True))
    )
    return dict(rows)


register_country_part(
    CountryPart(
        sections=_sections,
        columns=(CountryColumn("organisations", gettext_lazy("Organisations"), 10, _numbers),),
    )
)
