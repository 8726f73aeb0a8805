"""A case study as readers see it: the twelve questions, the tick lists and the facts beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.citation import Citation
from core.dublin_core import DublinCore
from core.models import Term, Vocabulary
from core.public_pages import open_to_all
from practices.models import AgeGroup, CaseActor, CaseStudyPage, Gender
from practices.rich_text import from_html
from practices.selectors.links import Link, PagePaths, country_links, term_links
from practices.selectors.sheet import Item, organisation_link
from practices.structured_data import Described, Metadata, dublin_core, metadata

KIND = "case-study"
FILES = ("pdf", "docx", "json", "bib", "ris")
QUESTIONS = (
    Item(1, gettext_lazy("Involvement and need")),
    Item(2, gettext_lazy("Background on the person")),
    Item(3, gettext_lazy("First contact")),
    Item(4, gettext_lazy("Problems and obstacles")),
    Item(5, gettext_lazy("Authorities and agencies")),
    Item(6, gettext_lazy("Steps taken")),
    Item(7, gettext_lazy("Collaboration")),
    Item(8, gettext_lazy("Conditions and wishes")),
    Item(9, gettext_lazy("Privacy")),
    Item(10, gettext_lazy("What worked, what did not")),
    Item(11, gettext_lazy("Tools")),
    Item(12, gettext_lazy("Recommendations")),
)
# The vocabularies whose terms the form prints as boxes to tick, with their headings.
TICKED: tuple[tuple[str, str | Promise], ...] = (
    (Vocabulary.EXPLOITATION_FORMS, gettext_lazy("Form of exploitation")),
    (Vocabulary.RECRUITMENT_CHANNELS, gettext_lazy("Recruited by")),
    (Vocabulary.RECRUITMENT_OFFERS, gettext_lazy("What was proposed")),
    (Vocabulary.CONTACT_CHANNELS, gettext_lazy("Contact came through")),
)
# Answers that the form prints no box for; they show only where they were given.
UNPRINTED = frozenset({"all-forms", "not-specified", "not-stated", "unspecified"})


@dataclass(frozen=True, slots=True)
class Tick:
    """One box of a tick list."""

    label: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class TickList:
    """A list of boxes under its heading."""

    title: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class CaseView:
    """A case study with what stands around it on its page."""

    page: CaseStudyPage
    organisation: Link | None
    countries: tuple[Link, ...]
    needs: tuple[Link, ...]
    lessons: tuple[Link, ...]
    exploitation: tuple[Link, ...]
    tick_lists: tuple[TickList, ...]
    actors: tuple[CaseActor, ...]
    steps: tuple[str, ...]
    previous: Link | None
    following: Link | None
    url: str
    items: tuple[Item, ...] = QUESTIONS

    @property
    def language(self) -> str:
        """Return the case's language where it is another one than the page around it."""
        language = self.page.locale.language_code
        return "" if language == get_language() else language

    @property
    def files(self) -> dict[str, str]:
        """Return the addresses of the case's other forms."""
        section = reverse("wagtail_serve", args=("case-studies/",))
        return {name: f"{section}{self.page.slug}.{name}" for name in FILES}

    @property
    def source(self) -> str:
        """Return title, year and case number of the source in one line; empty when none is stated."""
        page = self.page
        parts = [page.source_title, str(page.source_year or "")]
        if page.source_title and page.source_number:
            parts.append(_("case %(number)s") % {"number": page.source_number})
        return ", ".join(part for part in parts if part)

    @property
    def is_due_for_review(self) -> bool:
        """Tell whether the day by which the case should have been reviewed has passed."""
        return bool(self.page.review_by and self.page.review_by < timezone.localdate())

    @property
    def sheet(self) -> "CaseView":
        """Return the case itself, so that templates treat charts and cases alike."""
        return self

    @cached_property
    def citation(self) -> Citation:
        """Return how the case is cited."""
        page = self.page
        number = page.source_number or page.number
        first = page.first_published_at
        return Citation(
            key=page.slug,
            authors=(self.organisation.label,) if self.organisation else (),
            year=page.source_year or (first.year if first else None),
            title=page.title,
            part=_("Case study %(number)s") % {"number": number} if number else _("Case study"),
            source=page.source_title,
            url=self.url,
            language=page.locale.language_code,
        )

    @cached_property
    def metadata(self) -> Metadata:
        """Return what the case says of itself to machines."""
        links = (*self.needs, *self.lessons)
        return metadata(_described(self.page, self.organisation, links, self.url, self.files))


