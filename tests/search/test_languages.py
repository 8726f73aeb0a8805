"""The search speaks the language of its address: results in three views, the empty page, saved searches."""

import pytest
from bs4 import BeautifulSoup

from accounts.models import User
from search.models import SearchBookmark
from tests.test_translations import update

pytestmark = pytest.mark.django_db
READ_OUT = ("aria-label", "title", "data-copied", "data-not-copied")
#: (heading, a facet, the builder, the panel, what an empty page says)
WORDS = {
    "fr": (
        "2 contenus pour « safe »",
        "Typologie d'intervention",
        "Rechercher plus précisément",
        "Utiliser cette recherche ailleurs",
        "Vous pouvez continuer ainsi :",
    ),
    "it": (
        "2 contenuti per «safe»",
        "Tipologia di intervento",
        "Cercare in modo più preciso",
        "Usare questa ricerca altrove",
        "Può continuare così:",
    ),
    "de": (
        "2 Einträge zu „safe“",
        "Art der Intervention",
        "Genauer suchen",
        "Diese Suche anderswo nutzen",
        "So können Sie weitersuchen:",
    ),
    "es": (
        "2 contenidos para «safe»",
        "Tipología de intervención",
        "Buscar con más precisión",
        "Usar esta búsqueda en otro lugar",
        "Puede continuar así:",
    ),
}


def texts_of(response):
    """Return what a page says and reads out, without what is written in the language of a record."""
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser").main
    for record in page.select("[lang]"):
        record.decompose()
    said = [" ".join(text.split()) for text in page.stripped_strings]
    return said + [one[name] for name in READ_OUT for one in page.select(f"[{name}]")]


def english_left(texts, language):
    """Return the texts that the catalogue of the language has another word for."""
    catalogue = update.read_catalogue(language)
    return [text for text in texts if (known := catalogue.get(text)) and known.string != text]


@pytest.mark.parametrize("language", WORDS)
def test_the_search_page_speaks_the_language_of_its_address(client, records, language):
    heading, facet, builder, panel, go_on = WORDS[language]
    address = f"/{language}/search/"
    texts = texts_of(client.get(f"{address}?q=safe"))
    assert {heading, builder, panel} <= {text.replace("\xa0", " ") for text in texts}
    assert english_left(texts, language) == []
    for query in (
        "?country=FR&country=RO&view=table&year-from=2002",
        "?view=map&map=world&country=FR",
        "?typology=none-such&page=7&sort=none&view=none&year-to=x",
        "?q=shelter+of+nobody&language=en&year-from=2001",
    ):
        texts = texts_of(client.get(address + query))
        assert english_left(texts, language) == [], query
    assert go_on in {text.partition(". ")[2].replace("\xa0", " ") for text in texts}
    unknown = texts_of(client.get(f"{address}?typology=none-such"))
    assert any(facet in text for text in unknown)


@pytest.mark.parametrize("language", WORDS)
def test_saved_searches_speak_it_too(client, records, language):
    user = User.objects.create_user(email="reader@example.org", password="x")
    client.force_login(user)
    kept = SearchBookmark.objects.create(owner=user, name="N° 1", query="q=safe&country=RO")
    home = f"/{language}/search/saved/"
    for address in (
        home,
        f"{home}new/?q=house",
        f"{home}{kept.pk}/rename/",
        f"{home}{kept.pk}/delete/",
    ):
        assert english_left(texts_of(client.get(address)), language) == [], address


def test_a_hit_names_terms_years_and_sections_in_the_language_of_its_reader(client, records):
    hit = texts_of(client.get("/de/search/?q=accommodated+danger"))
    assert {"Notunterbringung", "Nice", "seit 2001", "Gefunden in", "Aktivitäten"} <= set(hit)
    english = texts_of(client.get("/search/?q=accommodated+danger"))
    assert {"Emergency accommodation", "Nice", "since 2001", "Found in", "Activities"} <= set(
        english
    )
