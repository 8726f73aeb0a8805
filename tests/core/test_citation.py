"""A reference says the same in every form in which reference managers take it."""

from urllib.parse import parse_qsl

import pytest

from core.citation import Citation, escape_bibtex

STUDY = Citation(
    key="invented-study",
    authors=("Doe, Jane Ann", "Invented Council, Geneva"),
    year=2011,
    title="Studies & 50% of it",
    part="",
    source="",
    url="https://www.example.org/a_b",
    language="en",
    publisher="Invented Press",
    identifiers=(("doi", "10.1234/x"), ("isbn", "978-3-16-148410-0")),
    bibtex_kind="book",
    ris_kind="BOOK",
    csl_kind="book",
    people=frozenset({"Doe, Jane Ann"}),
)


def test_a_person_is_cited_by_family_name_and_initials_and_a_body_as_it_is_printed():
    assert STUDY.apa.startswith("Doe, J. A., & Invented Council, Geneva. (2011).")
    assert "author = {Doe, Jane Ann and {Invented Council, Geneva}}" in STUDY.bibtex


def test_csl_json_has_names_in_parts_where_they_are_known():
    item = STUDY.csl
    assert item["author"] == [
        {"family": "Doe", "given": "Jane Ann"},
        {"literal": "Invented Council, Geneva"},
    ]
    assert (item["type"], item["DOI"], item["ISBN"]) == ("book", "10.1234/x", "978-3-16-148410-0")
    assert item["issued"] == {"date-parts": [[2011]]}


def test_coins_are_an_open_url():
    said = parse_qsl(STUDY.coins)
    assert ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book") in said
    assert ("rft.btitle", STUDY.title) in said and ("rft_id", "info:doi/10.1234/x") in said
    assert [value for name, value in said if name == "rft.au"] == list(STUDY.authors)


@pytest.mark.parametrize(
    ("text", "written"), [("a_b & 5%", r"a\_b \& 5\%"), ("2010--2012", "2010-{}-2012")]
)
def test_latex_prints_the_text_as_it_stands(text, written):
    assert escape_bibtex(text) == written
