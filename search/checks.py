"""Owns the system checks of the search: page types that nobody indexes, an address or an index that does not fit."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from wagtail.models import Page, get_page_models

from search.engines.base import EngineUnavailable
from search.engines.selection import engine_name, get_engine
from search.registry import is_declared

OWN_PACKAGES = ("core", "accounts", "directory", "practices", "library", "newsletter")


def check_page_types(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of page types of this product that are neither registered nor declared as not searchable."""
    return [
        Warning(
            f"Nobody decided whether {model.__name__} can be found by the search.",
            hint=f"Register it in {model._meta.app_label}/search_index.py with search.registry.register(), "
            "or declare it there with not_searchable().",
            obj=model,
            id="search.W001",
        )
        for model in get_page_models()
        if model is not Page
        and model.__module__.split(".")[0] in OWN_PACKAGES
        and not is_declared(model)
    ]


def check_engine_address(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Tell when ELASTICSEARCH_URL cannot be understood; asks no server."""
    if not settings.ELASTICSEARCH_URL:
        return []
    try:
        get_engine()
    except ValueError as error:
        return [
            Error(
                str(error),
                hint="docs/configuration.md lists what the address may say.",
                id="search.E001",
            )
        ]
    return []


def check_index(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Tell when the index in the cluster has another shape than this code writes.

    It asks the server, and so runs where databases are asked as well: in `migrate` and `check --database default`.
    """
    if not databases or engine_name() == "embedded":
        return []
    try:
        if get_engine().is_built():
            return []
    except ValueError:
        return []  # search.E001 says it
    except EngineUnavailable as error:
        return [Warning(f"The search engine cannot be asked: {error}", id="search.W003")]
    return [
        Warning(
            "The search index is missing, or has the shape of another version of this software.",
            hint="Run `manage.py rebuild_search`; until then searches use the former one, if there is one.",
            id="search.W002",
        )
    ]
