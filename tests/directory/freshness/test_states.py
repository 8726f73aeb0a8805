from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from directory.freshness.states import FreshnessState, limits_of, state_of
from directory.models import FreshnessSettings
from tests.directory.freshness.support import NOW, ago

RULES = SimpleNamespace(
    days_until_due=180, reminder_days=14, reminders=2, days_until_withdrawn=540, warning_days=30
)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, FreshnessState.FRESH),
        (179, FreshnessState.FRESH),
        (180, FreshnessState.DUE),
        (221, FreshnessState.DUE),
        (222, FreshnessState.OVERDUE),
        (5000, FreshnessState.OVERDUE),
    ],
)
def test_an_entry_ages_by_the_days_since_its_confirmation(days, state):
    assert state_of(ago(days), RULES, NOW) == state


def test_an_entry_that_nobody_confirmed_is_unconfirmed():
    assert state_of(None, RULES, NOW) == FreshnessState.UNCONFIRMED


def test_limits_part_the_states_in_queries():
    limits = limits_of(RULES, NOW)
    assert (limits.due, limits.overdue) == (ago(180), ago(222))
    assert (limits.warned, limits.withdrawn) == (ago(510), ago(540))


def test_entries_never_leave_by_themselves_where_the_rule_is_nought():
    limits = limits_of(SimpleNamespace(**{**vars(RULES), "days_until_withdrawn": 0}), NOW)
    assert limits.withdrawn is None


def test_a_rule_by_which_entries_leave_before_their_warning_is_refused():
    with pytest.raises(ValidationError, match="252"):
        FreshnessSettings(days_until_withdrawn=251).clean()
    FreshnessSettings(days_until_withdrawn=252).clean()
    FreshnessSettings(days_until_withdrawn=0).clean()
