"""Secrets planted in an entry are sought in everything that the site gives out, by everybody who may ask.

An invented organisation has a marker in every field of every tier and precision, brought in by the import. The
crawl visits every address of the site; an address with a variable part has to be listed in `EXAMPLES`, so that a
new one that nobody thought of fails the test.
"""

import io
import json
import re
import zipfile
from html.parser import HTMLParser

import pypdf
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.api_tokens import make_token
from accounts.models import User
from accounts.roles import Role
from core.access import Tier
from directory.exchange import exported_organisations
from directory.models import OrganisationPage
from directory.search_index import build_organisations
from practices.services import save_case_study, save_practice
from search.query import SearchQuery
from search.services import search
from tests.library.planted_documents import document_words, plant_documents
from tests.own_index import own_index
from tests.test_docs import TREE, readable

pytestmark = pytest.mark.one_database
SLUG = "planted-organisation"
#: What stands in an address for a variable part; None: nothing of an organisation is ever there.
EXAMPLES = {
    "/practices/<slug>/": ["/practices/planted-chart/"],
    "/case-studies/<slug>/": ["/case-studies/planted-case/"],
    "/countries/<code>/": ["/countries/ba/", "/countries/fr/"],
    "/countries/compare/": ["/countries/compare/?c=BA&c=FR"],
    "/directory/<slug>/": [f"/directory/{SLUG}/"],
    "/directory/<slug>.<extension>": [f"/directory/{SLUG}.vcf", f"/directory/{SLUG}.json"],
    "/directory/export.<extension>": ["/directory/export.csv", "/directory/export.xlsx?country=BA"],
    "/directory/<slug>/people/": [f"/directory/{SLUG}/people/"],
    "/practices/<slug>.<extension>": [
        f"/practices/planted-chart.{ending}"
        for ending in ("pdf", "docx", "xlsx", "json", "bib", "ris")
    ],
    "/practices/compare.<extension>": [
        "/practices/compare.csv?p={chart}&p={other}",
        "/practices/compare.docx?p={chart}&p={other}",
    ],
    "/practices/form/<kind>-<language>.<extension>": ["/practices/form/practice-en.docx"],
    "/case-studies/<slug>.<extension>": [
        f"/case-studies/planted-case.{ending}" for ending in ("pdf", "docx", "json", "bib", "ris")
    ],
    "/library/<shelf>/<slug>.<extension>": ["/library/policies/none.json"],
    "/library/lists/<slug>/": ["/library/lists/for-social-workers/"],
    "/library/lists/<slug>.<extension>": [
        f"/library/lists/for-social-workers.{ending}" for ending in ("docx", "pdf", "bib")
    ],
    "/library/lists/<slug>/edit/": ["/library/lists/for-social-workers/edit/"],
    "/library/lists/<slug>/audience/": ["/library/lists/for-social-workers/audience/"],
    "/library/lists/<slug>/delete/": ["/library/lists/for-social-workers/delete/"],
    "/search/saved/<pk>/rename/": ["/search/saved/1/rename/"],
    "/search/saved/<pk>/delete/": ["/search/saved/1/delete/"],
    "/library/monitoring/<slug>/": ["/library/monitoring/greta/"],
    "/library/monitoring/<slug>/outline.docx": ["/library/monitoring/greta/outline.docx"],
    "/library/documents/<pk>/cover.png": [
        f"/library/documents/{{{tier}_document}}/cover.png" for tier in Tier.values
    ],
    "/library/documents/<pk>/read/": [
        f"/library/documents/{{{tier}_document}}/read/?page=2" for tier in Tier.values
    ],
    "/library/documents/<pk>/read/<number>.png": [
        f"/library/documents/{{{tier}_document}}/read/2.png" for tier in Tier.values
    ],
    "/library/documents/<pk>/<filename>": [
        f"/library/documents/{{{tier}_document}}/any.pdf" for tier in Tier.values
    ],
    "/newsletter/confirm/<token>/": ["/newsletter/confirm/none/"],
    "/newsletter/preferences/<token>/": ["/newsletter/preferences/none/"],
    "/newsletter/leave/<token>/": ["/newsletter/leave/none/"],
    "/newsletter/go/<edition>/<number>/": ["/newsletter/go/1/0/"],
    "/newsletter/contribute/<secret>/": ["/newsletter/contribute/none/"],
    "/newsletter/contribute/own/<pk>/": ["/newsletter/contribute/own/1/"],
    "/newsletter/alerts/begin/<token>/": ["/newsletter/alerts/begin/none/"],
    "/newsletter/alerts/own/<token>/": ["/newsletter/alerts/own/none/"],
    "/oai": ["/oai?verb=ListRecords&metadataPrefix=oai_dc"],
    "/api/v1/policies/<id>": None,
    "/api/v1/publications/<id>": None,
    "/vocabularies/<name>/": ["/vocabularies/services/"],
    "/vocabularies/<name>.ttl": ["/vocabularies/services.ttl"],
    "/api/v1/practices/<id>": ["/api/v1/practices/{chart}"],
    "/api/v1/case-studies/<id>": ["/api/v1/case-studies/{case}"],
    "/api/v1/organisations/<id>": ["/api/v1/organisations/{entry}"],
    "/api/v1/vocabularies/<name>": ["/api/v1/vocabularies/services"],
    "/api/v1/<rest>": None,
    **{
        f"/api/hsds/{name}/<id>": [f"/api/hsds/{name}?full=true&per_page=100"]
        for name in (
            "organizations",
            "services",
            "service_at_locations",
            "taxonomies",
            "taxonomy_terms",
        )
    },
    "/media/images/<path>": None,
}
#: Addresses of other apps, and of our own that a secret in the address opens: they show no entry to whoever has none.
NOT_CRAWLED = re.compile(
    r"^/(?:documents|accounts|_util)/"
    r"|<(?:token|secret|key|uidb36|path|signature|code)>"
    # One row of a form that the manager of the organisation alone opens; its list is crawled.
    r"|/people/.*<pk>"
)


