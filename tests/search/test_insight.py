"""Searches are counted by the day: nothing of a query is kept but single words that many typed."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from search.engines.base import put_all
from search.insight import collecting, storing, tallies
from search.insight.collecting import collector
from search.insight.words import tellable_words, words_to_look_at
from search.models import SearchCount, UnansweredWord
from search.ticks import forget_counts
from search.vocabulary import vocabulary
from tests.search.samples import document

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def records(site_engine, settings):
    """Count searches over two records, and leave no thread behind."""
    settings.COUNT_SEARCHES = True
    put_all(
        site_engine,
        [
            vocabulary().expand(document("1", title="Safe house", facets={"country": ["FR"]})),
            vocabulary().expand(document("2", title="Return", facets={"country": ["RO"]})),
        ],
    )
    yield
    collector.drop()


@pytest.fixture
def tally_file(settings, tmp_path):
    """Return the file of the day's tallies."""
    settings.VAR_DIR = tmp_path
    return tmp_path / tallies.NAME


def stored():
    return {(one.kind, one.name, one.value): one.count for one in SearchCount.objects.all()}


def ask(client, *texts, **options):
    for text in texts:
        assert client.get(f"/search/{text}", **options).status_code == 200


def test_a_search_adds_to_the_counts_of_its_day_and_a_facet_to_its_own(client, records):
    ask(client, "", "?q=safe", "?q=safe&country=FR&year-from=2001", "?q=***")
    collector.write()
    assert stored() == {
        ("asked", "browsing", ""): 1,
        ("asked", "words", ""): 3,
        ("answer", "found", ""): 2,
        ("answer", "nothing", ""): 1,
        ("answer", "refused", ""): 1,
        ("facet", "country", ""): 1,
        ("facet", "country", "FR"): 1,
        ("facet", "year", ""): 1,
    }
    ask(client, "?q=safe")
    collector.write()
    assert stored()["asked", "words", ""] == 4


def test_what_nobody_asked_for_is_not_counted(client, records, settings):
    ask(client, "?page=2&page-size=1", "?show=country", "feed/", "export.csv", "suggest/?q=sa")
    client.head("/search/?q=safe")
    client.get("/api/v1/search?q=safe")
    ask(client, "?q=safe", headers={"Sec-Purpose": "prefetch;prerender"})
    settings.COUNT_SEARCHES = False
    ask(client, "?q=safe")
    collector.write()
    assert stored() == {}


def test_free_text_in_a_facet_is_counted_without_the_text(client, records):
    ask(client, "?organisation=maria-ionescu&country=ZZ")
    collector.write()
    assert {key[2] for key in stored()} == {""}


def test_counting_costs_a_search_no_query(client, records, django_assert_max_num_queries):
    ask(client, "?q=safe")
    with django_assert_max_num_queries(6):
        ask(client, "?q=safe&country=FR")


def test_a_database_that_is_down_harms_no_search(client, records, monkeypatch, caplog):
    def fail(*args):
        raise DatabaseError("secretword")

    monkeypatch.setattr(collecting, "add_counts", fail)
    ask(client, "?q=secretword")
    collector.write()
    assert "Counts of searches were lost" in caplog.text
    assert "secretword" not in caplog.text


@pytest.mark.parametrize(
    "q",
    [
        '"blockchain notfallplan"',
        "blockchain 2026",
        "blockchain@example.org",
        "intitle:blockchain",
        "block-chain",
        "blockchain*",
        "one two three four five six blockchain",
        "ab",
        "b" * 31,
        "",
    ],
)
def test_phrases_numbers_addresses_and_whole_sentences_are_not_looked_at(q):
    assert words_to_look_at(q) == frozenset()


def test_names_and_words_that_find_something_are_not_told(records):
    known = vocabulary()

    def told(q):
        return tellable_words([words_to_look_at(q)], known)

    assert told("safe Blockchain") == {"blockchain"}
    assert told("olena blockchain") == told("Ionescu") == told("hope") == set()
    assert told("précarité") == {"precarite"}


def test_a_word_is_written_down_only_when_it_was_counted_five_times_on_a_day(
    client, records, settings
):
    for number in range(1, 6):
        # Twice within a minute is once: whoever reloads a page makes no word common.
        ask(client, "?q=blockchain", "?q=blockchain", "?q=notfallplan" if number == 1 else "")
        collector.write()
        files = (settings.VAR_DIR / tallies.NAME).read_text()
        assert "blockchain" not in files
        assert "notfallplan" not in files
        assert UnansweredWord.objects.count() == (number == 5)
    assert list(UnansweredWord.objects.values_list("word", "count")) == [("blockchain", 5)]
    assert not SearchCount.objects.filter(value__contains="chain").exists()
    ask(client, "?q=blockchain", "?q=blockchain&country=FR")
    collector.write()
    assert UnansweredWord.objects.get().count == 6


