"""What a fresh database needs before anybody can work: countries, vocabularies, a home page, sections.

Runs after every migration and only adds what is missing as a whole: a list without any term gets its
start list, a site without a home page gets one. What editors changed or removed stays as they left it.
Apps above add what they need through `after_start_content`, in the same spirit.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, router, transaction
from wagtail.models import Locale, Page, Site

from core.models import Country, HomePage, Term
from core.models.country import territory_names
from core.sections import ensure_sections

START_LISTS = Path(__file__).parent / "data" / "vocabularies.json"
_later: list[Callable[[], None]] = []


def after_start_content(function: Callable[[], None]) -> Callable[[], None]:
    """Let `function` run after every migration, once the start content stands; it must bear repetition."""
    if function not in _later:
        _later.append(function)
    return function


@cache
def start_lists() -> dict[str, list[dict[str, Any]]]:
    """Return the vocabularies the product starts with, by list name."""
    return json.loads(START_LISTS.read_text(encoding="utf-8"))


def fill_after_migrate(app_config: AppConfig, using: str, **kwargs: object) -> None:
    """Fill the database once all apps have been migrated (the last app's signal does it)."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if app_config is last and router.allow_migrate_model(using, HomePage) and _is_migrated(using):
        # The cache is a table as well, and saving pages already uses it.
        call_command("createcachetable", database=using, verbosity=0)
        with transaction.atomic(using=using):
            fill()


def _is_migrated(using: str) -> bool:
    """Tell whether all tables stand (they do not after `migrate APP` or a step back)."""
    tables = set(connections[using].introspection.table_names())
    return all(model._meta.db_table in tables for model in apps.get_models() if model._meta.managed)


def fill() -> None:
    """Add the start content that is missing."""
    load_terms(start_lists())
    load_countries(start_lists())
    ensure_sections(_home_page())
    for function in _later:
        function()


def load_terms(lists: dict[str, list[dict[str, Any]]]) -> None:
    """Create the terms of each vocabulary that is still empty; `lists` has the shape of the start lists."""
    filled = set(Term.objects.values_list("vocabulary", flat=True).distinct())
    for vocabulary, rows in lists.items():
        if vocabulary == "country_notes" or vocabulary in filled:
            continue
        terms = Term.objects.bulk_create(
            [_term(vocabulary, row, order) for order, row in enumerate(rows)]
        )
        by_slug = {term.slug: term for term in terms}
        with_parent = []
        for row in rows:
            if row["parent"]:
                by_slug[row["slug"]].parent = by_slug[row["parent"]]
                with_parent.append(by_slug[row["slug"]])
        Term.objects.bulk_update(with_parent, ["parent"])


def _term(vocabulary: str, row: dict[str, Any], order: int) -> Term:
    return Term(
        vocabulary=vocabulary,
        slug=row["slug"],
        label=row["label"],
        labels=row.get("labels", {}),
        scope_note=row["scope_note"],
        synonyms=row["synonyms"],
        synonyms_by_language=row.get("synonyms_by_language", {}),
        code=row.get("code", ""),
        category=row.get("category", ""),
        sort_order=row.get("order", order),
    )


def load_countries(lists: dict[str, list[dict[str, Any]]]) -> None:
    """Create all countries, their footnotes and their regions, when there are none yet."""
    if Country.objects.exists():
        return
    notes = {row["code"]: row for row in lists["country_notes"]}
    codes = {code for code in territory_names("en") if len(code) == 2 and code.isalpha()}
    Country.objects.bulk_create(
        [
            Country(
                code=code,
                label=notes.get(code, {}).get("label", "").rstrip("*"),
                footnote=notes.get(code, {}).get("footnote", ""),
                is_marked=notes.get(code, {}).get("label", "").endswith("*"),
            )
            for code in sorted(codes - _NOT_COUNTRIES)
        ]
    )
    membership = Country.regions.through
    regions = {term.slug: term for term in Term.objects.of("regions")}
    membership.objects.bulk_create(
        [
            membership(country_id=code, term_id=regions[row["slug"]].pk)
            for row in lists["regions"]
            for code in row["countries"]
        ]
    )


# Codes that CLDR names and ISO 3166-1 reserves or that stand for groups of countries.
_NOT_COUNTRIES = {
    "AC",
    "CP",
    "CQ",
    "DG",
    "EA",
    "EU",
    "EZ",
    "IC",
    "QO",
    "TA",
    "UN",
    "XA",
    "XB",
    "ZZ",
}


def _home_page() -> HomePage:
    home = HomePage.objects.first()
    if home is not None:
        return home
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.objects.filter(depth=1).first()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=locale)
    # Wagtail's own migrations leave a welcome page behind; the site's home takes its place.
    for page in root.get_children():
        page.delete()
    root.refresh_from_db()
    home = root.add_child(
        instance=HomePage(title=settings.WAGTAIL_SITE_NAME, slug="home", locale=locale)
    )
    Site.objects.all().delete()
    host, port = _host_and_port(settings.SITE_URL)
    Site.objects.create(
        hostname=host,
        port=port,
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page=home,
        is_default_site=True,
    )
    return home


def point_site_at(url: str) -> None:
    """Let the default site answer at `url`: links in feeds and in the sitemap are made from its row."""
    host, port = _host_and_port(url)
    site = Site.objects.filter(is_default_site=True).exclude(hostname=host, port=port).first()
    if site is not None:
        site.hostname, site.port = host, port
        site.save()


def _host_and_port(url: str) -> tuple[str, int]:
    address = urlsplit(url)
    return address.hostname or "localhost", address.port or (
        443 if address.scheme == "https" else 80
    )
