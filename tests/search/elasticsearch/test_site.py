"""A whole site on Elasticsearch: the same counts as with the embedded engine, and nothing lost when it is down."""

import io
import random
import sys

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from core.models import ContentPage, HomePage
from practices.models import PracticePage
from search import outbox, services
from search.comparison import compare
from search.documents import KINDS
from search.engines.elasticsearch import indices, mapping, writing
from search.engines.selection import forget_engines, get_engine
from search.indexing import all_pages
from search.models import OutboxEntry
from search.query import SearchQuery
from search.tickets import DatabaseTickets
from search.ticks import drain_outbox
from tests.search.elasticsearch.test_failures import blocked
from tests.sites import free_port

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.django_db,
    pytest.mark.usefixtures("demonstration_site"),
]
QUERIES = 200


@pytest.fixture
def cluster_site(demonstration_index, settings, own_url):
    """Let the site search with Elasticsearch, in an index of the demonstration."""
    settings.ELASTICSEARCH_URL = own_url
    forget_engines()
    outbox.rebuild()
    yield get_engine()
    forget_engines()


@pytest.fixture
def dead_site(demonstration_index, settings):
    """Let the site believe that Elasticsearch is where nobody listens."""
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}/"
    forget_engines()
    yield
    forget_engines()


class Terminal(io.StringIO):
    """What a command writes to somebody who watches."""

    def isatty(self):
        return True


def generated_queries():
    """Yield query strings over what the demonstration says: words, phrases, slips, facets, years."""
    dice = random.Random(11)
    documents = [built.document for built in all_pages() if built.document]
    words = sorted({word for one in documents for word in f"{one.title} {one.summary}".split()})
    values = sorted(
        {
            (name, value)
            for one in documents
            for name, found in one.facets.items()
            for value in found
        }
    )

    def word():
        return dice.choice(words)

    shapes = [
        word,
        lambda: f"{word()} {word()}",
        lambda: f"{word()} OR {word()}",
        lambda: f'"{" ".join(dice.choice(documents).title.split()[:3])}"',
        lambda: f"{word()[:4]}*",
        lambda: f"{word()} -{word()}",
        lambda: f"intitle:{word()}",
        lambda: f"{word()}-{word()}",
        lambda: dice.choice(["shelter", "refuge", "casa rifugio", "THB", "victime", "Opfer"]),
        lambda: "",
    ]
    for number in range(QUERIES):
        query = QueryDict(mutable=True)
        query["q"] = shapes[number % len(shapes)]()
        for name, value in dice.sample(values, dice.choice([0, 0, 1, 1, 2])):
            query.appendlist(name, value)
        if dice.random() < 0.2:
            query["kind"] = dice.choice(KINDS)
        if dice.random() < 0.2:
            query["year-from"] = str(dice.randint(2000, 2020))
        if dice.random() < 0.1:
            query["year-to"] = str(dice.randint(2005, 2024))
        yield query.urlencode()


def test_two_hundred_queries_find_and_count_the_same_with_both_engines(cluster_site, monkeypatch):
    embedded = get_engine("embedded")
    found_some = 0
    for asked in generated_queries():
        answers = []
        for engine in (embedded, cluster_site):
            monkeypatch.setattr(services, "get_engine", lambda engine=engine: engine)
            answers.append(services.search(SearchQuery.from_params(QueryDict(asked))))
        ours, theirs = answers
        assert ours.count == theirs.count, asked
        assert ours.facets == theirs.facets, asked
        if ours.query.effective_sort != "relevance":
            keys = [{hit.key for hit in one.hits} for one in answers]
            assert ours.count > len(ours.hits) or keys[0] == keys[1], asked
        highlights = [{hit.key: hit.highlights for hit in one.hits} for one in answers]
        for key in highlights[0].keys() & highlights[1].keys():
            assert highlights[0][key] == highlights[1][key], asked
        found_some += bool(ours.count)
    assert found_some > QUERIES / 3


def test_index_and_database_agree_and_differences_are_mended(cluster_site, capsys):
    call_command("check_search")
    assert "agree on" in capsys.readouterr().out
    changed = [built.page_id for built in all_pages() if built.document][:2]
    Page.objects.filter(pk=changed[0]).update(title="Changed behind its back")
    Page.objects.filter(pk=changed[1]).update(live=False)
    with pytest.raises(CommandError, match="differ in 2 records"):
        call_command("check_search")
    call_command("check_search", "--mend")
    assert "2 records are written anew" in capsys.readouterr().out


def test_while_nobody_answers_pages_are_read_and_published_and_the_search_says_503(
    dead_site, client, settings, own_url
):
    before = OutboxEntry.objects.count()
    page = HomePage.objects.first().add_child(instance=ContentPage(title="Written in the dark"))
    outbox.drain_unless_worker()
    for _ in range(2):
        drain_outbox()
    assert OutboxEntry.objects.count() > before
    answer = client.get("/search/?q=return")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert client.get("/search/feed/").status_code == 503
    assert client.get("/api/v1/search?q=return").status_code == 503
    assert client.get("/practices/").status_code == 200
    assert client.get(page.url).status_code == 200
    assert [one.id for one in run_checks(databases=["default"])] == ["search.W003"]
    with pytest.raises(CommandError, match=r"does not answer|in a row"):
        call_command("rebuild_search", "--if-missing")

    settings.ELASTICSEARCH_URL = own_url
    forget_engines()
    drain_outbox()
    assert not OutboxEntry.objects.exists()
    assert not compare(get_engine()).differs
    assert "Written in the dark" in client.get("/search/?q=dark").text


