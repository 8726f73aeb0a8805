"""What a reader may want after a chart: charts like it, its neighbours on the shelf, its adaptations."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import CharField, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.models import Country, Term, Vocabulary
from core.prepared import PreparedQuery
from core.public_pages import open_to_all
from practices.models import PracticePage
from practices.selectors.formatting import period_text
from practices.selectors.links import Link, PagePaths, compare_url

RELATED_SHOWN = 4
# A shared way of working says more about two charts than a shared country or target group.
WEIGHTS: dict[str, int] = {Vocabulary.TYPOLOGIES: 3, Vocabulary.TARGET_GROUPS: 1}
COUNTRY_WEIGHT = 2
# How many rows of a relation are looked at: keeps the page fast beside a hundred thousand charts.
LOOKED_AT = 1_000
CANDIDATES = 4 * RELATED_SHOWN


@dataclass(frozen=True, slots=True)
class RelatedChart:
    """A chart like the present one, and why."""

    pk: int
    title: str
    url: str
    category: str
    countries: str
    period: str
    reasons: tuple[str, ...]
    compare_url: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The charts before and after, the one this was adapted from, those adapted from it."""

    previous: Link | None = None
    following: Link | None = None
    adapted_from: Link | None = None
    adaptations: tuple[Link, ...] = field(default=())


def _around_query(pk: int, path: str, parent: str, depth: int, adapted_from: int) -> QuerySet:
    shelf = open_to_all(PracticePage.objects.filter(depth=depth, path__startswith=parent))
    before = shelf.filter(path__lt=path).order_by("-path").values("pk")[:1]
    after = shelf.filter(path__gt=path).order_by("path").values("pk")[:1]
    wanted = Q(pk=Subquery(before)) | Q(pk=Subquery(after)) | Q(pk=adapted_from)
    return (
        open_to_all(PracticePage.objects.filter(wanted | Q(adapted_from=pk)))
        .exclude(pk=pk)
        .order_by("path")
        .values_list("pk", "title", "url_path", "path", "adapted_from_id")
    )


_around = PreparedQuery(_around_query)


def neighbourhood(page: PracticePage, request: HttpRequest | None) -> Neighbourhood:
    """Return the charts around a chart, in the order of the shelf (one query)."""
    if page.pk is None:
        return Neighbourhood()
    parent = page.path[: -page.steplen]
    rows = _around.rows(
        pk=page.pk,
        path=page.path,
        parent=parent,
        depth=page.depth,
        adapted_from=page.adapted_from_id or page.pk,
    )
    paths = PagePaths(request)
    found: dict[str, Link] = {}
    adaptations = []
    for pk, title, url_path, path, adapted_from in rows:
        link = Link(title, paths.url(url_path))
        if adapted_from == page.pk:
            adaptations.append(link)
        if pk == page.adapted_from_id:
            found["adapted_from"] = link
        if path.startswith(parent) and path < page.path:
            found["previous"] = link
        elif path.startswith(parent) and path > page.path:
            found.setdefault("following", link)
    return Neighbourhood(**found, adaptations=tuple(adaptations))


def _shared_query(pk: int, terms: list[int], countries: list[str]) -> QuerySet:
    by_term = _newest(PracticePage.terms.through.objects.filter(term_id__in=terms), pk)
    by_country = _newest(
        PracticePage.countries.through.objects.filter(country_id__in=countries), pk
    )
    return (
        by_term.annotate(key=Cast("term_id", CharField()))
        .values_list("practicepage_id", "key")
        .union(by_country.values_list("practicepage_id", "country_id"), all=True)
    )


def _newest(rows: QuerySet, pk: int) -> QuerySet:
    newest = rows.exclude(practicepage_id=pk).order_by("-pk").values("pk")[:LOOKED_AT]
    return rows.model.objects.filter(pk__in=newest).order_by()


def _charts_query(pks: list[int], locale: int) -> QuerySet:
    return open_to_all(PracticePage.objects.filter(pk__in=pks, locale_id=locale)).values_list(
        "pk", "title", "url_path", "category", "period_start", "period_end", *COUNTRY_COLUMNS
    )


COUNTRY_COLUMNS = ("countries__code", "countries__label", "countries__is_marked")
_shared = PreparedQuery(_shared_query)
_charts = PreparedQuery(_charts_query)


def related_charts(page: PracticePage, request: HttpRequest | None) -> list[RelatedChart]:
    """Return the charts that share most with a chart, the likest first (two queries)."""
    terms = {str(term.pk): term for name in WEIGHTS for term in page.terms_of(name)}
    countries = {country.pk: country for country in page.countries.all()}
    shared: dict[int, list[str]] = defaultdict(list)
    # A list must not be empty; no term has the key 0 and no country an empty code.
    for pk, key in _shared.rows(
        pk=page.pk or 0,
        terms=[int(key) for key in terms] or [0],
        countries=list(countries) or [""],
    ):
        shared[pk].append(key)
    weights = {key: WEIGHTS[term.vocabulary] for key, term in terms.items()}
    scores = {
        pk: sum(weights.get(key, COUNTRY_WEIGHT) for key in keys) for pk, keys in shared.items()
    }
    likest = sorted(scores, key=lambda pk: (-scores[pk], pk))[:CANDIDATES]
    charts: dict[int, list[tuple]] = defaultdict(list)
    padded = likest + [0] * (CANDIDATES - len(likest))  # one statement, however many there are
    for row in _charts.rows(pks=padded, locale=page.locale_id) if likest else ():
        charts[row[0]].append(row)
    paths = PagePaths(request)
    shown = [pk for pk in likest if pk in charts][:RELATED_SHOWN]
    return [
        _related_chart(page, charts[pk], _reasons(shared[pk], terms, countries), paths)
        for pk in shown
    ]


def _related_chart(
    page: PracticePage, rows: list[tuple], reasons: tuple[str, ...], paths: PagePaths
) -> RelatedChart:
    """Return the chart of rows that differ in their country alone."""
    pk, title, url_path, category, start, end = rows[0][:6]
    countries = [
        Country(code=code, label=label, is_marked=bool(is_marked))
        for *_chart, code, label, is_marked in rows
        if code
    ]
    return RelatedChart(
        pk=pk,
        title=title,
        url=paths.url(url_path),
        category=category,
        countries=", ".join(sorted(country.name for country in countries)),
        period=period_text(start, end),
        reasons=reasons,
        compare_url=compare_url(page.pk, pk),
    )


def _reasons(
    keys: list[str], terms: dict[str, Term], countries: dict[str, Country]
) -> tuple[str, ...]:
    """Say in words what two charts share."""
    names: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if key in terms:
            names[terms[key].vocabulary].append(terms[key].name)
        else:
            names["countries"].append(countries[key].name)
    sentences = {
        Vocabulary.TYPOLOGIES: _("same typology: %(names)s"),
        "countries": _("same country: %(names)s"),
        Vocabulary.TARGET_GROUPS: _("same target group: %(names)s"),
    }
    return tuple(
        sentence % {"names": ", ".join(sorted(names[name]))}
        for name, sentence in sentences.items()
        if names[name]
    )
