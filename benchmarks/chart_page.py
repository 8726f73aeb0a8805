"""Measures a chart page: its time in process, its queries, and what a first visit sends over the wire."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import brotli
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import own_site
from benchmarks.figures import Limit, median_of, report, report_ms
from practices.models import PracticePage

# What whitenoise sends as it is: compressed already.
COMPRESSED = (".woff2", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_FONT_FACE = re.compile(r"@font-face\s*{([^}]*)}")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


class Resources(HTMLParser):
    """The addresses that a browser fetches for a page, and the letters that it draws."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.addresses: set[str] = set()
        self.letters: set[int] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element loads."""
        named = dict(attrs)
        if tag == "link" and named.get("rel") in ("stylesheet", "icon", "preload"):
            self.addresses.add(named.get("href") or "")
        elif tag in ("script", "img", "source") and named.get("src"):
            self.addresses.add(named["src"] or "")

    def handle_data(self, data: str) -> None:
        """Note the letters, which decide about the fonts."""
        self.letters |= set(map(ord, data))


def static_file(address: str) -> bytes:
    """Return a static file."""
    path = unquote(urlsplit(address).path).removeprefix("/static/")
    found = finders.find(path)
    if not found:
        raise RuntimeError(f"The page asks for {address}, which is no static file.")
    return Path(found).read_bytes()


def linked(address: str, style: str, letters: set[int]) -> Iterator[str]:
    """Yield what a style sheet fetches: other sheets, pictures, and the fonts that have letters of the page."""
    for face in _FONT_FACE.findall(style):
        ranges = [(int(low, 16), int(high or low, 16)) for low, high in _RANGE.findall(face)]
        if not ranges or any(low <= letter <= high for low, high in ranges for letter in letters):
            yield from (urljoin(address, one) for one in _ADDRESS.findall(face))
    for one in _ADDRESS.findall(_FONT_FACE.sub("", style)):
        if not one.startswith("data:"):
            yield urljoin(address, one)


def everything_fetched(page: Resources) -> dict[str, bytes]:
    """Return all files of a first visit by address."""
    files: dict[str, bytes] = {}
    waiting = {address for address in page.addresses if not address.startswith("data:")}
    while waiting:
        address = waiting.pop()
        files[address] = static_file(address)
        if address.endswith(".css"):
            found = set(linked(address, files[address].decode(), page.letters))
            waiting |= found - set(files)
    return files


def wire_size(address: str, content: bytes) -> int:
    """Return what is sent: text compressed by brotli, as whitenoise keeps it, the rest as it is."""
    return len(content) if address.endswith(COMPRESSED) else len(brotli.compress(content))


def measure_wire(client: Client, address: str) -> None:
    """Report the bytes of a first visit."""
    response = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    page = Resources(own_site.fetch(client, address).decode())
    files = everything_fetched(page)
    sizes = {name: wire_size(name, content) for name, content in files.items()}
    fonts = sum(size for name, size in sizes.items() if name.endswith(".woff2"))
    html = len(response.content)
    report("chart_page.html", html / 1000, "kB")
    report("chart_page.fonts", fonts / 1000, "kB")
    report("chart_page.requests", len(files) + 1, "requests")
    report("chart_page.wire", (html + sum(sizes.values())) / 1000, "kB", Limit(most=150))


def main() -> None:
    """Measure the charts of the demonstration, the slowest of them and one for the wire."""
    own_site.with_demonstration()
    client = Client()
    addresses = [page.get_url() for page in PracticePage.objects.all()]
    for address in addresses:
        own_site.fetch(client, address)
    times = {one: median_of(lambda one=one: own_site.fetch(client, one), 15) for one in addresses}
    in_order = sorted(times, key=lambda one: times[one].seconds)
    slowest = in_order[-1]
    report_ms("chart_page.median", times[in_order[len(in_order) // 2]], 12)
    report_ms("chart_page.slowest_chart", times[slowest])
    for name, address, limit in (
        ("chart_page.queries", slowest, 12),
        ("search_page.queries", "/search/?q=return&country=RO", 8),
    ):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            own_site.fetch(client, address)
        report(name, len(queries), "queries", Limit(most=limit))
    measure_wire(client, slowest)


if __name__ == "__main__":
    main()