def test_while_nobody_answers_the_admin_lists_writes_and_publishes(dead_site, admin_client):
    chart = PracticePage.objects.live().first()
    for address in ("", f"{chart.get_parent().pk}/", f"{chart.pk}/edit/", "search/?q=return"):
        address = f"/admin/pages/{address}" if address else "/admin/"
        assert admin_client.get(address, follow=True).status_code == 200, address
    written = HomePage.objects.first().add_child(instance=ContentPage(title="Draft", live=False))
    written.save_revision()
    publish = reverse("wagtailadmin_pages:edit", args=[written.pk])
    assert admin_client.get(publish).status_code == 200
    form = {"title": "Written by hand", "slug": "by-hand", "action-publish": "1"}
    answer = admin_client.post(
        publish, nested_form_data({**form, "body": streamfield([])}), follow=True
    )
    assert answer.status_code == 200
    assert ContentPage.objects.get(pk=written.pk).live
    assert OutboxEntry.objects.filter(page_id=written.pk).exists()


def test_while_the_disk_is_full_changes_wait_and_are_written_when_there_is_space(
    cluster_site, client
):
    page = HomePage.objects.first().add_child(instance=ContentPage(title="Beyond all space"))
    blocked(cluster_site, True)
    drain_outbox()
    (entry,) = OutboxEntry.objects.filter(page_id=page.pk)
    assert "disk of a node is nearly full" in entry.last_error
    assert client.get("/search/?q=return").status_code == 200
    assert client.get(page.url).status_code == 200
    blocked(cluster_site, False)
    drain_outbox()
    assert not OutboxEntry.objects.exists()
    assert "Beyond all space" in client.get("/search/?q=beyond+space").text


def test_an_index_with_other_fields_under_our_name_is_told_and_replaced_by_the_next_change(
    cluster_site, settings
):
    cluster_site.clear()
    live = cluster_site.indices.live
    fields = {"properties": {"title_en": {"type": "long"}, "kind": {"type": "text"}}}
    with cluster_site.connection.changing() as client:
        client.indices.create(index=f"{live}-{0:012x}-{0:08x}", mappings=fields, aliases={live: {}})
    assert [one.id for one in run_checks(databases=["default"])] == ["search.W002"]
    HomePage.objects.first().add_child(instance=ContentPage(title="Fits again"))
    drain_outbox()
    assert run_checks(databases=["default"]) == []
    assert not compare(cluster_site).differs
    assert len(cluster_site.indices.all()) == 1


def test_a_mapping_that_changed_is_told_by_the_system_check_until_the_index_is_rebuilt(
    cluster_site, monkeypatch
):
    assert run_checks(databases=["default"]) == []
    for module in (mapping, indices, sys.modules[type(cluster_site).__module__]):
        monkeypatch.setattr(module, "mapping_hash", lambda: "0123456789ab")
    (warning,) = run_checks(databases=["default"])
    assert warning.id == "search.W002"
    assert "rebuild_search" in warning.hint
    call_command("rebuild_search", verbosity=0)
    assert run_checks(databases=["default"]) == []


def test_a_missing_index_is_a_warning_where_databases_are_checked(cluster_site):
    assert run_checks(databases=["default"]) == []
    cluster_site.clear()
    assert [one.id for one in run_checks(databases=["default"])] == ["search.W002"]


def test_the_command_goes_on_where_it_was_killed_and_shows_how_far_it_is(cluster_site, monkeypatch):
    class Killed(BaseException):
        """What ends a process without giving it time for anything."""

    monkeypatch.setattr(writing, "CHUNK_RECORDS", 20)
    sent, chunks = writing.Bulk._sent, []

    def dying(bulk, chunk):
        chunks.append(set(chunk))
        if len(chunks) == 4:
            raise Killed
        return sent(bulk, chunk)

    monkeypatch.setattr(writing.Bulk, "_sent", dying)
    with pytest.raises(Killed):
        call_command("rebuild_search", verbosity=0)
    first, chunks[:] = set.union(*chunks[:3]), [set()] * 4
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    call_command("rebuild_search", stdout=io.StringIO())
    again = set.union(*chunks)
    assert len(first) == 60
    assert not first & again
    total = cluster_site.count()
    assert len(first | again) == total
    assert f"{total}/{total} " in terminal.getvalue()
    assert not compare(cluster_site).differs


def test_another_engine_is_built_without_taking_changes_from_the_one_in_use(
    demonstration_index, settings, own_url, monkeypatch
):
    HomePage.objects.first().add_child(instance=ContentPage(title="Waits for the engine in use"))
    settings.ELASTICSEARCH_URL = own_url
    monkeypatch.setattr(outbox, "engine_name", lambda: "embedded")
    call_command("rebuild_search", "--engine", "elasticsearch", verbosity=0)
    assert OutboxEntry.objects.exists()
    assert not compare(get_engine("elasticsearch")).differs


def test_numbers_of_changes_only_grow():
    tickets = DatabaseTickets()
    first = tickets.take()
    assert tickets.take() == first + 1
    tickets.skip_to(first + 100)
    tickets.skip_to(first)
    assert tickets.take() == first + 101
