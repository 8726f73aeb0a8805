"""Owns why a search finds a record or not: whether it is public, whether the index has it, which parts it fails."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from search.engines.base import Engine, EngineRequest
from search.explaining.hits import ScorePart, taken_apart
from search.explaining.reading import text_of
from search.indexing import build_pages
from search.models import OutboxEntry
from search.query import MAX_OFFSET
from search.registry import registration_of
from search.rows import PagePaths
from search.services import SearchResults
from search.words import Expanded, InTitle, Node, ParsedWords, Phrase


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a search finds a record, at which place, and why not, in sentences."""

    page: Page | None
    reasons: Sequence[str] = ()
    place: int | None = None
    score: ScorePart | None = None

    @property
    def is_found(self) -> bool:
        """Tell whether the search finds it."""
        return self.score is not None


def page_asked(text: str) -> Page | None:
    """Return the page that a number or an address names, published or not."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return Page.objects.filter(pk=int(text)).first() if len(text) < 10 else None
    try:
        path = unquote(urlsplit(text).path).strip("/")
    except ValueError:
        return None  # brackets that are no address of a host
    if not path:
        return None
    paths = PagePaths()
    candidates = Page.objects.filter(slug=path.rsplit("/", 1)[-1])
    return next(
        (page for page in candidates if unquote(paths.of(page.url_path)).strip("/") == path), None
    )


def judged(text: str, results: SearchResults, engine: Engine, request: EngineRequest) -> Verdict:
    """Say of a record why a search finds it or not. Raises EngineUnavailable."""
    page = page_asked(text)
    if page is None:
        return Verdict(None, [_("There is no page with this number or address.")])
    key = str(page.pk)
    if engine.explain(EngineRequest(), key) is None:
        return Verdict(page, [_("It is not in the index."), *_why_not_indexed(page)])
    score = taken_apart(engine.explain(request, key))
    if score is None:
        return Verdict(page, list(_failing(results, engine, request, key)))
    keys = engine.keys(replace(request, offset=0, limit=MAX_OFFSET))
    return Verdict(page, place=keys.index(key) + 1 if key in keys else None, score=score)


def _why_not_indexed(page: Page) -> Iterator[str]:
    """Yield why a page may not be found, or why it is not yet."""
    if not page.live:
        yield _("It is not published.")
    if page.expire_at and page.expire_at <= timezone.now():
        yield _("Its time to be public is over.")
    if not Page.objects.public().filter(pk=page.pk).exists():
        yield _("It is not open to everybody: it, or a page above it, is restricted.")
    if page.alias_of_id:
        yield _("It repeats another page, which is found itself.")
    if registration_of(page.specific_class or Page) is None:
        yield _("Pages of this type are not found by the search.")
    waiting = OutboxEntry.objects.filter(page_id=page.pk).order_by("pk").last()
    if waiting:
        yield _("A change of it waits to be written to the index. %(error)s") % {
            "error": waiting.last_error
        }
    built = next(iter(build_pages([page.pk])), None)
    if built and built.error:
        yield _("It cannot be made into a document: %(error)s") % {"error": built.error}
    elif built and built.document and not waiting:
        yield _("It should be: the command check_search --mend writes what is missing.")


def _failing(
    results: SearchResults, engine: Engine, request: EngineRequest, key: str
) -> Iterator[str]:
    """Yield the parts of a query that a record of the index fails, each asked by itself."""
    for node in request.words.required:
        if engine.explain(EngineRequest(words=ParsedWords(required=(node,))), key) is None:
            yield _missing(node)
    for node in request.words.excluded:
        if engine.explain(EngineRequest(words=ParsedWords(required=(node,))), key):
            yield _("It has “%(text)s”, which was excluded.") % {"text": text_of(node)}
    for name, values in request.filters.items():
        if engine.explain(EngineRequest(filters={name: values}), key) is None:
            facet = results.query.scope.facet(name)
            chosen = results.query.chosen(name)
            labels = ", ".join(facet.label(value, results.known) or value for value in chosen)
            yield _("It does not have what was chosen of “%(facet)s”: %(values)s.") % {
                "facet": facet.title,
                "values": labels,
            }
    years = EngineRequest(year_from=request.year_from, year_to=request.year_to)
    if (years.year_from or years.year_to) and engine.explain(years, key) is None:
        yield _("None of its years is among those that were asked for.")


def _missing(node: Node) -> str:
    text = {"text": text_of(node)}
    if isinstance(node, InTitle):
        return _("“%(text)s” does not stand in its title.") % text
    if isinstance(node, Expanded):
        return (
            _(
                "Neither “%(text)s” nor another name that the vocabularies know for it stands in it, and it does not "
                "have the term."
            )
            % text
        )
    if isinstance(node, Phrase):
        return _("The phrase “%(text)s” stands nowhere in it.") % text
    return _("“%(text)s” stands nowhere in it.") % text
