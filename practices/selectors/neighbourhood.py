"""What stands around a chart: its neighbours on the shelf, the chart it was adapted from, its adaptations."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Subquery
from django.http import HttpRequest

from core.prepared import PreparedQuery
from core.public_pages import open_to_all
from practices.models import PracticePage
from practices.selectors.links import Link, PagePaths


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
