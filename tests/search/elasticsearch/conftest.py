"""Engines on a real server, each with indices of its own that are removed after the test."""

import itertools
import uuid

import pytest

from search.engines.elasticsearch.address import read_address
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from tests.services import find_elasticsearch


class CountedTickets:
    """Numbers for the engines of one test, which share no database."""

    def __init__(self):
        self.numbers = itertools.count(1)

    def take(self):
        return next(self.numbers)

    def skip_to(self, number):
        self.numbers = itertools.count(number + 1)


@pytest.fixture(scope="session")
def server_url():
    """Return the address of the server."""
    return find_elasticsearch()


@pytest.fixture
def own_url(server_url):
    """Return an address under which nobody else has indices; what was made there goes after the test."""
    url = f"{server_url.rstrip('/')}/?prefix=test-{uuid.uuid4().hex[:12]}"
    yield url
    ElasticsearchEngine(Connection(read_address(url)), CountedTickets()).clear()


@pytest.fixture(scope="session")
def shared_engine(server_url):
    """Return an engine whose index all tests of this process use one after another: making one takes long."""
    url = f"{server_url.rstrip('/')}/?prefix=test-{uuid.uuid4().hex[:12]}"
    engine = ElasticsearchEngine(Connection(read_address(url)), CountedTickets())
    yield engine
    engine.clear()


@pytest.fixture
def engine(shared_engine):
    """Return an empty engine."""
    with shared_engine.connection.changing() as client:
        live = shared_engine.indices.targets()[0]
        everything = {"match_all": {}}
        client.delete_by_query(index=live, query=everything, refresh=True, conflicts="proceed")
    return shared_engine


@pytest.fixture
def make_engine(own_url):
    """Return a function that makes engines of one site, as several hosts have them; no other test uses their index."""
    tickets = CountedTickets()

    def make(**options):
        return ElasticsearchEngine(Connection(read_address(own_url), **options), tickets)

    return make
