"""How organisations become search documents."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.models import Vocabulary
from directory.models import DirectoryPage, OrganisationPage
from search.documents import SearchDocument, document_for_page
from search.registry import not_searchable, register
from search.vocabulary import facets_of_terms


def organisations() -> QuerySet[Any]:
    """Return organisations with everything a document needs."""
    return OrganisationPage.objects.select_related("locale", "type").prefetch_related(
        "terms", "countries"
    )


def build_organisation(page: Any) -> SearchDocument:
    """Return the document of an organisation: its names, what it does, where and for whom."""
    countries = [country.pk for country in page.countries.all()]
    return document_for_page(
        page,
        kind="organisation",
        summary=page.summary or page.description,
        names=tuple(dict.fromkeys(filter(None, _names(page)))),
        body=(
            (_("Description"), page.description if page.summary else ""),
            (_("Type"), page.type.name if page.type else ""),
            (_("Services"), _labels(page, Vocabulary.SERVICES)),
            (_("Target groups"), _labels(page, Vocabulary.TARGET_GROUPS)),
            (_("Languages spoken"), _labels(page, Vocabulary.LANGUAGES)),
            (_("Countries"), ", ".join(country.name for country in page.countries.all())),
            (_("Seat"), page.city),
        ),
        facets=facets_of_terms(page.terms.all())
        | {"country": tuple(countries), "organisation": (page.slug,)},
        card={"extra": [page.city] if page.city else []},
    )


def _names(page: Any) -> list[str]:
    return [page.title, page.name_en, page.acronym, *page.other_names]


def _labels(page: Any, vocabulary: str) -> str:
    return ", ".join(term.name for term in page.terms_of(vocabulary))


register(OrganisationPage, build_organisation, kind="organisation", queryset=organisations)
not_searchable(DirectoryPage)
