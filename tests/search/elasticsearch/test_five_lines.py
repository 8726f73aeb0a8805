"""The five lines of docs/search.md bring a site from the embedded engine to Elasticsearch."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from search.engines.elasticsearch.address import read_address
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from tests.search.elasticsearch.conftest import CountedTickets
from tests.sites import ROOT, START_SECONDS

pytestmark = [pytest.mark.elasticsearch, pytest.mark.own_site]
WRITTEN = "http://127.0.0.1:9200"


def five_lines():
    """Return the block of the documentation."""
    text = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
    after = text.partition("### From embedded to Elasticsearch in five lines")[2]
    (block, *_) = re.findall(r"```sh\n(.*?)```", after, re.DOTALL)
    return block


def test_the_five_lines_of_the_documentation_move_a_site(migrated_site, tmp_path, own_url):
    site = migrated_site.copy(tmp_path / "var")
    site.run("rebuild_search", "--engine", "embedded")
    lines = five_lines()
    assert len(lines.splitlines()) == 5
    assert WRITTEN in lines
    environment = site.environment()
    environment.pop("ELASTICSEARCH_URL", None)
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    done = subprocess.run(
        ["/bin/bash", "-e", "-c", lines.replace(WRITTEN, f"'{own_url}'")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    told = re.search(r"Index and database agree on (\d+) records", done.stdout)
    assert told, done.stdout
    engine = ElasticsearchEngine(Connection(read_address(own_url)), CountedTickets())
    assert engine.count() == int(told[1]) > 0
