"""What people type becomes words, phrases and exclusions, and never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.expansion import Concept, Thesaurus
from search.words import AnyOf, Compound, Expanded, Phrase, Prefix, Word, parse_words

TRAFFICKING = Concept(
    "exploitation",
    "all-forms",
    "All forms",
    (
        ("en", "trafficking in human beings"),
        ("en", "THB"),
        ("it", "tratta di esseri umani"),
        ("en", "TIP"),
    ),
)
CHILDREN = Concept(
    "target-group", "children", "Children", (("en", "Children"), ("en", "child"), ("en", "minors"))
)


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("safe return", (Word("safe"), Word("return"))),
        ('"safe return"', (Phrase(("safe", "return")),)),
        ("„sichere Rückkehr“", (Phrase(("sichere", "Rückkehr")),)),
        ("«retour sûr»", (Phrase(("retour", "sûr")),)),
        ("hous*", (Prefix("hous"),)),
        ("a*", (Word("a"),)),
        ("red OR blue", (AnyOf((Word("red"), Word("blue"))),)),
        ("OR red OR", (Word("red"),)),
        (f"{'字' * 61}*", (Word("字" * 61),)),
        ("drop-in", (Compound(("drop", "in")),)),
        ("l'accueil", (Word("accueil"),)),
        ("title:safe", (Word("title"), Word("safe"))),
        ("the return of the", (Word("return"),)),
        ("on the", (Word("on"), Word("the"))),
        ("", ()),
    ],
)
def test_words_are_read(text, required):
    assert parse_words(text).required == required


def test_excluded_words_are_set_apart():
    parsed = parse_words('women -child -"young men" - x')
    assert parsed.excluded == (Word("child"), Phrase(("young", "men")))
    assert parsed.required == (Word("women"), Word("x"))


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    parsed = parse_words(text)
    assert len(parsed.required) + len(parsed.excluded) <= 40


@pytest.mark.parametrize(
    "typed",
    [
        "THB",
        "thb",
        "trafficking in human beings",
        "Trafficking human being",
        "la tratta di esseri umani",
    ],
)
def test_a_name_of_a_term_is_known_in_any_form(typed):
    words, told = Thesaurus([TRAFFICKING]).expand(parse_words(typed))
    (node,) = words.required
    assert isinstance(node, Expanded)
    assert node.terms == (("exploitation", "all-forms"),)
    assert told[0].labels == ("All forms",)


def test_an_abbreviation_is_not_inflected():
    words, told = Thesaurus([TRAFFICKING]).expand(parse_words("tips"))
    assert words.required == (Word("tips"),)
    assert told == ()


def test_the_longest_name_wins_and_other_words_stay():
    words, _ = Thesaurus([TRAFFICKING, CHILDREN]).expand(
        parse_words("minors trafficking in human beings school")
    )
    assert [type(node) for node in words.required] == [Expanded, Expanded, Word]


def test_phrases_and_excluded_words_are_not_widened():
    parsed = parse_words('"children" -minors')
    words, told = Thesaurus([CHILDREN]).expand(parsed)
    assert words == parsed
    assert told == ()
