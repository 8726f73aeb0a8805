"""What stands around a chart: its neighbours on the shelf and partners for the same work."""

import pytest

from practices.models import PracticePage
from practices.selectors.neighbourhood import neighbourhood
from practices.selectors.partners import partners

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


@pytest.fixture
def chart():
    return PracticePage.objects.get(slug="crisis-assessment-unit-venice")


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