def test_tallies_lie_outside_the_database_and_go_with_their_day(tally_file):
    for _time in range(4):
        tallies.tally(DAY, {"blockchain"})
    key = json.loads(tally_file.read_text())["key"]
    assert tally_file.stat().st_mode & 0o777 == 0o600
    assert tallies.tally(DAY + timedelta(days=1), {"blockchain"}) == {"blockchain": 1}
    assert key not in tally_file.read_text()
    assert tallies.tally(DAY, {"blockchain"}) == {}
    tallies.forget_tallies(DAY + timedelta(days=1))
    assert tally_file.read_text()
    tallies.forget_tallies(DAY + timedelta(days=2))
    assert tally_file.read_text() == ""


def test_many_words_fit_the_number_of_one(tally_file):
    tallies.tally(DAY, {"blockchain"})
    others = {f"other{number}" for number in range(10 * tallies.PLACES)}
    day = json.loads(tally_file.read_text())
    (number,) = day["tallies"]
    tallies.tally(DAY, others)
    assert 2 < json.loads(tally_file.read_text())["tallies"][number] < 40


def test_a_damaged_file_of_tallies_begins_anew(tally_file):
    tally_file.write_text('{"day": "2026-03-02", "ke')
    assert tallies.tally(DAY, {"blockchain"}) == {"blockchain": 1}


def test_a_flood_of_words_writes_down_so_many_a_day(monkeypatch, records):
    monkeypatch.setattr(storing, "MOST_WORDS_A_DAY", 3)
    letters = "abcdefgh"
    words = [frozenset({f"zz{one}qqx"}) for one in letters]
    for _time in range(storing.THRESHOLD):
        storing.add_words(DAY, words)
    assert UnansweredWord.objects.count() == 3


def test_the_worker_forgets_what_is_older_than_it_is_kept_for(tally_file):
    today = timezone.localdate()
    for age in (89, 91, 399, 401):
        day = today - timedelta(days=age)
        UnansweredWord.objects.create(day=day, word="blockchain", count=5)
        SearchCount.objects.create(day=day, kind="asked", name="words", count=1)
    forget_counts()
    assert [today - one.day for one in UnansweredWord.objects.all()] == [timedelta(days=89)]
    assert min(one.day for one in SearchCount.objects.all()) == today - timedelta(days=399)


@pytest.fixture
def counts(db):
    """Write counts of today and of a day two months ago."""
    today = timezone.localdate()
    rows = [
        (0, "asked", "words", "", 12),
        (0, "answer", "found", "", 9),
        (0, "answer", "nothing", "", 3),
        (0, "facet", "country", "", 7),
        (0, "facet", "country", "FR", 5),
        (0, "facet", "country", "RO", 2),
        (65, "answer", "found", "", 4),
        (65, "facet", "country", "RO", 3),
    ]
    for age, kind, name, value, count in rows:
        SearchCount.objects.create(
            day=today - timedelta(days=age), kind=kind, name=name, value=value, count=count
        )
    UnansweredWord.objects.create(day=today, word="blockchain", count=6)


def test_the_report_shows_figures_chart_table_filters_and_words(
    admin_client, counts, django_assert_max_num_queries
):
    page = admin_client.get("/admin/reports/searches/").content.decode()
    assert "<dt>searches</dt><dd>12</dd>" in page
    assert 'aria-describedby="chart-table"' in page
    assert "France" in page
    assert "Romania" not in page
    assert '/search/?q=blockchain"' in page
    assert "/admin/term/" in page
    year = admin_client.get("/admin/reports/searches/?period=months").content.decode()
    assert "<dt>searches</dt><dd>16</dd>" in year
    assert "Romania" in year


def test_the_report_as_csv_tells_no_rare_value(admin_client, counts):
    answer = admin_client.get("/admin/reports/searches.csv?period=days")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert "filter: Country,France,5" in lines
    assert "words without an answer,blockchain,6" in lines
    assert not any("Romania" in line for line in lines)


def test_an_empty_report_says_so_and_a_site_that_does_not_count_too(admin_client, settings):
    settings.COUNT_SEARCHES = False
    page = admin_client.get("/admin/reports/searches/?period=nonsense").content.decode()
    assert "No search was counted" in page
    assert "COUNT_SEARCHES" in page
