"""What a chart or a case study says of itself to machines: schema.org and Dublin Core."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.dublin_core import DublinCore
from core.models import Country
from practices.models import CaseStudyPage, Licence, PracticePage

LICENCES = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True)
class File:
    """Another form in which the record can be had."""

    url: str
    media_type: str


@dataclass(frozen=True)
class Metadata:
    """What stands in the head of a record's page."""

    dublin_core: DublinCore
    files: tuple[File, ...]
    structured_data: dict[str, Any]

    @property
    def tags(self) -> SafeString:
        """Return the elements for the head of the page."""
        files = ((file.media_type, file.url) for file in self.files)
        links = format_html_join("\n", '<link rel="alternate" type="{}" href="{}">', files)
        return format_html("{}\n{}", self.dublin_core.meta_tags, links)


@dataclass(frozen=True)
class Described:
    """The words about a record that both vocabularies use."""

    page: PracticePage | CaseStudyPage
    url: str
    authors: tuple[str, ...]
    subjects: tuple[str, ...]
    files: dict[str, str]
    period: tuple[int, int | None] | None = None
    licence: str = ""


def metadata(record: Described) -> Metadata:
    """Return both descriptions of a record; nothing that is not on its public page is in them."""
    page = record.page
    countries: list[Country] = list(page.countries.all())
    files = tuple(
        File(f"{settings.SITE_URL}{record.files[name]}", media_type)
        for name, media_type in MEDIA_TYPES.items()
        if name in record.files
    )
    return Metadata(
        dublin_core(record), files, _schema_org(record, countries, files, _licence(record))
    )


def dublin_core(record: Described) -> DublinCore:
    """Return a record in Dublin Core, for its page and for harvesters."""
    page = record.page
    published = page.first_published_at
    return DublinCore.of(
        [
            ("title", page.title),
            *(("creator", author) for author in record.authors),
            ("description", page.summary),
            ("publisher", settings.WAGTAIL_SITE_NAME),
            ("date", published.date().isoformat() if published else ""),
            ("type", "Text"),
            ("identifier", record.url),
            ("language", page.locale.language_code),
            *(("subject", subject) for subject in record.subjects),
            *(("coverage", country.name) for country in page.countries.all()),
            ("source", page.source_title),
            ("rights", _licence(record)),
        ]
    )


def _licence(record: Described) -> str:
    return LICENCES.get(Licence(record.licence), "") if record.licence else ""


def _schema_org(
    record: Described, countries: list[Country], files: tuple[File, ...], licence: str
) -> dict[str, Any]:
    page = record.page
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": record.url,
        "url": record.url,
        "name": page.title,
        "alternateName": getattr(page, "name_original", ""),
        "description": page.summary,
        "reportNumber": str(page.number) if page.number else "",
        "inLanguage": page.locale.language_code,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "author": [{"@type": "Organization", "name": author} for author in record.authors],
        "publisher": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME},
        "spatialCoverage": [
            {"@type": "Country", "name": country.name, "identifier": country.code}
            for country in countries
        ],
        "temporalCoverage": _interval(record.period),
        "keywords": list(record.subjects),
        "isPartOf": {"@type": "CreativeWork", "name": page.source_title}
        if page.source_title
        else {},
        "license": licence,
        "encoding": [
            {"@type": "MediaObject", "contentUrl": file.url, "encodingFormat": file.media_type}
            for file in files
        ],
    }


def _interval(period: tuple[int, int | None] | None) -> str:
    """Return a period as ISO 8601 interval, ".." standing for an end that is not known."""
    return f"{period[0]}/{period[1] or '..'}" if period else ""
