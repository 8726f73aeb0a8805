"""An organisation's own page: what it says to whom, its places as precise as they may be, its files."""

import json
import re

import pytest
from wagtail.models import Page, PageViewRestriction

from core.models import AuditEntry
from directory.models import OrganisationPage
from practices.models import CaseStudyIndexPage, CaseStudyPage, PracticeIndexPage, PracticePage
from tests.directory.support import SECRETS, contacts_of_every_tier, organisation, text

pytestmark = pytest.mark.django_db

IASI = {"town": "Iaşi", "region": "Moldova", "address": "1 Invented Street", "country_id": "RO"}
POINT = {"latitude": 47.158461, "longitude": 27.601422}


def entry(client, slug="alpha"):
    answer = client.get(f"/directory/{slug}/")
    assert answer.status_code == 200
    return text(answer)


def test_an_entry_says_how_to_reach_the_office_and_how_old_that_is(client):
    organisation(
        "Alpha",
        "DE",
        slug="alpha",
        phone="+49 (40) 67 99",
        email="office@alpha.example",
        website="https://www.alpha.example/",
        as_of=2012,
    )
    html = entry(client)
    assert 'href="tel:+49406799"' in html
    assert 'href="mailto:office@alpha.example"' in html
    assert 'rel="noreferrer">www.alpha.example</a>' in html
    assert "As of 2012. Not confirmed since." in html
    assert 'href="/directory/?country=DE"' in html


def test_an_entry_without_contact_or_services_says_so(client):
    organisation("Alpha", slug="alpha")
    html = entry(client)
    for sentence in (
        "No public contact.",
        "No service is stated.",
        "Not confirmed yet.",
        "Nothing of this organisation is published here yet.",
        "This entry names no hotline.",
    ):
        assert sentence in html


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (10, ", by telephone."),
        (200, "It is due to be confirmed again."),
        (900, "That is overdue: check before you rely on a number."),
    ],
)
def test_an_entry_says_when_and_how_it_was_confirmed(client, days, sentence):
    organisation("Alpha", slug="alpha", days=days)
    assert sentence in entry(client)


def test_readers_are_told_of_members_contacts_in_one_sentence_whether_there_are_any(client):
    organisation("Alpha", slug="alpha")
    organisation("Beta", slug="beta", contacts=contacts_of_every_tier()[1:])
    told = [
        html.partition("<h3>For members</h3>")[2].partition("</div>")[0].replace("beta", "alpha")
        for html in (entry(client), entry(client, "beta"))
    ]
    assert told[0] == told[1]
    assert "may see further contacts" in told[0]


def test_each_viewer_sees_their_tier_and_the_sight_is_noted(client, member):
    page = organisation("Alpha", slug="alpha", contacts=contacts_of_every_tier())
    html = entry(client)
    assert SECRETS["public"] in html
    assert SECRETS["members"] not in html
    assert not AuditEntry.objects.exists()
    client.force_login(member)
    answer = client.get("/directory/alpha/")
    assert SECRETS["members"] in text(answer)
    assert SECRETS["editors"] not in text(answer)
    assert "private" in answer["Cache-Control"]
    noted = AuditEntry.objects.get()
    assert (noted.object_pk, noted.details) == (str(page.pk), {"tier": "members"})


def test_structured_data_holds_the_public_tier_whoever_looks(client, member):
    organisation("Alpha", slug="alpha", contacts=contacts_of_every_tier())
    client.force_login(member)
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', entry(client))
    assert [point["telephone"] for point in json.loads(block)["contactPoint"]] == [
        SECRETS["public"]
    ]


def test_an_entry_describes_itself_to_machines_and_cannot_break_out(client):
    organisation("Alpha </script><b>", "DE", slug="alpha", acronym="A", founded=1994)
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', entry(client))
    data = json.loads(block)
    assert data["name"] == "Alpha </script><b>"
    assert data["alternateName"] == ["A"]
    assert data["areaServed"][0]["identifier"] == "DE"
    assert data["foundingDate"] == "1994"
    assert "telephone" not in data


