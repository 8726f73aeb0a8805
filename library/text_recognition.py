"""Reads the words of scanned documents in the worker, a page after another, where tesseract is installed."""

import logging
import time
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from library.extraction.limits import Fault
from library.extraction.ocr import NotRecognised, Recogniser
from library.extraction.pool import ExtractorPool
from library.languages import language_of, short
from library.models import DocumentPageText, LibraryDocument, TextState
from library.text_extraction import SAMPLE_PAGES, fault_sentence, local_file, reading_limits

logger = logging.getLogger(__name__)

#: processor time to draw a page, and to read it: other work of the worker waits meanwhile
_PAGE_SECONDS = 20
#: a drawn page in base 64 is one line of the child's answer
_PICTURE_CHARACTERS = 2_000_000


def read_scans(seconds: float = 3.0) -> int:
    """Read pages of documents without a text layer for about so long, one page at least; return how many.

    May be killed at any moment: each page is kept as soon as it is read. Documents with the fewest pages read
    go first, so that a long one does not hold up all others.
    """
    limits = replace(reading_limits(), seconds=_PAGE_SECONDS)
    recogniser = Recogniser.installed(settings.OCR_LANGUAGES, limits)
    if recogniser is None or not _waiting().exists():
        return 0
    ends_at = time.monotonic() + seconds
    done = 0
    with ExtractorPool(replace(limits, page_characters=_PICTURE_CHARACTERS)) as pool:
        while (document := _waiting().first()) and (not done or time.monotonic() < ends_at):
            done += _read(document, recogniser, pool, ends_at)
    return done


def _waiting() -> QuerySet[LibraryDocument]:
    return (
        LibraryDocument.objects.filter(
            text_state=TextState.NO_TEXT,
            file__iendswith=".pdf",
            pages_recognised__lt=F("page_count"),
        )
        .filter(pages_recognised__lt=settings.OCR_MOST_PAGES)
        .order_by("pages_recognised", "pk")
    )


def _read(
    document: LibraryDocument, recogniser: Recogniser, pool: ExtractorPool, ends_at: float
) -> int:
    """Read pages of one document until it or the time ends; return how many."""
    done = 0
    with local_file(document) as path:
        if path is None:
            LibraryDocument.objects.filter(pk=document.pk, file=document.file.name).update(
                text_state=TextState.FAILED, text_problem=fault_sentence(Fault.MISSING)
            )
            return 1
        for number in range(document.pages_recognised + 1, _last_page(document) + 1):
            try:
                picture = pool.scan(path, number)
                text = _text_of(picture, short(document.language), recogniser)
            except NotRecognised as error:
                logger.warning(
                    "Page %d of document %s was not recognised: %s.", number, document.pk, error
                )
                text = ""
            done += 1
            if not _keep(document, number, text) or time.monotonic() >= ends_at:
                break
    return done


def _text_of(picture: bytes, language: str, recogniser: Recogniser) -> str:
    """Return the text of a page, whose language is told from a first reading where nobody named it."""
    text = recogniser.text_of(picture, language)
    told = "" if language else language_of(text)
    # Read in all languages at once a page loses accents.
    is_surer = told in recogniser.languages and len(recogniser.languages) > 1
    return recogniser.text_of(picture, told) if is_surer else text


def _last_page(document: LibraryDocument) -> int:
    return min(document.page_count or 0, settings.OCR_MOST_PAGES)


@transaction.atomic
def _keep(document: LibraryDocument, number: int, text: str) -> bool:
    """Keep the text of a page, and after the last one all that follows; False when the file is another by now."""
    row = (
        LibraryDocument.objects.select_for_update()
        .filter(
            pk=document.pk,
            file=document.file.name,
            text_state=TextState.NO_TEXT,
            pages_recognised=number - 1,
        )
        .first()
    )
    if row is None:
        return False
    DocumentPageText.objects.filter(document=row, number=number).update(text=text)
    row.pages_recognised = number
    if number < _last_page(row):
        # Not saved: the search needs to hear of it once, when all is read.
        LibraryDocument.objects.filter(pk=row.pk).update(
            pages_recognised=number,
            text_problem=_("A machine reads the words of its pictures: page %(page)d of %(last)d.")
            % {"page": number, "last": _last_page(row)},
        )
        return True
    texts = list(row.page_texts.values_list("text", flat=True))
    row.text_state, row.text_problem = _outcome(texts, number)
    row.language = row.language or language_of("\n".join(texts[:SAMPLE_PAGES]))
    row.save()
    return True


def _outcome(texts: list[str], last: int) -> tuple[TextState, str]:
    empty = sum(not text for text in texts[:last])
    if empty == last:
        return TextState.NO_TEXT, _(
            "No text layer, and the text recognition found no words: upload a file with text."
        )
    sentences = [_("Text read by machine from a scan; it may have errors.")]
    if empty:
        sentences.append(
            ngettext(
                "On %(pages)d page it found no words.",
                "On %(pages)d pages it found no words.",
                empty,
            )
            % {"pages": empty}
        )
    if last < len(texts):
        sentences.append(
            _("The first %(pages)d pages were read, the others cannot be searched.")
            % {"pages": last}
        )
    return TextState.EXTRACTED, " ".join(sentences)
