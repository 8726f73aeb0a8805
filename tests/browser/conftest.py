"""A real browser against a real site: what `make run` starts, with the demonstration in it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from core.demonstration import PASSWORD
from tests.services import find_chromium
from tests.sites import OwnSite

# What chromium itself would ask of its maker, and what only works outside a container.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Of the package and not of the session: while playwright runs, Django takes this thread for an
# asynchronous one and refuses its database to the tests of other packages.
@pytest.fixture(scope="package")
def chromium():
    """Start the browser once."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """Serve the demonstration from a directory of its own."""
    site = OwnSite(tmp_path_factory.mktemp("site") / "var")
    with site.serving():
        yield site


@dataclass
class Observed:
    """What a page did while a test looked at it."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def foreign(self, own: str) -> list[str]:
        """Return the requests to other places than `own`."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme in {"http", "https"} and not url.startswith(own + "/")
        ]


@pytest.fixture
def observed():
    return Observed()


@pytest.fixture
def page(chromium, site, observed):
    """Open a tab; afterwards no page may have asked a third party or run into an error."""
    context = chromium.new_context(
        base_url=site.url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.on("request", lambda request: observed.requests.append(request.url))
    page.on("pageerror", lambda error: observed.complaints.append(str(error)))
    page.on(
        "console",
        lambda line: (
            observed.complaints.append(line.text) if "Security Policy" in line.text else None
        ),
    )
    yield page
    context.close()
    assert observed.foreign(site.url) == []
    assert observed.complaints == []


@pytest.fixture
def editor(page):
    """Sign the tab in as an editor."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "editor@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    return page
