"""A real browser against a real site: what `make run` starts, with the demonstration in it."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from core.demonstration import PASSWORD
from tests.services import find_chromium

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
def site(migrated_site, tmp_path_factory):
    """Serve the demonstration from a directory of its own."""
    site = migrated_site.copy(tmp_path_factory.mktemp("site") / "var")
    with site.serving():
        yield site


@dataclass
class Observed:
    """What a page did while a test looked at it."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, line) -> None:
        """Keep what the console says about the content security policy."""
        if "Security Policy" in line.text:
            self.complaints.append(line.text)

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


@contextmanager
def tab(chromium, site, observed, **options):
    """Open a tab; at the end no page may have asked a third party or run into an error."""
    context = chromium.new_context(
        base_url=site.url,
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
        **options,
    )
    page = context.new_page()
    page.on("request", lambda request: observed.requests.append(request.url))
    page.on("pageerror", lambda error: observed.complaints.append(str(error)))
    page.on("console", observed.listen)
    yield page
    context.close()
    assert observed.foreign(site.url) == []
    assert observed.complaints == []


@pytest.fixture
def page(chromium, site, observed):
    """Open a tab as readers have it."""
    with tab(chromium, site, observed) as page:
        yield page


@pytest.fixture
def lenient_page(chromium, site, observed):
    """Open a tab without the content security policy, which refuses the styles that axe tries out."""
    with tab(chromium, site, observed, bypass_csp=True) as page:
        yield page


@pytest.fixture
def editor(lenient_page):
    """Sign the tab in as an editor."""
    page = lenient_page
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "editor@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    return page
