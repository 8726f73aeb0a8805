"""Reads all ordered rows of a chart with one query and hands them to the page's own relations."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.db.models import (
    BooleanField,
    CharField,
    DecimalField,
    F,
    IntegerField,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from taggit.models import Tag

from core.models import Country
from core.prepared import PreparedQuery
from directory.models import OrganisationPage
from practices.models import (
    ContactPoint,
    FundingSource,
    HumanResource,
    InKindResource,
    PracticeLink,
    PracticeOrganisation,
    PracticePage,
    PracticeTag,
    ResultFigure,
)

# The shape of a row, whatever its table: three texts, a number, a key and a flag.
COLUMNS: dict[str, models.Field] = {
    "a": TextField(),
    "b": TextField(),
    "c": TextField(),
    "number": DecimalField(max_digits=14, decimal_places=2),
    "key": IntegerField(),
    "flag": BooleanField(),
}


@dataclass(frozen=True)
class Row:
    """One row of any of the tables."""

    relation: str
    pk: int
    sort_order: int
    a: str | None
    b: str | None
    c: str | None
    number: Decimal | None
    key: int | None
    flag: bool | None


@dataclass(frozen=True)
class Relation:
    """How one relation of the page fills the common shape, and how its objects are made of it again."""

    model: type[models.Model]
    page_field: str
    columns: dict[str, str]
    build: Callable[["Relation", Row], Any] | None = None
    order: str = "sort_order"

    def rows(self, name: str, page_id: int) -> models.QuerySet:
        """Return the query of this relation, in the common shape."""
        annotations: dict[str, Any] = {
            f"row_{column}": Cast(F(self.columns[column]), field)
            if column in self.columns
            else Cast(Value(None), field)
            for column, field in COLUMNS.items()
        }
        return (
            self.model._default_manager.filter(**{self.page_field: page_id})
            .order_by()
            .annotate(
                row_relation=Value(name, output_field=CharField()),
                row_pk=F("pk"),
                row_order=F(self.order),
                **annotations,
            )
            .values_list(
                "row_relation", "row_pk", "row_order", *(f"row_{column}" for column in COLUMNS)
            )
        )

    def instance(self, row: Row) -> Any:
        """Return the object of a row, with what was not read left to be fetched on demand."""
        if self.build:
            return self.build(self, row)
        names = {"id": row.pk, "sort_order": row.sort_order}
        names |= {name: getattr(row, column) for column, name in self.columns.items()}
        return _loaded(self.model, names)


def _loaded(model: type[models.Model], values: dict[str, Any]) -> Any:
    """Return a saved object of which only `values` were read, as `QuerySet.only()` would."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db("default", names, [values[name] for name in names])


def _organisation_row(relation: Relation, row: Row) -> PracticeOrganisation:
    item = _loaded(
        relation.model,
        {
            "id": row.pk,
            "sort_order": row.sort_order,
            "printed_name": row.a,
            "organisation_id": row.key,
        },
    )
    if row.key is not None:
        item.organisation = _organisation_page(relation, row)
    return item


def _organisation_page(relation: Relation, row: Row) -> OrganisationPage:
    return _loaded(
        OrganisationPage,
        {
            "id": row.key,
            "page_ptr_id": row.key,
            "title": row.b,
            "slug": (row.c or "").rstrip("/").rpartition("/")[2],
            "url_path": row.c,
            "live": row.flag,
        },
    )


def _country(relation: Relation, row: Row) -> Country:
    return _loaded(
        Country, {"code": row.a, "label": row.b, "footnote": row.c, "is_marked": row.flag}
    )


def _tag(relation: Relation, row: Row) -> PracticeTag:
    item = _loaded(relation.model, {"id": row.pk, "tag_id": row.key})
    item.tag = _loaded(Tag, {"id": row.key, "name": row.a, "slug": row.b})
    return item


RELATIONS: dict[str, Relation] = {
    "organisation_rows": Relation(
        PracticeOrganisation,
        "page",
        {
            "a": "printed_name",
            "b": "organisation__title",
            "c": "organisation__url_path",
            "key": "organisation_id",
            "flag": "organisation__live",
        },
        _organisation_row,
    ),
    "adopted_by": Relation(
        PracticePage.adopted_by.through,
        "practicepage",
        {
            "b": "organisationpage__title",
            "c": "organisationpage__url_path",
            "key": "organisationpage_id",
            "flag": "organisationpage__live",
        },
        _organisation_page,
        order="pk",
    ),
    "countries": Relation(
        PracticePage.countries.through,
        "practicepage",
        {
            "a": "country_id",
            "b": "country__label",
            "c": "country__footnote",
            "flag": "country__is_marked",
        },
        _country,
        order="pk",
    ),
    "tagged_items": Relation(
        PracticeTag,
        "content_object",
        {"a": "tag__name", "b": "tag__slug", "key": "tag_id"},
        _tag,
        order="pk",
    ),
    "human_resources": Relation(HumanResource, "page", {"a": "role", "number": "count"}),
    "in_kind_resources": Relation(InKindResource, "page", {"a": "item", "number": "count"}),
    "funding_sources": Relation(FundingSource, "page", {"a": "source", "number": "percent"}),
    "result_figures": Relation(
        ResultFigure, "page", {"a": "label", "b": "unit", "number": "value"}
    ),
    "links": Relation(PracticeLink, "page", {"a": "title", "b": "url"}),
    "contact_points": Relation(ContactPoint, "page", {"a": "kind", "b": "value", "c": "tier"}),
}


@cache
def _rows_of(names: tuple[str, ...]) -> PreparedQuery:
    """Return the query over these relations."""

    def build(page: int) -> models.QuerySet:
        first, *others = (RELATIONS[name].rows(name, page) for name in names)
        return first.union(*others, all=True)

    return PreparedQuery(build)


def _read(names: tuple[str, ...], page_id: int) -> Iterator[Row]:
    for relation, pk, order, a, b, c, number, key, flag in _rows_of(names).rows(page=page_id):
        # SQLite has neither decimals nor booleans.
        exact = None if number is None else Decimal(str(number))
        yield Row(relation, pk, order, a, b, c, exact, key, None if flag is None else bool(flag))


def load_rows(page: PracticePage) -> None:
    """Fill every ordered relation of a saved page, its countries and its tags (one query).

    Relations that the page holds in memory already, as a draft under preview does, stay as they are.
    """
    held = getattr(page, "_cluster_related_objects", {})
    names = tuple(name for name in RELATIONS if name not in held)
    if page.pk is None or not names:
        return
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _read(names, page.pk):
        found[row.relation].append(row)
    for name in names:
        rows = sorted(found[name], key=lambda row: (row.sort_order or 0, row.pk))
        getattr(page, name).set([RELATIONS[name].instance(row) for row in rows])
