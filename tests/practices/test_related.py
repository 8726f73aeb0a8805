"""What stands around a chart: charts like it with the reasons, partners, neighbours."""

import pytest
from wagtail.models import PageViewRestriction

from core.models import Country
from practices.models import PracticePage
from practices.selectors.partners import partners
from practices.selectors.related import neighbourhood, related_charts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


@pytest.fixture
def chart():
    return PracticePage.objects.get(slug="crisis-assessment-unit-venice")


def titles(chart, request=None):
    return [one.title for one in related_charts(chart, request)]


def test_the_likest_chart_comes_first_with_its_reasons(chart):
    first = related_charts(chart, None)[0]
    assert first.title == "Outreach work against labour exploitation"
    assert first.countries == "Italy"
    assert "same country: Italy" in first.reasons
    assert any(reason.startswith("same typology: ") for reason in first.reasons)


def test_a_chart_is_not_related_to_itself(chart):
    assert chart.title not in titles(chart)


def test_drafts_and_private_charts_are_not_offered(chart):
    first, second = related_charts(chart, None)[:2]
    PracticePage.objects.get(pk=first.pk).unpublish()
    PageViewRestriction.objects.create(
        page_id=second.pk, restriction_type=PageViewRestriction.LOGIN
    )
    assert not {first.title, second.title} & set(titles(chart))


def test_a_chart_without_terms_finds_those_of_its_country(chart):
    chart.terms = []
    chart.countries = [Country.objects.get(pk="ES")]
    chart.save()
    found = related_charts(PracticePage.objects.get(pk=chart.pk), None)
    assert {one.countries for one in found} == {"Spain"}


def test_a_chart_that_shares_nothing_has_no_related_ones(chart):
    chart.terms, chart.countries = [], []
    chart.save()
    assert related_charts(PracticePage.objects.get(pk=chart.pk), None) == []


def test_a_related_chart_of_two_countries_stands_once(chart):
    other = PracticePage.objects.get(slug="indoor-outreach-unit")
    other.countries = Country.objects.filter(pk__in=["IT", "FR"])
    other.save()
    (found,) = [one for one in related_charts(chart, None) if one.pk == other.pk]
    assert found.countries == "France, Italy"


def test_reading_related_charts_takes_two_queries(chart, django_assert_num_queries):
    assert chart.target_groups
    related_charts(chart, None)
    with django_assert_num_queries(5):  # countries and the site besides
        related_charts(chart, None)


def test_neighbours_follow_the_order_of_the_shelf(chart):
    around = neighbourhood(chart, None)
    assert (
        around.previous.label == chart.get_prev_siblings().type(PracticePage).live().first().title
    )
    assert (
        around.following.label == chart.get_next_siblings().type(PracticePage).live().first().title
    )


def test_the_first_chart_has_no_one_before_it():
    first = PracticePage.objects.order_by("path").first()
    assert neighbourhood(first, None).previous is None


def test_a_draft_is_skipped_between_neighbours(chart):
    following = neighbourhood(chart, None).following
    PracticePage.objects.get(title=following.label).unpublish()
    assert neighbourhood(chart, None).following.label != following.label


def test_partners_work_in_the_same_country_and_are_not_the_chart_s_own(chart):
    found = [link.label for link in partners(chart, None)]
    assert "Associazione On the Road" in found
    assert not any("Municipality of Venice" in label for label in found)


def test_without_countries_there_are_no_partners(chart):
    chart.countries = []
    chart.save()
    assert partners(PracticePage.objects.get(pk=chart.pk), None) == []