def marker(tier, name):
    return f"leak{tier}{name}".replace("_", "").lower()


def contact(tier, number):
    return {
        "kind": "referral",
        "tier": tier,
        "person": marker(tier, "person"),
        "phone": f"+999 {number} 123 4567",
        "email": f"{marker(tier, 'mail')}@example.org",
        "hours": marker(tier, "hours"),
        "languages": [],
        "note": marker(tier, "note"),
    }


def location(tier, precision, number):
    return {
        "name": marker(tier, f"name{precision}"),
        "precision": precision,
        "tier": tier,
        "address": marker(tier, f"address{precision}"),
        "town": marker(tier, f"town{precision}"),
        "region": marker(tier, f"region{precision}"),
        "country": "BA",
        "latitude": 43.0 + number / 100 + 0.00789,
        "longitude": 17.0 + number / 100 + 0.00789,
    }


PRECISIONS = ("address", "town", "region", "country", "hidden")
CONTACTS = [contact(tier, 700 + number) for number, tier in enumerate(Tier.values)]
LOCATIONS = [
    location(tier, precision, 10 * row + column)
    for row, tier in enumerate(Tier.values)
    for column, precision in enumerate(PRECISIONS)
]
SHOWN = {
    "address": ("name", "address", "town", "region"),
    "town": ("name", "town", "region"),
    "region": ("name", "region"),
    "country": ("name",),
    "hidden": (),
}


def secrets_for(viewer):
    """Return every text of the planted entry that a viewer of this tier must never be given."""
    found = []
    for row in CONTACTS:
        if not viewer.includes(row["tier"]):
            found += [row["person"], row["email"], row["hours"], row["note"], row["phone"][5:]]
            found.append(re.sub(r"\D", "", row["phone"]))
    for row in LOCATIONS:
        visible = viewer.includes(row["tier"]) and row["precision"] != "hidden"
        shown = SHOWN[row["precision"]] if visible else ()
        found += [row[key] for key in ("name", "address", "town", "region") if key not in shown]
        if not visible or row["precision"] != "address":
            found += [f"{row['latitude']:.5f}", f"{row['longitude']:.5f}"]
    found += document_words(marker, viewer)
    return [text.encode() for text in found]


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.found.add(value.split("#")[0])


