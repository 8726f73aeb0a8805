"""Looking up in the directory: facets, views, counts, what each viewer sees, and nonsense in the address."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from core.models import AuditEntry
from directory.lookup.facets import month_of
from directory.models import DirectoryPage, OrganisationPage
from tests.directory.support import contacts_of_every_tier, organisation, text
from tests.examples import examples

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(index):
    """Publish and index a few entries."""
    organisation("Overdue House", "DE", "RO", terms=["accommodation", "women"], days=900)
    organisation("Alpha Aid", "DE", terms=["legal-aid", "children", "fr"], days=10)
    organisation(
        "Beta Bridge",
        "RO",
        terms=["emergency-shelter", "women", "de"],
        days=200,
        membership_status="member",
        contacts=contacts_of_every_tier(),
    )
    organisation("Gamma, never asked", "XK", "TH", terms=["hotline"], as_of=2012)
    index()


def titles(html):
    return re.findall(r'<h3><a href="[^"]*" lang="\w+">(.*?)</a></h3>', html)


def listed(client, query=""):
    answer = client.get(f"/directory/{query}")
    assert answer.status_code == 200
    return titles(text(answer))


def test_entries_stand_by_name_and_the_overdue_and_unconfirmed_sink(client, entries):
    assert listed(client) == ["Alpha Aid", "Beta Bridge", "Gamma, never asked", "Overdue House"]


def test_the_last_confirmed_can_come_first(client, entries):
    assert listed(client, "?sort=confirmed") == [
        "Alpha Aid",
        "Beta Bridge",
        "Overdue House",
        "Gamma, never asked",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?country=RO", ["Beta Bridge", "Overdue House"]),
        ("?service=accommodation", ["Beta Bridge", "Overdue House"]),
        ("?target-group=women&country=DE", ["Overdue House"]),
        ("?spoken=fr&spoken=de", ["Alpha Aid", "Beta Bridge"]),
        ("?membership=member", ["Beta Bridge"]),
        ("?q=bridge", ["<mark>Beta</mark> Bridge"]),
        (
            "?country=&service=&q=",
            ["Alpha Aid", "Beta Bridge", "Gamma, never asked", "Overdue House"],
        ),
    ],
)
def test_what_is_asked_narrows_the_list(client, entries, query, found):
    assert [re.sub("</?mark>", "", title) for title in listed(client, query)] == [
        re.sub("</?mark>", "", title) for title in found
    ]


def test_confirmed_since_finds_everybody_confirmed_in_the_month_or_later(client, entries):
    beta = OrganisationPage.objects.get(title="Beta Bridge")
    month = month_of(beta.confirmed_at)
    assert listed(client, f"?confirmed-since={month}") == ["Alpha Aid", "Beta Bridge"]
    assert listed(client, f"?confirmed-since={month}-28") == ["Alpha Aid", "Beta Bridge"]
    assert listed(client, "?confirmed-since=2000&confirmed-since=2001")[-1] == "Overdue House"
    html = text(client.get(f"/directory/?confirmed-since={month}"))
    assert re.search(r'aria-current="true"><span>\w+ \d{4}</span><span class="count">2<', html)


def test_the_map_and_the_list_of_countries_say_the_same(client, entries):
    html = text(client.get("/directory/?view=map"))
    by_list = re.findall(r'data-country="(\w\w)"[^>]*><span>([^<]+)</span><b>(\d+)</b>', html)
    assert by_list == [
        ("DE", "Germany", "2"),
        ("XK", "Kosovo*", "1"),
        ("RO", "Romania", "2"),
        ("TH", "Thailand", "1"),
    ]
    drawn = re.findall(
        r'aria-label="([^"]+)"[^>]*><title>[^<]+</title><path class="match" id="map-(\w\w)"', html
    )
    assert drawn == [
        ("Germany: 2 organisations", "DE"),
        ("Kosovo*: 1 organisation", "XK"),
        ("Romania: 2 organisations", "RO"),
    ]
    assert "Beyond this map: Thailand" in re.sub(r"\s+", " ", html)
    assert 'id="note-XK"' in html
    assert "tabindex" not in html.partition("<svg viewBox")[2].partition("</svg>")[0]


def test_the_chosen_country_is_marked_and_the_world_can_be_drawn(client, entries):
    html = text(client.get("/directory/?view=map&map=world&country=TH"))
    assert 'aria-label="Thailand: 1 organisation, chosen" aria-current="true"' in html
    assert 'class="match chosen" id="map-TH"' in html


def test_every_view_counts_the_same_and_keeps_the_choices(client, entries):
    for view in ("list", "table", "map"):
        html = text(client.get(f"/directory/?country=RO&view={view}"))
        assert '<h1 id="found">2 organisations</h1>' in html
        for other in ("list", "table", "map"):
            assert f"/directory/?country=RO&amp;view={other}" in html
    table = text(client.get("/directory/?view=table"))
    assert table.count('<th scope="row">') == 4


def test_chips_take_choices_back_one_by_one(client, entries):
    html = text(client.get("/directory/?country=RO&service=accommodation"))
    assert '<a class="chip" href="/directory/?service=accommodation">' in html
    assert '<a class="chip" href="/directory/?country=RO">' in html


def test_an_empty_answer_says_which_choice_to_drop(client, entries):
    html = text(client.get("/directory/?country=XK&service=accommodation"))
    assert "No organisation matches" in html
    assert 'href="/directory/?country=XK"' in html
    assert "Search without “Service”" in html


def test_an_empty_directory_says_how_it_fills(client, index):
    index()
    assert "No organisation is listed yet." in text(client.get("/directory/"))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?country=ZZ", "“ZZ” is no value of “Country”"),
        ("?membership=king", "“king” is no value of “In the network”"),
        ("?confirmed-since=soon", "“soon” is no month"),
        ("?confirmed-since=2020-13", "“2020-13” is no month"),
        ("?view=globe", "There are three views"),
        ("?view=map&map=mars", "There are two maps"),
        ("?sort=newest", "Results can be sorted by relevance, title, confirmed"),
        ("?page=99", "There is no page 99"),
        ("?page=abc", "must be a whole number"),
        ("?q=" + "x" * 3000, "The search is too long"),
        ("?q=%22", "There is no word in the search"),
    ],
)
def test_what_makes_no_sense_is_said_in_the_page(client, entries, query, sentence):
    answer = client.get(f"/directory/{query}")
    assert answer.status_code == 200
    assert sentence in text(answer)


def test_no_address_breaks_the_directory(client, entries):
    names = st.sampled_from(
        ["q", "country", "spoken", "type", "confirmed-since", "view", "map", "page", "sort", "show"]
    )

    @given(st.lists(st.tuples(names, st.text(max_size=30)), max_size=5))
    @settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
    def check(pairs):
        params = {}
        for name, value in pairs:
            params.setdefault(name, []).append(value)
        assert client.get("/directory/", params).status_code == 200

    check()


def test_each_viewer_sees_the_contacts_of_their_tier(client, entries, member):
    assert "+40 11 000 001" in text(client.get("/directory/"))
    client.force_login(member)
    answer = client.get("/directory/")
    assert "+40 11 000 002" in text(answer)
    assert "+40 11 000 003" not in text(answer)
    assert "private" in answer["Cache-Control"]


def test_a_view_of_members_contacts_is_noted_once_without_what_was_asked(client, entries, member):
    client.force_login(member)
    client.get("/directory/?country=DE")
    assert not AuditEntry.objects.exists()
    client.get("/directory/?country=RO&q=bridge")
    entry = AuditEntry.objects.get()
    assert entry.details == {"tier": "members", "entries": 1}


def test_a_withdrawn_entry_leaves_the_list_before_the_index_knows(client, entries):
    OrganisationPage.objects.filter(title="Alpha Aid").update(live=False)
    assert "Alpha Aid" not in listed(client)


def test_a_restricted_directory_asks_for_a_sign_in_and_then_opens(client, entries, member):
    PageViewRestriction.objects.create(
        page=DirectoryPage.objects.get(), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get("/directory/").status_code == 302
    client.force_login(member)
    assert "Narrow the list" in text(client.get("/directory/?country=RO"))


def test_reading_sets_no_cookie(client, entries):
    assert not client.get("/directory/?country=RO").cookies


def test_the_directory_needs_few_queries(client, entries, django_assert_max_num_queries):
    client.get("/directory/?country=RO&view=map")
    with django_assert_max_num_queries(8):
        client.get("/directory/?country=RO")
    with django_assert_max_num_queries(8):
        client.get("/directory/")
