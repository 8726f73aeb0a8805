"""An engine of its own for each test that asks for one, and a few records in that of the site."""

import pytest

from search.documents import Years
from search.engines.base import put_all
from search.engines.embedded import EmbeddedEngine
from search.vocabulary import vocabulary
from tests.search.samples import document


@pytest.fixture
def engine(tmp_path):
    """Return an empty embedded engine."""
    return EmbeddedEngine(tmp_path / "search")


@pytest.fixture
def records(site_engine):
    """Fill the index with a few records of each kind."""
    documents = [
        document(
            "1",
            title="Safe accommodation in France",
            summary="A network of shelters.",
            names=("ALC", "Accompagnement Lieux d'Accueil"),
            body=(("Activities", "Persons are accommodated far from danger."),),
            facets={
                "country": ["FR"],
                "category": ["B"],
                "service": ["emergency-shelter"],
                "exploitation": ["domestic-work"],
                "topic": ["compensation"],
            },
            years=Years.period(2001, None),
            card={
                "organisations": ["ALC"],
                "terms": [["service", "emergency-shelter"]],
                "extra": ["Nice"],
            },
        ),
        document(
            "2",
            title="Return to Romania",
            summary="=cmd|' /C calc'!A0",
            facets={"country": ["RO", "DE"], "category": ["C"], "service": ["accommodation"]},
            years=Years.period(2003, 2008),
        ),
        document(
            "3",
            kind="case-study",
            title="A safe return",
            facets={"country": ["RO"], "exploitation": ["forced-labour"]},
        ),
        document("4", kind="organisation", title="Casa", language="it", facets={"country": ["IT"]}),
    ]
    put_all(site_engine, [vocabulary().expand(one) for one in documents])
    return documents