def text_of(answer):
    """Return everything that an answer says, unpacked where it is a file."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    elif body[:4] == b"%PDF":
        reader = pypdf.PdfReader(io.BytesIO(body))
        body += "\n".join(page.extract_text() for page in reader.pages).encode()
    return body.lower() + str(dict(answer.headers)).lower().encode(), kind


def routes(patterns=None, prefix="/"):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and str(pattern.pattern) != TREE:
            yield readable(route).replace("\\", "")


def crawled_routes():
    return sorted(
        {
            route
            for route in routes()
            if not route.startswith(("/admin/", "/static/")) and not NOT_CRAWLED.search(route)
        }
    )


@pytest.mark.parametrize("route", [one for one in crawled_routes() if "<" in one or "(" in one])
def test_every_address_with_a_variable_part_is_in_the_crawl(route):
    assert route in EXAMPLES, f"add {route} to EXAMPLES of {__file__}"


@pytest.fixture
def planted(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "planted.json"
    record = {
        "slug": SLUG,
        "name": "Planted Organisation",
        "countries": ["BA", "FR"],
        "services": ["hotline", "accommodation"],
        "target_groups": ["trafficked-persons"],
        "languages": ["en"],
        "membership": {"status": "member", "since": 2020},
        "email": "office@example.org",
        "contacts": CONTACTS,
        "locations": LOCATIONS,
    }
    path.write_text(json.dumps([record]))
    call_command("import_organisations", path, "--publish")
    chart = {
        "category": "B",
        "countries": ["BA"],
        "organisations": [SLUG],
        "summary": "Invented.",
    }
    pages = {
        "chart": save_practice(
            record={**chart, "name": "Planted chart", "slug": "planted-chart", "number": 901},
            publish=True,
        ).pk,
        "other": save_practice(
            record={**chart, "name": "Another chart", "slug": "another-chart", "number": 902},
            publish=True,
        ).pk,
        "case": save_case_study(
            record={
                "title": "Planted case",
                "slug": "planted-case",
                "organisation": SLUG,
                "summary": "Invented.",
            },
            publish=True,
        ).pk,
        "entry": OrganisationPage.objects.get(slug=SLUG).pk,
        **plant_documents(marker),
    }
    with own_index(settings, tmp_path) as rebuild:
        rebuild()
        yield pages


@pytest.fixture
def member(db):
    user = User.objects.create_user("invented-member@example.org")
    user.groups.add(Group.objects.get_or_create(name=Role.MEMBER)[0])
    return user


def starting_points(pages):
    for route in crawled_routes():
        examples = EXAMPLES.get(route, [route] if "<" not in route and "(" not in route else [])
        yield from (example.format(**pages) for example in examples or [])
    for query in (f"q={SLUG}", "q=leak*", "kind=organisation", "country=BA", "service=hotline"):
        for base in (
            "/search/",
            "/search/feed/",
            "/search/export.csv",
            "/search/export.xlsx",
            "/api/v1/search",
            "/api/v1/organisations",
            "/directory/",
        ):
            yield f"{base}?{query}"


def crawl(client, pages):
    """Yield (address, everything said there) for the whole site, following links without a query."""
    waiting, seen = [*starting_points(pages), f"/directory/{SLUG}/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code < 500 or answer.status_code == 503, address
        text, kind = text_of(answer)
        yield address, text
        if kind.startswith("text/html"):
            for link in Links(answer.content.decode()).found:
                path = link.removeprefix("http://testserver")
                is_page = path.startswith("/") and not path.startswith(
                    ("//", "/static/", "/admin/", "/media/", "/accounts/logout")
                )
                # Of addresses with a query those that pages without one offer: the rest are their like.
                if is_page and ("?" not in path or "?" not in address):
                    waiting.append(path)


def leaks(said, viewer):
    """Return (address, secret) for everything that was said and should not have been."""
    assert len(said) > 60
    secrets = secrets_for(viewer)
    return sorted(
        (address, secret.decode())
        for address, text in said.items()
        for secret in secrets
        if secret in text
    )


def test_nobody_without_an_account_is_given_a_secret(client, planted):
    said = dict(crawl(client, planted))
    assert leaks(said, Tier.PUBLIC) == []
    # What is public is found by the same crawl, in pages and API: it looks where it should.
    shown = marker("public", "hours").encode()
    places = [address for address, text in said.items() if shown in text]
    assert f"/directory/{SLUG}/" in places
    assert f"/api/v1/organisations/{planted['entry']}" in places


def test_a_member_is_given_no_secret_of_the_editors(client, planted, member):
    client.force_login(member)
    assert leaks(dict(crawl(client, planted)), Tier.MEMBERS) == []


def test_a_token_of_a_member_opens_nothing_of_the_editors(client, planted, member):
    _token, text = make_token(user=member, name="test")
    headers = {"Authorization": f"Bearer {text}"}
    for address in (
        f"/api/v1/organisations/{planted['entry']}",
        "/api/v1/organisations",
        "/api/hsds/organizations?full=true",
        "/api/hsds/service_at_locations",
    ):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        said = answer.content.lower()
        assert marker("members", "person").encode() in said or "service" in address
        assert [secret for secret in secrets_for(Tier.MEMBERS) if secret in said] == []
        assert "public" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("tier", [Tier.PUBLIC, Tier.MEMBERS])
def test_no_export_holds_more_than_its_tier(planted, tier):
    said = json.dumps(list(exported_organisations(drafts=True, tier=tier))).encode()
    assert [secret for secret in secrets_for(tier) if secret in said] == []


def test_the_index_holds_what_is_public_alone(planted):
    [document] = build_organisations([planted["entry"]])
    said = str(document).lower().encode()
    assert [secret for secret in secrets_for(Tier.PUBLIC) if secret in said] == []


@pytest.mark.parametrize("tier", ["members", "editors"])
def test_no_secret_word_finds_the_entry(planted, tier):

    for word in ("person", "note", "nametown", "addressaddress"):
        query = SearchQuery(q=marker(tier, word))
        assert search(query).count == 0


def test_members_are_shown_what_is_theirs(client, planted, member):
    client.force_login(member)
    said = client.get(f"/directory/{SLUG}/").content.lower()
    assert marker("members", "hours").encode() in said
