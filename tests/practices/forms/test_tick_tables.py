"""The tick lists of question 2 where the ticks are no boxes in a line."""

import pytest

from practices.forms.reading import read_case_studies
from tests.practices.forms.word_files import cell, paragraph, row, run, table, word_file

LISTS = {
    "Gender": ("Male", "Female", "Transgender"),
    "Age": ("Adult", "Minor"),
    "Type of exploitation": ("Sexual services", "Forced labour", "Forced begging", "Forced marriage", "Organ removal"),
    "How was the person recruited?": ("Friend", "Acquaintance", "Relative", "Newspaper ad", "Kidnapped"),
    "What was the victim proposed?": ("Job promise", "Invitation abroad", "Marriage promise", "Was forced"),
}  # fmt: skip
CHOSEN = {"Female", "Adult", "Forced labour", "Friend", "Kidnapped", "Job promise"}
DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cross_beside():
    return table(
        *(
            row(
                cell(paragraph("" if at else name), GOES_ON if at else DOWN),
                cell(paragraph("X" if option in CHOSEN else "")),
                cell(paragraph(option)),
            )
            for name, options in LISTS.items()
            for at, option in enumerate(options)
        )
    )


def heads_above():
    boxes = (
        "".join(paragraph(f"{'☒' if one in CHOSEN else '☐'} {one}") for one in options)
        for options in LISTS.values()
    )
    return table(row(*(cell(paragraph(name)) for name in LISTS)), row(*map(cell, boxes)))


def lists_left():
    return table(
        *(
            row(
                cell(paragraph(name)),
                cell(
                    paragraph(
                        "  ".join(f"{'☒' if one in CHOSEN else '☐'} {one}" for one in options)
                    )
                ),
            )
            for name, options in LISTS.items()
        )
    )


def set_off(chosen="", left=""):
    return "".join(
        paragraph(
            run(f"{name}: ")
            + run(" / ").join(run(one, chosen if one in CHOSEN else left) for one in options)
        )
        for name, options in LISTS.items()
    )


WAYS = {
    "cross beside": cross_beside(),
    "heads above": heads_above(),
    "lists left": lists_left(),
    "bold": set_off("<w:b/>"),
    "underlined": set_off('<w:u w:val="single"/>'),
    "crossed out": set_off(left="<w:strike/>"),
}


def case_form(question_2):
    answers = {
        1: paragraph("We helped"),
        2: question_2,
        3: paragraph("By phone"),
        4: paragraph("Many"),
    }
    head = [("Organisation", paragraph("Example")), ("Country", paragraph("Luxembourg"))]
    labels = ("Involvement", "Background information", "First contact", "Obstacles")
    items = head + [(f"{at}. {text}", answers[at]) for at, text in enumerate(labels, start=1)]
    return word_file(table(*(row(cell(paragraph(label)), cell(value)) for label, value in items)))


@pytest.mark.parametrize("way", WAYS)
def test_what_is_chosen_is_read(way, form_vocabulary):
    (record,) = read_case_studies(("case.docx", case_form(WAYS[way])), form_vocabulary)
    assert {one for group in LISTS_READ for one in record.q2[group]} == CHOSEN
    assert (record.q1, record.q3, record.q2["other"]) == ("We helped", "By phone", None)


LISTS_READ = ("gender", "age_group", "exploitation", "recruitment", "proposed")


def test_lists_left_standing_are_no_answer(form_vocabulary):
    (record,) = read_case_studies(("case.docx", case_form(set_off())), form_vocabulary)
    assert not any(record.q2[group] for group in LISTS_READ)


def test_text_after_other_is_kept_with_its_commas(form_vocabulary):
    answer = paragraph("How was the person recruited? Friend, Other: by a man, met on a bus")
    (record,) = read_case_studies(("case.docx", case_form(answer)), form_vocabulary)
    assert record.q2["recruitment"] == ["Friend", "Other"]
    assert record.q2["other"] == {"recruitment": "by a man, met on a bus"}


def test_organisation_and_country_in_one_row(form_vocabulary):
    items = [
        ("Organisation and country", "Example Centre, Luxembourg"),
        ("1. Involvement", "We helped"),
    ]
    items += [("3. First contact", "By phone"), ("4. Obstacles", "Many")]
    body = table(*(row(cell(paragraph(label)), cell(paragraph(value))) for label, value in items))
    (record,) = read_case_studies(("case.docx", word_file(body)), form_vocabulary)
    assert (record.organisation, record.country) == ("Example Centre", "LU")
