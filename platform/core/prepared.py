"""Queries that Django compiles once: for a page, putting the SQL together takes longer than running it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

Value = int | str | Sequence[int] | Sequence[str]
_Shape = tuple[tuple[str, type, int], ...]

# Markers stand for values while the query is compiled. They are told apart from the constants of a query,
# which are neither so large nor hold such characters, and they fit into every column: of a number that does
# not fit Django knows that nothing can match, and leaves its part of the query out.
_FIRST_MARKER = 2_147_000_000


class PreparedQuery:
    """A query written with the ORM as a function of its values, compiled once for each number of them.

    `build` gets every value as keyword and returns a `values_list()` for `rows()`, or a query of whole objects
    (annotated, but without `select_related`) for `objects()`.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        """Keep the function; nothing is compiled before the first use."""
        self._build = build
        self._model: type[Model] | None = None
        self._statements: dict[_Shape, tuple[str, list[Any]]] = {}

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        """Run the query with these values.

        Rows come as the database gives them: SQLite knows neither decimals nor booleans, so the caller converts those.
        """
        sql, params = self._statement(values)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def objects(self, **values: Value) -> list[Any]:
        """Run the query with these values and return its objects; annotations come as the database gives them."""
        sql, params = self._statement(values)
        assert self._model is not None  # known since the query was compiled
        return list(self._model._default_manager.raw(sql, params))

    def _statement(self, values: dict[str, Value]) -> tuple[str, list[Any]]:
        flat = {name: _flat(value) for name, value in values.items()}
        shape = tuple(
            (name, type(parts[0]) if parts else int, len(parts) if _is_list(values[name]) else -1)
            for name, parts in flat.items()
        )
        if shape not in self._statements:
            self._statements[shape] = self._compile(shape)
        sql, params = self._statements[shape]
        actual = dict(
            zip(_markers(shape), [part for parts in flat.values() for part in parts], strict=True)
        )
        return sql, [_filled(param, actual) for param in params]

    def _compile(self, shape: _Shape) -> tuple[str, list[Any]]:
        markers = iter(_markers(shape))
        arguments = {
            name: next(markers) if length < 0 else [next(markers) for _ in range(length)]
            for name, _type, length in shape
        }
        queryset = self._build(**arguments)
        self._model = queryset.model
        sql, params = queryset.query.sql_with_params()
        return sql, list(params)


def _is_list(value: Value) -> bool:
    return not isinstance(value, int | str)


def _flat(value: Value) -> list[int] | list[str]:
    return list(value) if _is_list(value) else [value]  # type: ignore[arg-type,list-item,return-value]


def _markers(shape: _Shape) -> list[int | str]:
    kinds = [kind for _name, kind, length in shape for _ in range(1 if length < 0 else length)]
    return [
        _FIRST_MARKER + place if kind is int else f"\x01{place}\x01"
        for place, kind in enumerate(kinds)
    ]


def _filled(param: Any, actual: dict[int | str, Any]) -> Any:
    """Put the value in the place of its marker; in a pattern such as `marker%` it stands for itself alone."""
    if isinstance(param, str) and param not in actual and "\x01" in param:
        for marker, value in actual.items():
            if isinstance(marker, str):
                param = param.replace(marker, connection.ops.prep_for_like_query(value))
        return param
    return actual.get(param, param) if isinstance(param, int | str) else param