@pytest.mark.parametrize(
    ("precision", "shown", "hidden", "has_map"),
    [
        ("address", ["1 Invented Street", "Iaşi"], [], True),
        ("town", ["Iaşi", "Shown as a town."], ["Invented Street", "47.158461"], True),
        ("region", ["Moldova", "Shown as a region."], ["Iaşi", "47.16"], True),
        ("country", ["Romania", "Shown as a country."], ["Moldova", "Iaşi"], False),
        ("hidden", [], ["Moldova", "Iaşi", "Invented Street", 'id="places"'], False),
    ],
)
def test_a_place_is_shown_as_precisely_as_it_may_be(client, precision, shown, hidden, has_map):
    organisation(
        "Alpha",
        slug="alpha",
        locations=[{"precision": precision, "tier": "public", **IASI, **POINT}],
    )
    html = entry(client)
    assert [word for word in shown if word not in html] == []
    assert [word for word in hidden if word in html] == []
    assert ('class="locator"' in html) is has_map


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        ({"town": "Iaşi", "country_id": "RO"}, ["<h3>Iaşi</h3>", "<p>Romania</p>"]),
        ({"country_id": "RO", "precision": "country"}, ["<h3>Romania</h3>"]),
        (
            {"name": "House", "town": "Iaşi", "region": "M & M"},
            ["<h3>House</h3>", "<p>Iaşi<br>M &amp; M</p>"],
        ),
    ],
)
def test_a_place_says_each_word_once(client, place, lines):
    organisation("Alpha", slug="alpha", locations=[{"tier": "public", **place}])
    where = entry(client).partition('id="places"')[2].partition("</section>")[0]
    assert re.findall(r"<h3>.*?</h3>|<p>.*?</p>", where) == lines


def test_the_small_map_shows_the_surroundings_of_the_place_in_europe_or_the_world(client):
    place = {"precision": "town", "tier": "public", "town": "Sofia", "country_id": "BG"}
    organisation("Alpha", slug="alpha", locations=[{**place, "latitude": 42.7, "longitude": 23.32}])
    organisation(
        "Beta",
        slug="beta",
        locations=[{**place, "country_id": "TH", "latitude": 13.75, "longitude": 100.5}],
    )
    dots = []
    for slug in ("alpha", "beta"):
        svg = entry(client, slug).partition('class="locator">')[2].partition("</svg>")[0]
        x, y = map(float, re.search(r'cx="([\d.]+)" cy="([\d.]+)"', svg).groups())
        left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', svg)[1].split())
        assert left < x < left + width
        assert top < y < top + height
        dots.append((x, y))
    # Sofia lies in Bulgaria, whose number on the map of Europe stands at (484, 549).
    assert abs(dots[0][0] - 484) < 45
    assert abs(dots[0][1] - 549) < 45


def test_networks_are_links_to_entries_that_everybody_may_see(client):
    organisation("The Network", slug="the-network")
    organisation("A draft network", slug="draft-network", live=False)
    organisation("Alpha", slug="alpha", networks=["the-network", "draft-network", "nobody"])
    html = entry(client)
    assert '<a href="/directory/the-network/">The Network</a>' in html
    assert "draft" not in html


def test_an_entry_lists_its_published_practices_and_cases_alone(client):
    alpha = organisation("Alpha", slug="alpha")
    charts, cases = PracticeIndexPage.objects.get(), CaseStudyIndexPage.objects.get()
    for title, live in (("A public chart", True), ("A drafted chart", False)):
        chart = PracticePage(title=title, category="B", live=live)
        chart.organisation_rows.create(organisation=alpha)
        charts.add_child(instance=chart)
    cases.add_child(instance=CaseStudyPage(title="A public case", organisation=alpha))
    secret = cases.add_child(instance=CaseStudyPage(title="A private case", organisation=alpha))
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    html = entry(client)
    assert "A public chart" in html
    assert "A public case" in html
    assert "A drafted chart" not in html
    assert "A private case" not in html
    Page.objects.get(title="A public chart").delete()
    assert "A public chart" not in entry(client)


def test_drafts_and_restricted_entries_have_neither_page_nor_files(client):
    organisation("A draft", slug="draft", live=False)
    restricted = organisation("Restricted", slug="restricted")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    for address in ("draft/", "draft.vcf", "draft.json", "nobody.vcf"):
        assert client.get(f"/directory/{address}").status_code == 404
    for address in ("restricted/", "restricted.vcf", "restricted.json"):
        assert client.get(f"/directory/{address}").status_code == 302


def test_files_hold_the_public_tier_whoever_asks_and_are_fresh(client, member):
    organisation("Alpha", slug="alpha", contacts=contacts_of_every_tier())
    client.force_login(member)
    for name, kind in (("alpha.vcf", "text/vcard"), ("alpha.json", "application/json")):
        answer = client.get(f"/directory/{name}")
        assert answer["Content-Type"].startswith(kind)
        assert SECRETS["public"] in text(answer)
        assert SECRETS["members"] not in text(answer)
        again = client.get(f"/directory/{name}", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
    assert not AuditEntry.objects.exists()


def test_a_draft_is_previewed_as_it_stands(rf):
    page = organisation("Alpha", slug="alpha", live=False)
    page.title = "Alpha as drafted"
    answer = page.make_preview_request()
    assert answer.status_code == 200
    assert "Alpha as drafted" in answer.render().content.decode()
    assert OrganisationPage.objects.get().title == "Alpha"
