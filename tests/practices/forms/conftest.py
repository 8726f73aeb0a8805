"""What the tests of the forms share: the vocabulary and the demonstration charts."""

import json
from pathlib import Path

import pytest

from practices.forms.vocabulary import FormVocabulary

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def form_vocabulary():
    return FormVocabulary.from_json(
        json.loads((ROOT / "platform/core/data/vocabularies.json").read_text())
    )


@pytest.fixture(scope="session")
def demonstration_charts():
    return json.loads((ROOT / "practices/demo_data/practices.json").read_text())
