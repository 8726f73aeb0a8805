"""Owns what the reader shows: one page of a document, with everything that leads on from it."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.access import Tier
from core.citation import Citation
from library.citation import citation_of
from library.document_access import effective_tier
from library.languages import short
from library.models import DocumentPageText, Edition, LibraryDocument, LibraryRecord, TextState
from library.reader.pictures import Busy, PagePicture, PlacedWord, has_pictures, picture_of
from library.reader.words import FoundPage, FoundPages, WantedWords, find_pages, flowing
from search.query import SearchQuery
from search.scope import Scope
from search.vocabulary import language_names

WORDS_AND_PAGE = Scope(facets=(), sorts=(), has_years=False)
UNFOLDED_PAGES = 5
SHOWN_PAGES = 60
"""Pages that are listed for the words; a longer list helps nobody, and the arrows lead on."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The page as a picture, and the words on it that are marked."""

    url: str
    width: int
    height: int
    marked: tuple[PlacedWord, ...]


class ReaderPage:
    """A page of a document as its reader sees it, so that no rule and no query stands in the template."""

    def __init__(self, document: LibraryDocument, request: HttpRequest) -> None:
        self.document = document
        self.query = SearchQuery.from_params(request.GET, WORDS_AND_PAGE)
        self.q = "" if self.query.is_refused else self.query.q
        self.problems = list(self.query.problems)
        self._request = request
        self.last = document.page_count or 1
        self.number = self._number("page" in request.GET)

    def _number(self, is_asked: bool) -> int:
        """Return the page to show: the one asked for, the nearest that there is, or the first with the words."""
        if not is_asked and self.found.pages:
            return self.found.pages[0].number
        if self.query.page > self.last:
            self.problems.append(
                _("There is no page %(page)d; this is the last one.") % {"page": self.query.page}
            )
        return min(self.query.page, self.last)

    @property
    def title(self) -> str:
        """Return the title of the edition, else of the document."""
        return (self._edition.title if self._edition else "") or self.document.title

    @property
    def language(self) -> str:
        """Return the language of the document, empty when it is not known."""
        return short(self.document.language)

    @property
    def language_name(self) -> str:
        """Return the name of the document's language, in that of the reader."""
        return language_names(get_language() or "en").get(self.language, "")

    @cached_property
    def is_restricted(self) -> bool:
        """Tell whether not everybody may read the document."""
        return effective_tier(self.document) != Tier.PUBLIC

    # Its record

    @cached_property
    def _edition(self) -> Edition | None:
        """Return the first edition that has the document and whose page the reader may see."""
        editions = Edition.objects.filter(document=self.document, page__live=True)
        for edition in editions.select_related("page").order_by("page", "sort_order"):
            restrictions = edition.page.get_view_restrictions()
            if all(one.accept_request(self._request) for one in restrictions):
                return edition
        return None

    @cached_property
    def record(self) -> LibraryRecord | None:
        """Return the policy or publication that the document belongs to."""
        return self._edition.page.specific if self._edition else None

    @cached_property
    def record_url(self) -> str:
        """Return the address of the record, if there is one."""
        return self.record.get_url(self._request) or "" if self.record else ""

    @cached_property
    def citation(self) -> Citation | None:
        """Return how this page is cited: the work, the page, and its address here."""
        if self.record is None:
            return None
        address = self._request.build_absolute_uri(self.canonical)
        cited = citation_of(self.record, address)
        page = _("p. %(page)d") % {"page": self.number}
        return replace(cited, part=", ".join(one for one in (cited.part, page) if one), url=address)

    # Its text and picture

    @cached_property
    def _words(self) -> WantedWords | None:
        return WantedWords(self.q, self.language) if self.q else None

    @cached_property
    def _plain(self) -> str:
        rows = DocumentPageText.objects.filter(document=self.document, number=self.number)
        text = (rows.values_list("text", flat=True).first() or "").strip()
        return flowing(text) if has_pictures(self.document) else text

    @cached_property
    def text(self) -> SafeString:
        """Return the text of the page with its marks."""
        marked = self._words.mark(self._plain) if self._words else None
        return escape(self._plain) if marked is None else marked

    @property
    def text_note(self) -> str:
        """Say why there is no text, if there is none."""
        state = self.document.text_state
        if self._plain:
            return ""
        if state == TextState.WAITING:
            return _("The text of this document is still being read. Try again in a minute.")
        if state == TextState.FAILED:
            return _("The text of this document could not be read. The file can be downloaded.")
        if state == TextState.NO_TEXT:
            return _(
                "No text layer: the pages of this document are pictures, and their words cannot be searched."
            )
        return _("There is no text on this page.")

    @property
    def scan_note(self) -> str:
        """Warn of a text that a machine read from a picture."""
        if not self.document.is_recognised or not self._plain:
            return ""
        return _(
            "Text read by machine from a scan; it may have errors. Compare it with the picture before you cite it."
        )

    @cached_property
    def picture(self) -> Picture | None:
        """Return the page as a picture; a document that is no PDF has none."""
        drawn = self._drawn
        if not isinstance(drawn, PagePicture):
            return None
        spans = self._words.spans(drawn.text) if self._words else []
        marked = tuple(word for word in drawn.words if _is_within(word, spans))
        url = reverse("library_reader_picture", args=[self.document.pk, self.number])
        return Picture(url, drawn.width, drawn.height, marked)

    @property
    def picture_note(self) -> str:
        """Say why there is no picture where one is to be expected."""
        if self._drawn == "busy":
            return _(
                "Many pages are being drawn at the moment. Load this page again for its picture."
            )
        if self._drawn is None and has_pictures(self.document):
            return _("This page could not be drawn.")
        return ""

    @cached_property
    def _drawn(self) -> Any:
        if not has_pictures(self.document) or self.document.text_state == TextState.FAILED:
            return None
        try:
            return picture_of(self.document, self.number)
        except Busy:
            return "busy"

    # Where it leads

    @cached_property
    def found(self) -> FoundPages:
        """Return the pages of the document on which the words stand."""
        return find_pages(self.document, self.q) if self.q else FoundPages()

    @property
    def listed(self) -> list[tuple[FoundPage, str]]:
        """Return the pages that are listed for the words, with their addresses."""
        return [(one, self.url_of(one.number)) for one in self.found.pages[:SHOWN_PAGES]]

    @property
    def is_list_open(self) -> bool:
        """Tell whether the list of these pages is unfolded: when it is short and leads elsewhere."""
        numbers = [one.number for one in self.found.pages]
        return len(numbers) <= UNFOLDED_PAGES and numbers != [self.number]

    @property
    def unlisted(self) -> int:
        """Return how many pages with the words are not listed."""
        return max(0, len(self.found.pages) - SHOWN_PAGES)

    @property
    def previous_url(self) -> str:
        """Return the address of the page before, if there is one."""
        return self.url_of(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """Return the address of the next page, if there is one."""
        return self.url_of(self.number + 1) if self.number < self.last else ""

    @property
    def previous_found_url(self) -> str:
        """Return the address of the page before on which the words stand."""
        number = self.found.before(self.number)
        return self.url_of(number) if number else ""

    @property
    def next_found_url(self) -> str:
        """Return the address of the next page on which the words stand."""
        number = self.found.after(self.number)
        return self.url_of(number) if number else ""

    @property
    def address(self) -> str:
        """Return the address of the reader, without a page."""
        return reverse("library_reader", args=[self.document.pk])

    @property
    def canonical(self) -> str:
        """Return the address of this page as others cite it: without words."""
        return self.url_of(self.number, with_words=False)

    def url_of(self, number: int, *, with_words: bool = True) -> str:
        """Return the address of a page, with the words to be marked."""
        pairs = [("page", str(number))]
        if self.q and with_words:
            pairs.append(("q", self.q))
        return f"{self.address}?{urlencode(pairs)}"


def _is_within(word: PlacedWord, spans: list[tuple[int, int]]) -> bool:
    return any(word.start < end and start < word.end for start, end in spans)
