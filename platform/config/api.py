"""The public API: one NinjaAPI whose routers come from the apps' `api.py` modules."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from ninja import NinjaAPI, Swagger

api = NinjaAPI(
    title="Resource Centre API",
    version="1",
    description="Published records of the resource centre. Anonymous callers see the public tier.",
    urls_namespace="api",
    docs_url=None,
)


def add_routers() -> None:
    """Mount the `router` of every app that has an `api` module."""
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in {"search", "practices", "directory", "library", "core"}:
            if module_has_submodule(config.module, "api"):
                api.add_router("", import_module(f"{config.name}.api").router)


add_routers()