def case_description(page: CaseStudyPage) -> DublinCore:
    """Return a case study in Dublin Core; reads nothing that its list has fetched already."""
    paths = PagePaths(None)
    terms = (*page.terms_of(Vocabulary.CASE_NEEDS), *page.terms_of(Vocabulary.LESSON_TAGS))
    url = settings.SITE_URL + paths.url(page.url_path or "")
    described = _described(page, _organisation(page, paths), term_links(list(terms), KIND), url, {})
    return dublin_core(described)


def _described(
    page: CaseStudyPage,
    organisation: Link | None,
    links: tuple[Link, ...],
    url: str,
    files: dict[str, str],
) -> Described:
    return Described(
        page=page,
        url=url,
        authors=(organisation.label,) if organisation else (),
        subjects=tuple(link.label for link in links),
        files=files,
    )


def case_view(page: CaseStudyPage, *, request: HttpRequest | None) -> CaseView:
    """Return a case study with its surroundings."""
    if page.pk:
        prefetch_related_objects([page], "countries", "terms", "actors")
    paths = PagePaths(request)
    previous, following = _neighbours(page, paths)
    return CaseView(
        page=page,
        organisation=_organisation(page, paths),
        countries=country_links(page.countries.all(), KIND),
        needs=term_links(page.terms_of(Vocabulary.CASE_NEEDS), KIND),
        lessons=term_links(page.terms_of(Vocabulary.LESSON_TAGS), KIND),
        exploitation=term_links(page.terms_of(Vocabulary.EXPLOITATION_FORMS), KIND),
        tick_lists=tick_lists(page),
        actors=tuple(page.actors.all()),
        steps=flat_items(page.steps),
        previous=previous,
        following=following,
        url=settings.SITE_URL + paths.url(page.url_path or ""),
    )


def _organisation(page: CaseStudyPage, paths: PagePaths) -> Link | None:
    if page.organisation:
        return organisation_link(page.organisation, paths)
    return Link(page.printed_organisation) if page.printed_organisation else None


def tick_lists(page: CaseStudyPage) -> tuple[TickList, ...]:
    """Return the boxes of question 2, and of question 3 the channel, ticked and not ticked.

    Of a vocabulary the broad terms are printed, as on the form, and every term that is ticked.
    """
    ticked = {term.pk for term in page.terms.all()}
    names = [name for name, _title in TICKED]
    printed: dict[str, list[Term]] = {name: [] for name in names}
    terms = Term.objects.filter(Q(parent=None) | Q(pk__in=ticked), vocabulary__in=names)
    for term in terms.order_by("sort_order", "label"):
        if term.pk in ticked or term.slug not in UNPRINTED:
            printed[term.vocabulary].append(term)
    return (
        TickList(_("Gender"), _choices(Gender.choices, page.gender, Gender.MIXED)),
        TickList(_("Age group"), _choices(AgeGroup.choices, page.age_group, AgeGroup.MIXED)),
        *(
            TickList(
                str(title), tuple(Tick(term.name, term.pk in ticked) for term in printed[name])
            )
            for name, title in TICKED
        ),
    )


def _choices(
    choices: Iterable[tuple[str, str | Promise]], chosen: str, unprinted: str
) -> tuple[Tick, ...]:
    """Return choices as boxes; the one that stands for several ticks shows only where it was chosen."""
    return tuple(
        Tick(str(label), value == chosen)
        for value, label in choices
        if value and (value != unprinted or value == chosen)
    )


def flat_items(html: str) -> tuple[str, ...]:
    """Return the texts of an answer that is nothing but one flat list of plain words, else nothing."""
    blocks = from_html(html)
    is_list = all(block.is_item and block.level == 0 and block.is_plain for block in blocks)
    return tuple(block.text for block in blocks) if is_list else ()


def _neighbours(page: CaseStudyPage, paths: PagePaths) -> tuple[Link | None, Link | None]:
    """Return the cases before and after, in the order of the shelf."""
    if page.pk is None:
        return None, None
    parent = page.path[: -page.steplen]
    shelf = open_to_all(CaseStudyPage.objects.filter(depth=page.depth, path__startswith=parent))
    before = shelf.filter(path__lt=page.path).order_by("-path").values("pk")[:1]
    after = shelf.filter(path__gt=page.path).order_by("path").values("pk")[:1]
    rows = Page.objects.filter(Q(pk__in=before) | Q(pk__in=after)).order_by("path")
    links = {
        path < page.path: Link(title, paths.url(url_path))
        for title, url_path, path in rows.values_list("title", "url_path", "path")
    }
    return links.get(True), links.get(False)
