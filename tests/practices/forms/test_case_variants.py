"""A case comes back whole, whichever way it was filled in."""

import pytest

from practices.forms.reading import read_case_studies
from practices.forms.reading.blocks import Line
from practices.forms.reading.values.ticks import read_question_2
from tests.practices.forms.case_variants import HEADS, LAYOUTS, TICKS, WORDING, CaseFiller


@pytest.mark.parametrize("seed", range(150))
def test_any_way_of_filling_in(seed, form_vocabulary):
    filler = CaseFiller(seed)
    assert (
        filler.differences(list(read_case_studies(("case.docx", filler.file()), form_vocabulary)))
        == []
    ), filler


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (name, value)
        for name, values in (
            ("layout", LAYOUTS),
            ("ticks", TICKS),
            ("head", HEADS),
            ("wording", WORDING),
        )
        for value in values
    ],
)
def test_each_way_alone(name, value, form_vocabulary):
    for seed in range(2000, 2006):
        filler = CaseFiller(seed, **{name: value})
        assert (
            filler.differences(
                list(read_case_studies(("case.docx", filler.file()), form_vocabulary))
            )
            == []
        ), filler


def ticked(*lines):
    return {
        group: labels
        for group, labels in read_question_2([Line(text) for text in lines]).ticked.items()
        if labels
    }


def test_answers_without_boxes_are_taken_at_their_word():
    assert ticked("Gender: Female", "Age: adult", "Type of exploitation:", "Forced labour") == {
        "gender": ["Female"],
        "age_group": ["Adult"],
        "exploitation": ["Forced labour"],
    }


def test_options_left_standing_without_a_tick_are_no_answer():
    assert ticked("Gender:", "Male", "Female", "Transgender") == {}


def test_text_beside_a_ticked_box_is_kept():
    answer = read_question_2(
        [
            Line("How was the person recruited?"),
            Line("☒ Friend (of her cousin)"),
            Line("☐ Other: ………"),
        ]
    )
    assert answer.ticked["recruitment"] == ["Friend"]
    assert answer.other == {"recruitment": "of her cousin"}
    assert answer.beside_empty == []
