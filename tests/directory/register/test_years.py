"""Organisations counted by year from the periods of the register."""

from directory.models import MembershipStatus
from directory.register.figure import figure_of
from directory.register.years import history

MEMBER, FOUNDER, PARTNER = "member", "founder", "partner"


def members_of(periods, until=2014):
    return {year.year: year.members for year in history(periods, until).years}


def test_a_period_counts_from_its_first_to_its_last_year():
    assert members_of([(1, MEMBER, 2010, 2012)]) == {2010: 1, 2011: 1, 2012: 1, 2013: 0, 2014: 0}


def test_an_open_period_counts_until_today():
    assert members_of([(1, MEMBER, 2013, None)]) == {2013: 1, 2014: 1}


def test_a_change_of_status_counts_once_and_for_the_new_one():
    found = history([(1, PARTNER, 2010, 2012), (1, MEMBER, 2012, None)], 2013).years
    assert [(year.year, year.by_status[PARTNER], year.members) for year in found] == [
        (2010, 1, 0),
        (2011, 1, 0),
        (2012, 0, 1),
        (2013, 0, 1),
    ]


def test_founders_are_members_and_listed_or_former_organisations_are_not():
    periods = [
        (1, FOUNDER, 2012, None),
        (2, "listed", 2012, None),
        (3, MEMBER, 2012, 2013),
        (3, "former", 2013, None),
    ]
    assert members_of(periods) == {2012: 2, 2013: 1, 2014: 1}


def test_what_begins_later_than_today_does_not_count():
    assert members_of([(1, MEMBER, 2020, None)]) == {}
    assert members_of([(1, MEMBER, 2013, 2030)]) == {2013: 1, 2014: 1}


def test_periods_that_overlap_by_mistake_count_an_organisation_once():
    assert members_of([(1, MEMBER, 2010, None), (1, FOUNDER, 2012, 2013)])[2012] == 1


def test_an_organisation_without_a_first_year_is_told_apart():
    found = history(
        [(1, MEMBER, None, None), (2, MEMBER, 2013, None), (3, "listed", None, None)], 2014
    )
    assert found.without_year == 1
    assert [year.members for year in found.years] == [1, 1]


def test_an_empty_register_has_no_years_and_no_figure():
    assert history([], 2014).years == []
    assert figure_of([]) is None


def test_bars_stand_in_proportion_and_inside_the_frame():
    years = history([(1, MEMBER, 2010, None), (2, MEMBER, 2012, None)], 2014).years
    figure = figure_of(years)
    heights = [bar.height for bar in figure.bars]
    assert heights[0] * 2 == heights[-1]
    assert all(0 <= bar.x <= figure.width - bar.width and bar.y >= 0 for bar in figure.bars)


def test_labels_of_many_years_do_not_run_into_each_other_and_the_last_year_has_one():
    figure = figure_of(history([(1, MEMBER, 1950, None)], 2026).years)
    labels = [bar.label for bar in figure.bars if bar.label]
    assert len(labels) <= 9
    assert labels[-1] == "2026"


def test_statuses_are_those_of_the_register():
    years = history([(1, MEMBER, 2013, None)], 2014).years
    assert set(years[0].by_status) <= set(MembershipStatus)
