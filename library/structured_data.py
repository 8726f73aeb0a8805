"""What a policy or publication says of itself to machines: schema.org."""

from typing import Any

from library.models import LibraryRecord, PolicyPage, PublicationPage


def structured_data(page: LibraryRecord) -> dict[str, Any]:
    """Return a work in the words of schema.org; empty values are left out by the template tag."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation" if isinstance(page, PolicyPage) else "Report",
        "@id": page.full_url,
        "name": page.title,
        "description": page.summary,
        "sameAs": page.address,
        "spatialCoverage": [
            {"@type": "Country", "name": country.name, "identifier": country.pk}
            for country in page.countries.all()
        ],
        "about": [term.label for term in page.terms.all()],
        "license": page.licence,
    }
    if isinstance(page, PolicyPage):
        data |= {
            "alternateName": page.short_title,
            "legislationIdentifier": page.reference,
            "legislationPassedBy": page.body,
            "legislationDate": str(page.year_adopted or ""),
        }
    if isinstance(page, PublicationPage):
        data |= {
            "author": [
                {"@type": "Organization" if one.is_corporate else "Person", "name": one.name}
                for one in page.authors.all()
            ],
            "publisher": page.publisher,
            "datePublished": str(page.year or ""),
            "inLanguage": page.language,
            "isbn": page.isbn,
            "identifier": f"https://doi.org/{page.doi}" if page.doi else "",
        }
    return data
