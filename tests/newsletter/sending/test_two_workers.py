"""Two processes share one issue, on the database of the run: nobody gets it twice, nobody is forgotten."""

import json
import os
import signal
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from newsletter.models import NewsletterSettings, WhenUnsure
from tests.newsletter.sending.mailings import fill, make_mailing, make_readers
from tests.newsletter.sending.processes import Forks, Sink
from tests.sites import OwnSite

pytestmark = pytest.mark.django_db(transaction=True)

RECIPIENTS = 1000


def shared_database(folder):
    """Return the address of the run's database; one in memory is copied to a file first."""
    if connection.vendor == "postgresql":
        values = connection.settings_dict
        user = ":".join(filter(None, (values["USER"], values["PASSWORD"])))
        return f"postgresql://{user}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
    with closing(sqlite3.connect(folder / "shared.sqlite3")) as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{folder / 'shared.sqlite3'}"


def test_two_processes_share_an_issue_and_one_takes_over_when_the_other_is_killed(tmp_path):
    NewsletterSettings.load()
    NewsletterSettings.objects.update(when_unsure=WhenUnsure.LIST)
    fill(make_mailing(), make_readers(RECIPIENTS))
    site = OwnSite(tmp_path / "var")
    environment = site.environment() | {
        "DATABASE_URL": shared_database(tmp_path),
        "EMAIL_URL": f"smtp://127.0.0.1:{site.port}",
    }
    sink = Sink(site.port, tmp_path / "mails.log", "--delay", "0.005")
    first, second = Forks(environment), Forks(environment)
    try:
        killed = first.begin("send --json")
        sink.wait_until_taken(RECIPIENTS // 10)
        second.begin("send --json")
        sink.wait_until_taken(RECIPIENTS // 2)
        os.kill(killed, signal.SIGKILL)
        assert first.end()[0] == -signal.SIGKILL
        first.begin("send --json")
        ends = [second.end(), first.end()]
    finally:
        first.close()
        second.close()
        sink.kill()
    assert [status for status, _output in ends] == [0, 0]
    assert all(json.loads(output)["sent"] > 0 for _status, output in ends)
    times, _ids = sink.deliveries()
    assert set(times.values()) == {1}
    assert RECIPIENTS - 4 <= len(times) <= RECIPIENTS
