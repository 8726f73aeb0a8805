"""Whatever is killed in the middle of an issue, each reader gets it once or is listed: the server's log proves it."""

import json
import os
import random
import signal
import sqlite3
from contextlib import closing, contextmanager

import pytest

from tests.newsletter.sending.processes import Forks, Sink
from tests.sites import free_port

pytestmark = pytest.mark.own_site

RECIPIENTS = 2000
CONNECTIONS = 4
SEND = "send --issue issue-1 --json"


@pytest.fixture(scope="module")
def forks(migrated_site, tmp_path_factory):
    """Return the forks of a site whose mail server stands at `forks.port`."""
    site = migrated_site.copy(tmp_path_factory.mktemp("kills") / "var")
    port = free_port()
    environment = site.environment() | {
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "NEWSLETTER_RETRY_SECONDS": "0.05",
    }
    forks = Forks(environment)
    forks.port, forks.database = port, site.var_dir / "db.sqlite3"
    yield forks
    forks.close()


@contextmanager
def seeded(forks, log, *sink_options):
    """Make an approved issue for 2,000 readers; give the mail server that waits for it."""
    assert forks.do(f"seed {RECIPIENTS}")[0] == 0
    sink = Sink(forks.port, log, *sink_options)
    try:
        yield sink
    finally:
        sink.kill()


def moments(seed, number):
    """Return random counts of mails, at which something is killed."""
    return sorted(random.Random(seed).sample(range(20, RECIPIENTS - 200), number))


def kill_ten_times(forks, sink):
    pid = forks.begin(SEND)
    for moment in moments(seed=1, number=10):
        sink.wait_until_taken(moment)
        os.kill(pid, signal.SIGKILL)
        assert forks.end()[0] == -signal.SIGKILL
        pid = forks.begin(SEND)
    status, output = forks.end()
    assert status == 0
    return json.loads(output)


def test_each_reader_gets_it_once_although_the_sender_is_killed_ten_times(forks, tmp_path):
    with seeded(forks, tmp_path / "mails.log", "--delay", "0.002") as sink:
        summary = kill_ten_times(forks, sink)
        times, _ids = sink.deliveries()
    assert summary["queued"] == RECIPIENTS
    assert summary["sent"] + summary["unsure"] == RECIPIENTS
    assert summary["unsure"] <= 10 * CONNECTIONS
    assert set(times.values()) == {1}
    assert RECIPIENTS - len(times) <= summary["unsure"]
    assert summary["failed"] == summary["suppressed"] == 0


def test_what_was_in_flight_is_sent_again_under_its_name_where_the_setting_says_so(forks, tmp_path):
    with seeded(forks, tmp_path / "mails.log", "--delay", "0.002") as sink:
        forks.do("switch when_unsure repeat")
        summary = kill_ten_times(forks, sink)
        times, ids = sink.deliveries()
    assert summary == {
        "queued": RECIPIENTS,
        "sent": RECIPIENTS,
        "failed": 0,
        "suppressed": 0,
        "unsure": 0,
    }
    assert len(times) == RECIPIENTS
    assert sum(times.values()) - RECIPIENTS <= 10 * CONNECTIONS
    assert all(len(known) == 1 for known in ids.values())


def test_each_reader_gets_it_once_although_the_server_is_killed_and_the_database_locked(
    forks, tmp_path
):
    with seeded(forks, tmp_path / "mails.log", "--delay", "0.002") as sink:
        forks.begin(SEND)
        for moment in moments(seed=2, number=5):
            sink.wait_until_taken(moment)
            sink.kill()
            sink.start()
        with closing(sqlite3.connect(forks.database)) as database:
            database.execute("BEGIN IMMEDIATE")
            for _line in range(CONNECTIONS + 1):
                if sink.is_silent(0.3):
                    break
                sink.wait_until_taken(sink.taken + 1)
            assert sink.is_silent(0.3)
            database.rollback()
        status, output = forks.end()
        times, _ids = sink.deliveries()
    summary = json.loads(output)
    assert status == 0
    assert summary["sent"] + summary["unsure"] == RECIPIENTS
    assert summary["unsure"] <= 5 * CONNECTIONS
    assert set(times.values()) == {1}
    assert RECIPIENTS - len(times) <= summary["unsure"]


def test_a_stop_finishes_what_is_in_flight_and_nothing_is_unsure(forks, tmp_path):
    with seeded(forks, tmp_path / "mails.log", "--delay", "0.002") as sink:
        for moment in (300, 900):
            pid = forks.begin(SEND)
            sink.wait_until_taken(moment)
            os.kill(pid, signal.SIGTERM)
            status, output = forks.end()
            summary = json.loads(output)
            assert (status, summary["unsure"], summary["queued"]) == (0, 0, RECIPIENTS)
            assert moment <= summary["sent"] < RECIPIENTS
        assert json.loads(forks.do(SEND)[1])["sent"] == RECIPIENTS
        assert set(sink.deliveries()[0].values()) == {1}


def test_every_twentieth_who_is_refused_for_the_moment_gets_it_by_a_retry(forks, tmp_path):
    with seeded(forks, tmp_path / "mails.log", "--temporary-every", "20") as sink:
        status, output = forks.do(SEND)
        times, _ids = sink.deliveries()
    assert (status, json.loads(output)["sent"]) == (0, RECIPIENTS)
    assert len(times) == RECIPIENTS
    assert set(times.values()) == {1}
