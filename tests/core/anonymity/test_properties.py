"""The detectors take any text: they never fail, their offsets are exact, their time is linear."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.anonymity import find_in_text
from core.anonymity import words as lists
from tests.examples import examples

PIECES = [
    "Maria Rossi ", "Mr. ", "Anna-", "1 ", "12, ", "17 anni ", "+39 333 1234567 ", "via Roma ",
    "the shelter is next to ",
    "born ", "\n", " ", "é", "e\u0301", "\u00ad", "(", "\"", "a.b@c.de ", "IBAN DE89 ", "Az. ",
    "Schule ", "in Mai 2012 ",
    "a Romanian woman ", "Kelly, L. (2005) ", "\ud800", "🙂", "Straße 5 ", "Dr. ", "von ", "2 et 3 ",
    "Poulin, Richard, ", "07700 900123 ", "she was ", "is from Togo ", "IES La ", "Year 4 ", "; Uroz, Jorge: ",
    "ne aveva ", "the girl, Thuy, ", "Hope: ", "L 01X ", "in Spring ", "Sie, 22, ", " / ", "a Nepali ",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
)


@settings(max_examples=examples(75), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_read_and_offsets_are_exact(text):
    found = find_in_text(text)
    assert found == sorted(found, key=lambda one: one.start)
    for one in found:
        assert text[one.start : one.end] == one.text != ""


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_of_the_text_alone(piece):
    find_in_text(piece)
    started = time.process_time()
    find_in_text((piece * 12_000)[:12_000])
    # Far above what a linear rule needs, far below what a runaway one takes.
    assert time.process_time() - started < 6


def test_there_are_names_from_many_languages():
    assert len(lists.given_names()) >= 1500
    assert {"blessing", "florence", "mark"} <= lists.ambiguous_given_names()
