"""The Elasticsearch engine keeps the contract of all engines, against a real server."""

import pytest

from tests.search.conformance import EngineConformance

pytestmark = pytest.mark.elasticsearch


class TestElasticsearchEngine(EngineConformance):
    """Everything that every engine promises."""
