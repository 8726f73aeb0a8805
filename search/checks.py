"""Owns the system checks of the search: page types that nobody indexes."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from wagtail.models import Page, get_page_models

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
