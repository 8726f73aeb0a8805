"""Charts side by side: rows of the form, what differs, and what happens with too few or too many."""

import csv
import io

import docx
import pytest
from wagtail.models import PageViewRestriction

from practices.comparison import compare
from practices.models import PracticeLink, PracticePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


@pytest.fixture
def charts():
    return list(PracticePage.objects.order_by("number"))


def address(charts, name="compare/"):
    return f"/practices/{name}?" + "&".join(f"p={chart.pk}" for chart in charts)


def row(comparison, label):
    return next(row for row in comparison.rows if row.label == label)


def test_charts_stand_in_the_order_in_which_they_were_asked_for(charts):
    comparison = compare([str(charts[4].pk), str(charts[1].pk)])
    assert comparison.pks == [charts[4].pk, charts[1].pk]


def test_a_chart_asked_for_twice_stands_once(charts):
    key = str(charts[0].pk)
    assert compare([key, key]).pks == [charts[0].pk]


def test_rows_follow_the_form(charts):
    numbers = [row.number for row in compare([str(chart.pk) for chart in charts[:3]]).rows]
    assert numbers == sorted(numbers)


def test_an_item_that_no_chart_answers_has_no_row(charts):
    labels = [row.label for row in compare([str(chart.pk) for chart in charts[:2]]).rows]
    assert "Learning" not in labels


def test_equal_answers_do_not_differ_and_different_ones_do(charts):
    first, second = charts[2], charts[4]
    comparison = compare([str(first.pk), str(second.pk)])
    assert not row(comparison, "Countries").differs
    assert row(comparison, "Background").differs


def test_the_order_of_a_list_makes_no_difference(charts):
    first, second = charts[:2]
    first.links = [PracticeLink(url="https://a.example/"), PracticeLink(url="https://b.example/")]
    second.links = [PracticeLink(url="https://b.example/"), PracticeLink(url="https://a.example/")]
    first.save()
    second.save()
    assert not row(compare([str(first.pk), str(second.pk)]), "References").differs


def test_what_one_chart_alone_has_is_marked_where_they_share_something(charts):
    pair = [chart for chart in charts if chart.number in (6, 18)]
    typologies = row(compare([str(chart.pk) for chart in pair]), "Typology of intervention")
    marks = [{value.label: value.is_alone for value in cell.values} for cell in typologies.cells]
    assert marks[0]["Outreach units"] is False
    assert marks[0]["First protection"] is True


def test_the_page_shows_two_charts_and_the_choice_of_others(client, charts):
    html = client.get(address(charts[:2])).content.decode()
    assert charts[0].title in html
    assert '<table class="compare">' in html
    assert html.count("checked") == 2


def test_the_page_costs_few_queries(client, charts, django_assert_max_num_queries):
    client.get(address(charts[:6]))
    with django_assert_max_num_queries(18):
        client.get(address(charts[:6]))


@pytest.mark.parametrize(
    "query",
    ["", "p=", "p=abc", "p=-1", "p=1&p=2", "p=" + "9" * 400, "p=%00", "p=²", "p=1.5"],
)
def test_nonsense_gets_a_page_that_offers_the_choice(client, query):
    response = client.get(f"/practices/compare/?{query}")
    assert response.status_code == 200
    assert "Choose charts" in response.content.decode()


def test_one_chart_is_too_few_and_the_page_says_so(client, charts):
    html = client.get(address(charts[:1])).content.decode()
    assert "A comparison needs two charts or more." in html


def test_of_more_than_six_the_first_six_are_shown(client, charts):
    response = client.get(address(charts[:8]))
    comparison = response.context["comparison"]
    assert comparison.pks == [chart.pk for chart in charts[:6]]
    assert "At most 6 charts stand side by side" in response.content.decode()


def test_an_unknown_chart_is_told_and_the_others_are_compared(client, charts):
    html = client.get(f"{address(charts[:2])}&p=999999").content.decode()
    assert "1 of the charts asked for does not exist or is not public." in html
    assert '<table class="compare">' in html


def test_drafts_and_private_charts_are_not_compared(charts):
    charts[0].unpublish()
    PageViewRestriction.objects.create(page=charts[1], restriction_type=PageViewRestriction.LOGIN)
    comparison = compare([str(chart.pk) for chart in charts[:3]])
    assert comparison.pks == [charts[2].pk]


def test_csv_has_one_column_a_chart(client, charts):
    response = client.get(address(charts[:2], "compare.csv"))
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[0][:3] == ["Number", "Item", "Differs"]
    assert rows[0][3].endswith(charts[0].title)
    assert all(len(line) == 5 for line in rows)


def test_charts_of_one_title_keep_their_columns(client, charts):
    for chart in charts[:2]:
        chart.title, chart.number = "Same", None
        chart.save()
    response = client.get(address(charts[:2], "compare.csv"))
    head = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[0]
    assert head.endswith(f"Same ({charts[0].pk}),Same ({charts[1].pk})")


def test_a_formula_in_a_cell_is_not_run(client, charts):
    charts[0].area_scope, charts[0].area = "", "=cmd|' /C calc'!A0"
    charts[0].save()
    response = client.get(address(charts[:2], "compare.csv"))
    assert "'=cmd" in b"".join(response.streaming_content).decode()


def test_word_has_the_same_table(client, charts):
    response = client.get(address(charts[:3], "compare.docx"))
    (table,) = docx.Document(io.BytesIO(response.content)).tables
    assert [charts[0].title in table.cell(0, 1).text, len(table.columns)] == [True, 4]
    assert any("Background ≠" in line.cells[0].text for line in table.rows)


def test_a_file_of_one_chart_leads_back_to_the_choice(client, charts):
    response = client.get(address(charts[:1], "compare.csv"))
    assert response.status_code == 302
    assert response["Location"] == address(charts[:1])
