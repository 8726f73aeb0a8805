"""The query string is read once, forgives everything and is written back the same."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.facets import FACETS
from search.query import SearchQuery
from search.scope import page_scope

NAMES = [
    *(facet.name for facet in FACETS),
    "q",
    "year-from",
    "year-to",
    "sort",
    "page",
    "page-size",
    "utm_source",
]


def read(text):
    return SearchQuery.from_params(QueryDict(text))


def test_nothing_asked_is_browsing_the_newest():
    query = read("")
    assert query.is_browsing
    assert query.effective_sort == "newest"
    assert query.problems == ()
    assert query.query_string == ""


def test_repeated_values_are_kept_once_and_codes_are_written_large():
    query = read("country=fr&country=FR&country=it&category=b&topic=Health")
    assert query.selections == {"country": ("FR", "IT"), "category": ("B",), "topic": ("health",)}


def test_unknown_parameters_are_ignored():
    assert read("utm_source=x&q=return&fbclid=1").query_string == "?q=return"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("year-from=abc", "year-from"),
        ("year-from=99999", "year-from"),
        ("year-from=2012&year-to=2003", "first year"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1000000000000", "page"),
        ("page-size=1000000", "100"),
        ("page-size=ten", "page-size"),
        ("sort=colour", "sorted"),
        ('q="safe', "quotation mark"),
        ("q=%00safe", "cannot be typed"),
        ("q=***", "no word"),
        ("q=" + "a" * 5000, "too long"),
        ("q=" + "a+" * 190, "too many words"),
        ("&".join(f"topic=t{i}" for i in range(100)), "Topic"),
    ],
)
def test_what_was_not_understood_is_said(text, word):
    assert any(word in problem for problem in read(text).problems)


def test_page_size_has_a_limit():
    assert read("page-size=1000000").page_size == 100
    assert read("page-size=7").page_size == 7


def test_too_long_and_wordless_searches_are_refused():
    assert read("q=" + "a" * 401).is_refused
    assert read("q=!!!").is_refused
    assert not read("q=ok").is_refused


def test_choosing_and_taking_back_lead_to_the_same_address():
    query = read("q=return&country=FR&page=3&page-size=50")
    chosen = query.toggled("country", "IT")
    assert chosen.query_string == "?q=return&country=FR&country=IT&page-size=50"
    assert chosen.toggled("country", "IT") == query.with_page(1)


def test_the_address_reads_back_as_the_same_query():
    query = read("q=a+%22b+c%22&topic=health&country=FR&year-from=2003&sort=title&page=2")
    assert read(query.query_string[1:]) == query


def test_only_the_page_reads_a_view_and_the_first_one_is_not_written():
    def read_by_page(text):
        return SearchQuery.from_params(QueryDict(text), page_scope(QueryDict(text)))

    assert read("q=a&view=map") == read("q=a")
    assert read_by_page("q=a&view=Map&sort=title").query_string == "?q=a&sort=title&view=map"
    assert read_by_page("q=a&view=list").query_string == "?q=a"
    assert read_by_page("q=a&view=globe").problems
    query = read_by_page("q=a&page=3&view=map")
    assert query.with_view("list").query_string == "?q=a"
    assert query.without_view().query_string == "?q=a"
    assert query.unasked().query_string == "?view=map"


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=60)), max_size=12))
def test_whatever_comes_is_read_and_reads_back(pairs):
    params = QueryDict(mutable=True)
    for name, value in pairs:
        params.appendlist(name, value)
    query = SearchQuery.from_params(params)
    again = read(query.query_string[1:])
    if not query.is_refused:
        assert again.pairs() == query.pairs()
    assert 1 <= query.page_size <= 100
