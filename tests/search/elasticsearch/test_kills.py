"""The server dies in the middle of a bulk request while pages are published, and comes back: nothing is lost."""

import pytest
from wagtail.models import Page

from core.models import ContentPage, HomePage
from search import outbox, registry, vocabulary
from search.comparison import compare
from search.engines.base import EngineUnavailable
from search.engines.elasticsearch import connection, writing
from search.engines.selection import forget_engines, get_engine
from search.models import OutboxEntry
from search.ticks import drain_outbox
from tests.search.elasticsearch.own_server import OwnServer

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.own_cluster,
    pytest.mark.django_db,
    pytest.mark.one_database,
]
PAGES, GROUPS = 500, 5


@pytest.fixture
def server():
    """Start a server of this test's own."""
    server = OwnServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def engine(server, settings, monkeypatch):
    """Let the site search with it, among plain pages alone."""
    Page.objects.filter(pk__in=ContentPage.objects.values("pk")).delete()
    OutboxEntry.objects.all().delete()
    plain = registry.registration_of(ContentPage)
    monkeypatch.setattr(registry, "_registrations", {ContentPage: plain})
    settings.ELASTICSEARCH_URL = server.url
    forget_engines()
    vocabulary.forget()
    yield get_engine()
    forget_engines()


def publish(home, number):
    """Publish a fifth of the pages; what is drained by hand here the worker does each second."""
    for index in range(PAGES // GROUPS):
        home.add_child(
            instance=ContentPage(title=f"Page {number} {index}", slug=f"{number}-{index}")
        )


def test_a_server_killed_while_pages_are_published_ends_with_index_and_database_equal(
    engine, server, monkeypatch
):
    monkeypatch.setattr(writing, "CHUNK_RECORDS", 20)
    monkeypatch.setattr(connection, "OPEN_SECONDS", 0.0)
    home, chunks = HomePage.objects.first(), []
    sent = writing.Bulk._sent

    def killing(bulk, chunk):
        chunks.append(len(chunk))
        if len(chunks) == 2:
            server.kill()
        return sent(bulk, chunk)

    publish(home, 1)
    outbox.drain()
    monkeypatch.setattr(writing.Bulk, "_sent", killing)
    publish(home, 2)
    with pytest.raises(EngineUnavailable):
        outbox.drain()
    assert chunks == [20, 20]
    monkeypatch.setattr(writing.Bulk, "_sent", sent)
    for number in (3, 4, 5):
        publish(home, number)
        drain_outbox()
    assert OutboxEntry.objects.count() >= PAGES * 4 // GROUPS
    ContentPage.objects.get(slug="1-0").delete()

    server.start_again()
    drain_outbox()
    assert not OutboxEntry.objects.exists()
    compared = compare(engine)
    assert list(compared.lines()) == []
    assert compared.agreeing == PAGES - 1
