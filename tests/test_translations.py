"""The translations of what readers see are whole and fit the texts that they stand for."""

import importlib.util
import re

import pytest

from tests.test_layout import ROOT

pytestmark = pytest.mark.one_database
_spec = importlib.util.spec_from_file_location("locale_update", ROOT / "locale" / "update.py")
update = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(update)

PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|%%\w+%%")


@pytest.fixture(scope="module")
def texts():
    found = update.texts()
    assert len(found) > 150
    return found


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_every_text_that_readers_see_is_translated(texts, language):
    """`make texts` adds what is missing here to the catalogues."""
    catalogue = update.read_catalogue(language)
    untranslated = []
    for message in texts:
        known = catalogue.get(message.id, message.context) if message.id else message
        whole = known and (all(known.string) if isinstance(known.string, tuple) else known.string)
        if message.id and not whole:
            untranslated.append(message.id)
    assert untranslated == []


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_translations_keep_the_places_of_values(language):
    wrong = []
    for message in update.read_catalogue(language):
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = [set(PLACES.findall(text)) for text in originals if text]
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wrong += [text for text in strings if wanted and set(PLACES.findall(text)) not in wanted]
    assert wrong == []
