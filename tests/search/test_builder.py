"""The builder: fields that become the one query, further words for what was found, and words taken as typed."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from search.builder import BuilderFields, built_words
from search.engines.base import put_all
from search.query import SearchQuery
from search.vocabulary import vocabulary
from search.words import AnyOf, InTitle, Phrase, Prefix, Word, parse_words
from tests.search.samples import document


def test_words_of_the_title_are_read():
    parsed = parse_words(
        'intitle:safe INTITLE:hous* intitle:"to work" -intitle:men intitle: xintitle:a'
    )
    assert parsed.required[:3] == (
        InTitle(Word("safe")),
        InTitle(Prefix("hous")),
        InTitle(Phrase(("to", "work"))),
    )
    assert parsed.excluded == (InTitle(Word("men")),)
    assert not any(isinstance(node, InTitle) for node in parsed.required[3:])


def test_pages_of_documents_are_not_asked_for_words_of_the_title():
    assert parse_words("intitle:safe house").of_texts().required == (Word("house"),)
    assert parse_words("intitle:safe OR house").of_texts().required == (AnyOf((Word("house"),)),)
    assert parse_words("intitle:safe OR intitle:house").of_texts().required == ()


@pytest.mark.parametrize(
    ("sent", "q"),
    [
        ("all=return+family", "return family"),
        ("phrase=safe+return", '"safe return"'),
        ("phrase=“safe+return”", '"safe return"'),
        ("any=shelter+housing", "shelter OR housing"),
        ("any=shelter", "shelter"),
        ('any="safe+house"+OR+shelter', '"safe house" OR shelter'),
        ("none=men+-boys", "-men -boys"),
        ('in-title=work+"with+families"', 'intitle:work intitle:"with families"'),
        ("all=a+OR&any=b+c&none=d", "a b OR c -d"),
        ("all=&phrase=&any=&none=&in-title=", ""),
        ('phrase="&all="open', '"open"'),
        ("q=red+OR&also=blue", "red blue"),
        ('q="safe+house&also=men', '"safe house" men'),
    ],
)
def test_fields_become_one_query(sent, q):
    assert built_words(QueryDict(sent)) == q


PIECES = [
    "safe",
    "retu*",
    '"safe return"',
    "-men",
    '-"young men"',
    "intitle:work",
    "OR",
    "red|blue",
]
PIECES += [
    'intitle:"to work"',
    "-intitle:men",
    "drop-in",
    "„sichere Rückkehr“",
    "l’accueil",
    "title:x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_a_query_taken_apart_and_composed_again_asks_for_the_same(pieces):
    q = " ".join(pieces)
    before, after = parse_words(q), parse_words(BuilderFields.of(q).compose())
    assert sorted(map(str, after.required)) == sorted(map(str, before.required))
    assert sorted(map(str, after.excluded)) == sorted(map(str, before.excluded))


@given(st.text(max_size=120), st.text(max_size=40))
def test_whatever_is_sent_a_query_comes_out(text, more):
    params = QueryDict(mutable=True)
    params.update({"all": text, "phrase": more, "any": text, "none": more, "in-title": text})
    parse_words(built_words(params))
    BuilderFields.of(text).compose()


def test_words_as_typed_stay_in_the_address():
    query = SearchQuery.from_params(
        QueryDict("q=refuge&as-typed=R%C3%89FUGE&as-typed=&as-typed=refuge")
    )
    assert query.as_typed == ("refuge",)
    assert query.query_string == "?q=refuge&as-typed=refuge"
    assert query.typed_or_widened("Refuge").query_string == "?q=refuge"
    many = "&".join(f"as-typed=w{number}" for number in range(100))
    assert len(SearchQuery.from_params(QueryDict(many)).as_typed) == 12


@pytest.fixture
def records(site_engine):
    documents = [
        document("1", title="Safe house", summary="refuge", facets={"country": ["FR"]}),
        document(
            "2",
            title="A house of girls",
            language="de",
            facets={"service": ["emergency-shelter"], "country": ["RO"]},
        ),
        document("3", title="Open doors", summary="a safe house for girls and boys"),
    ]
    put_all(site_engine, [vocabulary().expand(one) for one in documents])


@pytest.mark.django_db
def test_the_builder_leads_on_to_the_one_query_and_keeps_the_choices(client, records):
    answer = client.get("/fr/search/?country=FR&sort=title&page=3&phrase=safe+house&none=girls")
    assert answer.status_code == 302
    address = urlsplit(answer["Location"])
    assert address.path == "/fr/search/"
    assert parse_qs(address.query) == {
        "q": ['"safe house" -girls'],
        "country": ["FR"],
        "sort": ["title"],
    }
    page = client.get(answer["Location"]).content.decode()
    assert 'name="phrase" value="safe house"' in page
    assert 'name="none" value="girls"' in page
    assert client.get("/search/?all=" + "x+" * 800).status_code == 302


@pytest.mark.django_db
def test_further_words_are_looked_for_within_the_results(client, records):
    page = client.get("/search/?q=house&language=en").content.decode()
    assert '<input type="hidden" name="q" value="house">' in page
    answer = client.get("/search/?q=house&language=en&also=girls", follow=True)
    assert answer.redirect_chain[0][0] == "/search/?q=house+girls&language=en"
    assert "1 record for “house girls”" in answer.content.decode()


@pytest.mark.django_db
def test_what_the_vocabularies_add_is_told_and_can_be_taken_away(client, records):
    widened = client.get("/search/?q=refuge").content.decode()
    assert "3 records for “refuge”" in widened  # "safe house" is another name of it
    assert "“refuge” was also looked for as: Accommodation, Emergency accommodation" in widened
    assert 'href="/search/?q=refuge&amp;as-typed=refuge"' in widened
    typed = client.get("/search/?q=refuge&as-typed=refuge").content.decode()
    assert "1 record for “refuge”" in typed
    assert "was also looked for" not in typed
    assert 'href="/search/?q=refuge"' in typed
    for address in ("/search/feed/", "/api/v1/search", "/search/export.csv", "/search/export.xlsx"):
        assert f"{address}?q=refuge&amp;as-typed=refuge" in typed
    assert client.get("/api/v1/search?q=refuge&as-typed=refuge").json()["count"] == 1


@pytest.mark.django_db
def test_names_of_what_was_added_are_in_the_language_of_the_page(client, records):
    page = client.get("/fr/search/?q=refuge").content.decode()
    assert escape(vocabulary().entries["service", "emergency-shelter"].label("fr")) in page


@pytest.mark.django_db
def test_an_empty_answer_names_the_word_and_the_filter_that_are_in_the_way(client, records):
    page = client.get("/search/?q=house+girls+qqxyz").content.decode()
    assert "Search without the word “qqxyz”" in page
    assert 'href="/search/?q=house+girls"' in page
    assert "Search for any of the words" in page
    page = client.get("/search/?q=doors&language=de&country=RO").content.decode()
    assert "Search in all languages" not in page  # that alone would not help
    page = client.get("/search/?q=doors&language=de").content.decode()
    assert "Search in all languages" in page
    assert "Finds 1 record." in page
