"""How records are cited."""

import re

from core.citation import Citation


def citation(**changes):
    values = {
        "key": "crisis-unit",
        "authors": ("Municipality of Venice",),
        "year": 2012,
        "title": "Crisis and Assessment Unit",
        "part": "Practice chart 6",
        "source": "ENPATES Handbook",
        "url": "https://example.org/practices/crisis-unit/",
        "language": "en",
    }
    return Citation(**{**values, **changes})


def test_apa_names_author_year_title_source_and_address():
    assert citation().apa == (
        "Municipality of Venice. (2012). Crisis and Assessment Unit (Practice chart 6). "
        "In ENPATES Handbook. Resource Centre. https://example.org/practices/crisis-unit/"
    )


def test_apa_joins_several_authors():
    assert citation(authors=("One", "Two", "Three")).apa.startswith("One, Two, & Three. (2012).")


def test_without_author_the_title_comes_first():
    apa = citation(authors=()).apa
    assert apa.startswith("Crisis and Assessment Unit (Practice chart 6). (2012).")


def test_without_year_the_citation_says_no_date():
    assert "(n.d.)" in citation(year=None).apa
    assert "year =" not in citation(year=None).bibtex


def test_a_name_that_ends_in_a_full_stop_gets_no_second_one():
    assert "KOOFRA e.V. (2012)" in citation(authors=("KOOFRA e.V.",)).apa


def test_bibtex_keeps_the_words_of_an_organisation_together():
    assert "author = {{Municipality of Venice}}" in citation().bibtex


def test_bibtex_escapes_what_tex_would_run():
    bibtex = citation(title=r"50% of {all} & \input{secret} #1_$").bibtex
    title = re.search(r"title = (.*),\n", bibtex).group(1)
    assert title == r"{{50\% of \{all\} \& \textbackslash{}input\{secret\} \#1\_\$}}"


def test_bibtex_braces_are_balanced():
    bibtex = citation(title="a } b { c").bibtex.replace(r"\{", "").replace(r"\}", "")
    assert bibtex.count("{") == bibtex.count("}")


def test_ris_has_one_value_a_line_and_ends():
    ris = citation(title="Two\r\nER  - lines").ris
    assert "TI  - Two ER - lines\r\n" in ris
    assert ris.endswith("ER  - \r\n")
    assert ris.count("\r\nER  - ") == 1
