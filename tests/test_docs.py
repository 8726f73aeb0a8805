"""Nothing is left undocumented: settings, commands, public addresses, and no link leads nowhere."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail import urls as wagtail_urls

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
OUR_APPS = {
    "core",
    "accounts",
    "search",
    "practices",
    "directory",
    "library",
    "newsletter",
    "config",
}
# The pages of the tree: every address that no other pattern takes.
TREE = wagtail_urls.serve_pattern
# Read by gunicorn's settings file and the Makefile, which no settings module sees.
ELSEWHERE = {"WEB_CONCURRENCY", "DJANGO_SETTINGS_MODULE", "CI"}


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def environment_variables() -> set[str]:
    names = set(ELSEWHERE)
    for path in (ROOT / "platform" / "config").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source))
        names |= set(re.findall(r"environ(?:\.get\(|\[)\s*[\"']([A-Z_]+)", source))
    return names


@pytest.mark.parametrize("name", sorted(environment_variables()))
def test_every_environment_variable_has_a_row_in_the_configuration_page(name):
    assert re.search(rf"^\| `{name}` \|", text_of("configuration.md"), re.M)


def test_the_configuration_page_names_no_variable_that_nobody_reads():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text_of("configuration.md"), re.M))
    assert documented - environment_variables() == set()


def own_commands() -> list[str]:
    return sorted(name for name, app in get_commands().items() if app in OUR_APPS)


@pytest.mark.parametrize("name", own_commands())
def test_every_command_is_documented(name):
    assert any(f"`{name}" in path.read_text(encoding="utf-8") for path in DOCS.glob("*.md"))


def public_routes(patterns=None, prefix="") -> set[str]:
    """Return the routes of our own views, with `<name>` for each part that varies."""
    routes = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            routes |= public_routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and is_ours(pattern) and str(pattern.pattern) != TREE:
            routes.add("/" + readable(route))
    return {route for route in routes if not route.startswith(("/admin/", "/api/v1/"))}


def readable(route: str) -> str:
    """Return a route of either kind as the documentation writes it: `practices/<slug>/`."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    route = re.sub(r"<\w+:(\w+)>", r"<\1>", route)
    return route.replace("^", "").replace("$", "").replace("\\.", ".")


def is_ours(pattern: URLPattern) -> bool:
    module = getattr(pattern.callback, "__module__", "")
    view_class = getattr(pattern.callback, "view_class", None)
    return (view_class.__module__ if view_class else module).split(".")[0] in OUR_APPS


@pytest.mark.parametrize("route", sorted(public_routes()))
def test_every_public_address_is_documented(route):
    assert f"`{route}`" in text_of("addresses.md")


@pytest.mark.parametrize(
    "page", [*sorted(DOCS.glob("*.md")), ROOT / "README.md"], ids=lambda p: p.name
)
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_of_the_documentation_is_reachable_from_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in DOCS.glob("*.md") if f"docs/{page.name}" not in readme] == []


def test_the_readme_shows_a_small_picture_and_the_two_commands_on_its_first_screen():
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8")[:2000]
    assert "make run" in first_screen
    assert "make test" in first_screen
    picture = re.search(r"!\[[^\]]+\]\(([^)]+)\)", first_screen)
    assert picture, "a picture with a description of what it shows"
    assert (ROOT / picture[1]).stat().st_size <= 200_000
