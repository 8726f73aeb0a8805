"""The editing form of a chart: order of the paper form, drafts, publishing, nothing lost on error."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from core.models import Country, Term
from practices.models import PracticeIndexPage, PracticePage
from tests.practices.admin_support import (
    administrator,
    chart,
    fields_of,
    full_chart,
    organisation,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def client():
    return signed_in(administrator())


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def latest(page):
    return PracticePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def without_block_keys(data):
    """Data of a page without the marks that the editor sets in paragraphs."""
    return json.loads(re.sub(r' data-block-key=\\"\w+\\"', "", json.dumps(data, default=str)))


def headings(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [
        heading.get_text(strip=True).rstrip("*") for heading in soup.select("h2.w-panel__heading")
    ]


def test_the_form_has_the_items_in_the_order_of_the_paper_form(client):
    response = client.get(edit_url(full_chart()))
    numbers = [int(heading.split(".")[0]) for heading in headings(response) if heading[0].isdigit()]
    assert numbers == list(range(1, 19))


def test_the_form_has_its_four_tabs(client):
    soup = BeautifulSoup(client.get(edit_url(chart())).content, "html.parser")
    tabs = [next(tab.stripped_strings) for tab in soup.select("#page-edit-form [role=tab]")]
    assert tabs == ["The form", "Further details", "Promote", "Settings"]


def test_saving_the_form_as_it_is_changes_nothing(client):
    page = full_chart()
    page.save_revision()
    before = without_block_keys(latest(page).serializable_data())
    response = client.post(edit_url(page), fields_of(client.get(edit_url(page))))
    assert response.status_code == 302
    after = without_block_keys(latest(page).serializable_data())
    # The tagging app writes its rows anew.
    changing = {"latest_revision", "latest_revision_created_at", "tagged_items"}
    assert [tag.name for tag in latest(page).tags.all()] == ["villages"]
    for key in before.keys() - changing:
        assert after[key] == before[key], key


def test_a_draft_is_saved_without_anything_but_its_name(client):
    parent = PracticeIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", parent.pk])
    data = fields_of(client.get(url)) | {"title": "Half a form", "slug": "half-a-form"}
    assert client.post(url, data).status_code == 302
    page = PracticePage.objects.get(slug="half-a-form")
    assert not page.live


def test_publishing_asks_for_category_country_and_background(client):
    page = chart("Half a form", period_start=2001)
    data = fields_of(client.get(edit_url(page))) | {
        "action-publish": "1",
        "area": "The north and the <coast>",
    }
    response = client.post(edit_url(page), data)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Choose the category (item 4)." in text
    assert "Choose at least one country (item 1)." in text
    assert "Write the background (item 8)" in text
    assert "The north and the &lt;coast&gt;" in text, "what was typed is kept"
    page.refresh_from_db()
    assert not page.live


def test_a_chart_with_the_least_that_readers_need_is_published(client):
    page = chart()
    data = fields_of(client.get(edit_url(page))) | {
        "action-publish": "1",
        "category": "B",
        "countries": ["FR"],
        "summary": "A team visits villages.",
    }
    assert client.post(edit_url(page), data).status_code == 302
    page.refresh_from_db()
    assert page.live
    assert [country.pk for country in page.countries.all()] == ["FR"]


def test_a_published_chart_keeps_its_text_while_a_draft_is_incomplete(client):
    page = full_chart()
    page.save_revision().publish()
    data = fields_of(client.get(edit_url(page))) | {"category": "", "summary": ""}
    assert client.post(edit_url(page), data).status_code == 302
    page.refresh_from_db()
    assert page.live
    assert page.category == "B"
    assert latest(page).category == ""


def test_an_empty_editor_paragraph_is_no_background():
    page = chart(category="A", background="<p> </p>")
    assert "background" in page.missing_for_publication(
        {
            "title": "x",
            "category": "A",
            "countries": ["FR"],
            "summary": "",
            "background": page.background,
        }
    )


def test_typologies_of_the_chosen_category_stand_first(client):
    soup = BeautifulSoup(client.get(edit_url(chart(category="C"))).content, "html.parser")
    groups = soup.select("#id_typologies [data-group]")
    assert [group["data-group"] for group in groups] == ["C", "A", "B", "D"]
    assert len(soup.select("#id_typologies input")) == Term.objects.of("typologies").count()


def test_narrower_terms_stand_indented_under_the_broader_one(client):
    soup = BeautifulSoup(client.get(edit_url(chart())).content, "html.parser")
    narrow = Term.objects.of("target_groups").filter(parent__isnull=False).first()
    option = soup.select_one(f'#id_target_groups input[value="{narrow.pk}"]').parent
    before = option.find_previous_sibling(class_="tick-list__option--0")
    assert "tick-list__option--1" in option["class"]
    assert before.input["value"] == str(narrow.parent_id)


def test_ticks_of_all_vocabularies_are_saved_together(client):
    page = chart()
    wanted = {
        name: Term.objects.of(vocabulary).last()
        for name, vocabulary in {
            "typologies": "typologies",
            "target_groups": "target_groups",
            "services": "services",
        }.items()
    }
    data = fields_of(client.get(edit_url(page))) | {name: [t.pk] for name, t in wanted.items()}
    client.post(edit_url(page), data)
    assert set(latest(page).terms.all()) == set(wanted.values())


def test_chosen_countries_stand_on_top_of_the_list(client):
    page = chart()
    page.countries = [Country.objects.get(pk="ZW")]
    page.save()
    soup = BeautifulSoup(client.get(edit_url(page)).content, "html.parser")
    first, second = soup.select("#id_countries input")[:2]
    assert (first["value"], second["value"]) == ("ZW", "AF")


def test_unrecognised_rows_are_shown_and_escaped(client):
    text = client.get(edit_url(full_chart())).content.decode()
    assert "Rows of the form that were not recognised" in text
    assert "&lt;b&gt;Go&lt;/b&gt;" in text
    assert "<b>Go</b>" not in text


def test_a_chart_that_brought_no_foreign_rows_has_no_such_panel(client):
    text = client.get(edit_url(chart())).content.decode()
    assert "Rows of the form that were not recognised" not in text


def test_organisations_that_adopted_the_practice_are_written_by_name(client):
    page = chart()
    organisation("Open Door", acronym="OD")
    second = organisation("Casa Nova")
    data = fields_of(client.get(edit_url(page))) | {"adopted_by": "od\nOD\nCasa Nova\n"}
    text = client.post(edit_url(page), data).content.decode()
    assert "no organisation called “od”" in text
    client.post(edit_url(page), data | {"adopted_by": "OD\nCasa Nova"})
    assert [o.title for o in latest(page).adopted_by.all()] == ["Open Door", "Casa Nova"]
    assert second in latest(page).adopted_by.all()


def autosave(client, page, data):
    return client.post(edit_url(page), data, HTTP_ACCEPT="application/json")


def test_autosave_keeps_rows_once(client):
    page = full_chart()
    response = client.get(edit_url(page))
    assert b"w-autosave" in response.content
    data = fields_of(response)
    total = int(data["human_resources-TOTAL_FORMS"][0])
    data |= {
        "human_resources-TOTAL_FORMS": str(total + 1),
        f"human_resources-{total}-role": "Interpreter",
        f"human_resources-{total}-count": "",
        f"human_resources-{total}-id": "",
        f"human_resources-{total}-ORDER": str(total + 1),
        f"human_resources-{total}-DELETE": "",
    }
    for _ in range(2):
        answer = json.loads(autosave(client, page, data).content)
        assert answer["success"], answer
        data |= answer["field_updates"] | {"overwrite_revision_id": answer["revision_id"]}
    roles = [row.role for row in latest(page).human_resources.all()]
    assert roles == ["Role 1", "Role 2", "Role 3", "Interpreter"]


def test_autosave_answers_invalid_input_without_breaking(client):
    page = full_chart()
    data = fields_of(client.get(edit_url(page))) | {"period_start": "2011", "period_end": "2009"}
    response = autosave(client, page, data)
    assert response.status_code == 400
    assert json.loads(response.content)["error_code"] == "validation_error"


def test_autosave_takes_an_unfinished_chart(client):
    page = chart()
    answer = autosave(client, page, fields_of(client.get(edit_url(page))) | {"area": "North"})
    assert json.loads(answer.content)["success"]
    assert latest(page).area == "North"


def test_the_form_of_a_full_chart_asks_few_questions_of_the_database(
    client, django_assert_max_num_queries
):
    page = full_chart()
    client.get(edit_url(page))
    with django_assert_max_num_queries(75):
        client.get(edit_url(page))
