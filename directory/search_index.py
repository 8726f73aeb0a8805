"""How organisations become search documents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from core.access import Tier
from core.models import Term
from directory.disclosure import DisclosedOrganisation
from directory.disclosure_batches import COUNTRIES, LOCATIONS, TERMS, Discloser
from directory.freshness.states import FreshnessState, state_of
from directory.lookup.facets import CONFIRMED_SINCE, MEMBERSHIP, SPOKEN, STATE, TYPE, month_of
from directory.models import DirectoryPage, FreshnessSettings, OrganisationPage
from directory.names import Names
from search.documents import SearchDocument
from search.registry import not_searchable, register
from search.rows import SectionTitles, document_for_row, page_rows
from search.without_engine import Shelf, register_shelf


@dataclass(frozen=True, slots=True)
class OrganisationNames:
    """How an organisation is called: in lists, in addresses, and in every form a reader may type."""

    title: str
    slug: str
    names: tuple[str, ...]


def names_of_organisations(ids: Iterable[int | None]) -> dict[int | None, OrganisationNames]:
    """Return the names of organisations by id (one query)."""
    wanted = {pk for pk in ids if pk is not None}
    rows = OrganisationPage.objects.filter(pk__in=wanted).values_list(
        "pk", "title", "slug", "name_en", "acronym", "other_names"
    )
    return {
        pk: OrganisationNames(title, slug, _distinct(title, name_en, acronym, *others))
        for pk, title, slug, name_en, acronym, others in rows
    }


def _distinct(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def build_organisations(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of organisations, written from what is disclosed to everybody."""
    rows = {row["pk"]: row for row in page_rows(OrganisationPage, ids)}
    titles, names = SectionTitles(), Names()
    rules, now = FreshnessSettings.load(), timezone.now()
    discloser = Discloser(Tier.PUBLIC, frozenset({LOCATIONS, TERMS, COUNTRIES}))
    for entry in discloser.disclose(ids):
        confirmed_at = entry.confirmation.at
        state = state_of(confirmed_at, rules, now)
        yield document_for_row(
            rows[entry.id],
            kind="organisation",
            summary=entry.summary or entry.description,
            names=entry.names,
            body=titles.over(
                [
                    (_("Description"), entry.description if entry.summary else ""),
                    (_("Type"), entry.type.name if entry.type else ""),
                    (_("Services"), names.joined(entry.services)),
                    (_("Target groups"), names.joined(entry.target_groups)),
                    (_("Languages spoken"), names.joined(entry.languages)),
                    (_("Countries"), names.joined(entry.countries)),
                    (_("Seat"), entry.city),
                    (_("Places"), _places(entry)),
                ]
            ),
            facets=_facets(entry, state),
            confirmed_at=confirmed_at,
            card={
                "extra": [entry.city] if entry.city else [],
                "acronym": entry.acronym,
                "city": entry.city,
                "membership": entry.membership.status.value,
                "services": _slugs(entry.services),
                "target_groups": _slugs(entry.target_groups),
                "spoken": _slugs(entry.languages),
                "state": state.value,
            },
        )


def _facets(entry: DisclosedOrganisation, state: FreshnessState) -> dict[str, tuple[str, ...]]:
    confirmed_at = entry.confirmation.at
    return {
        "country": tuple(country.pk for country in entry.countries),
        "service": tuple(_slugs(entry.services)),
        "target-group": tuple(_slugs(entry.target_groups)),
        "organisation": (entry.slug,),
        SPOKEN.name: tuple(_slugs(entry.languages)),
        TYPE.name: (entry.type.slug,) if entry.type else (),
        MEMBERSHIP.name: (entry.membership.status.value,),
        CONFIRMED_SINCE.name: (month_of(confirmed_at),) if confirmed_at else (),
        STATE.name: (state.value,),
    }


def _slugs(terms: Iterable[Term]) -> list[str]:
    return [term.slug for term in terms]


def _places(entry: DisclosedOrganisation) -> str:
    """Return what public locations are called, as precisely as everybody may know; no street is looked up."""
    parts = (part for place in entry.locations for part in (place.name, place.town, place.region))
    return ", ".join(dict.fromkeys(part for part in parts if part))


register(OrganisationPage, kind="organisation", build_batch=build_organisations)
not_searchable(DirectoryPage)
register_shelf(
    Shelf(DirectoryPage, place=30, note=gettext_lazy("Organisations, country by country."))
)
