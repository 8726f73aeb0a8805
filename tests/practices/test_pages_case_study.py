"""The page and the files of a case study: twelve questions, tick lists, the caution."""

import io
import json
import re

import pypdfium2
import pytest

from practices.models import CaseStudyPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]

CASE = "/case-studies/minor-return-and-testimony/"


@pytest.fixture
def case():
    return CaseStudyPage.objects.get(slug="minor-return-and-testimony")


def html_of(client):
    return client.get(CASE).content.decode()


def test_all_twelve_questions_stand_on_the_page(client):
    html = html_of(client)
    for number in range(1, 13):
        assert f'href="#item-{number}"' in html
        assert f'id="item-{number}"' in html


def test_what_was_ticked_is_told_in_words_as_well(client):
    ticked = re.findall(r'<li class="on"><span>(.*?)<span', html_of(client))
    assert {"Female", "Child (under 18)", "Partner or spouse"} <= set(ticked)
    assert "Male" not in ticked


def test_a_box_that_the_form_does_not_print_shows_only_where_it_was_given(client, case):
    assert "Persons of several genders" not in html_of(client)
    case.gender = "mixed"
    case.save()
    assert "Persons of several genders" in html_of(client)


def test_a_question_without_an_answer_says_so(client):
    section = re.search(r'id="item-8".*?</section>', html_of(client), re.S).group()
    assert "Not stated." in section


def test_the_page_warns_that_twelve_cases_are_no_sample(client):
    assert "Twelve cases are no sample" in html_of(client)
    assert "Twelve cases are no sample" in client.get("/case-studies/").content.decode()


def test_steps_that_are_one_flat_list_are_numbered(client):
    assert '<ol class="steps">' in html_of(client)


def test_neighbours_stand_in_the_order_of_the_shelf(client, case):
    html = html_of(client)
    before = case.get_prev_siblings().live().first()
    assert re.search(rf'rel="prev" href="{re.escape(before.get_url())}"', html)


@pytest.mark.parametrize("extension", ["pdf", "docx", "json", "bib", "ris"])
def test_a_case_can_be_taken_away(client, extension):
    assert f'href="{CASE[:-1]}.{extension}"' in html_of(client)
    response = client.get(f"{CASE[:-1]}.{extension}")
    assert response.status_code == 200
    assert response.content


def test_the_json_of_a_case_is_its_record(client, case):
    record = json.loads(client.get(f"{CASE[:-1]}.json").content)
    assert record["slug"] == case.slug
    assert record["gender"] == "female"


def test_the_pdf_of_a_case_holds_its_answers(client):
    pdf = pypdfium2.PdfDocument(io.BytesIO(client.get(f"{CASE[:-1]}.pdf").content))
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "A minor returns and later testifies" in text
    assert "Twelve cases are no sample" in " ".join(text.split())


def test_a_case_page_asks_the_database_in_bounds(client, django_assert_max_num_queries):
    client.get(CASE)
    with django_assert_max_num_queries(12):
        client.get(CASE)
