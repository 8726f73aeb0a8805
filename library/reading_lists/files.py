"""A reading list as a file: Word, PDF, BibTeX."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import pdf, word_files
from library.models import ReadingList
from library.reading_lists.reading import cited_entries

TEMPLATE = Path(__file__).parent / "reading_list.typ"
MEDIA_TYPES = {
    "docx": word_files.MEDIA_TYPE,
    "pdf": "application/pdf",
    "bib": "application/x-bibtex; charset=utf-8",
}


def file_of(reading_list: ReadingList, extension: str) -> bytes:
    """Return a list as `docx`, `pdf` or `bib`; raises KeyError for other extensions."""
    return {"docx": _docx, "pdf": _pdf, "bib": _bibtex}[extension](reading_list)


def _docx(reading_list: ReadingList) -> bytes:
    document = word_files.new_document(reading_list.title)
    for paragraph in reading_list.introduction.splitlines():
        document.add_paragraph(paragraph)
    for entry, citation in cited_entries(reading_list):
        document.add_heading(f"{entry.number}. {entry.page.title}", level=2)
        if entry.note:
            document.add_paragraph(entry.note)
        document.add_paragraph(citation.apa)
    document.add_paragraph(_foot(reading_list))
    return word_files.to_bytes(document)


def _pdf(reading_list: ReadingList) -> bytes:
    values = {
        "language": (get_language() or "en").split("-")[0],
        "title": reading_list.title,
        "introduction": [line for line in reading_list.introduction.splitlines() if line.strip()],
        "entries": [
            {
                "title": entry.page.title,
                "kind": entry.kind,
                "note": entry.note,
                "cited": citation.apa,
                "url": f"{settings.SITE_URL}{entry.url}",
            }
            for entry, citation in cited_entries(reading_list)
        ],
        "empty": _("There is no record on this list yet."),
        "foot": _foot(reading_list),
    }
    return pdf.render(TEMPLATE, values)


def _bibtex(reading_list: ReadingList) -> bytes:
    return "\n".join(citation.bibtex for _entry, citation in cited_entries(reading_list)).encode()


def _foot(reading_list: ReadingList) -> str:
    return _("%(site)s, %(address)s, as of %(day)s") % {
        "site": settings.WAGTAIL_SITE_NAME,
        "address": settings.SITE_URL + reading_list.get_absolute_url(),
        "day": date_format(timezone.localdate()),
    }
