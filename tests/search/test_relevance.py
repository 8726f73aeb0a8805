"""The judged queries: their file, the measures, and the floor that the search keeps over the demonstration."""

import pytest

from search.relevance.measuring import FLOOR, Answered, JudgedQuery, judged_queries, measure


def answered(relevant, found):
    return Answered(JudgedQuery("", "", relevant), tuple(found))


def test_there_are_enough_queries_each_asked_once_with_something_to_find():
    judged = judged_queries()
    assert len(judged) >= 60
    assert len({(one.q, str(one.chosen)) for one in judged}) == len(judged)
    for one in judged:
        assert one.need
        assert set(one.relevant.values()) <= {1, 2, 3}
        assert 3 in one.relevant.values(), one.q
        assert not one.query.problems, one.q


def test_the_best_order_has_the_full_gain_and_any_other_less():
    relevant = {"a": 3, "b": 2, "c": 1}
    assert answered(relevant, "abc").ndcg == 1
    assert answered(relevant, "xxx").ndcg == 0
    assert answered(relevant, "cab").ndcg < answered(relevant, "acb").ndcg < 1
    assert answered(relevant, "xxxxxxxxxxabc").ndcg == 0


def test_recall_counts_what_fits_on_the_first_page():
    assert answered({"a": 3, "b": 1}, "axx").recall == 0.5
    many = {str(number): 1 for number in range(40)}
    assert answered(many, [str(number) for number in range(20)]).recall == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration_site")
def test_the_search_keeps_the_floor_over_the_demonstration(demonstration_index):
    quality = measure()
    weakest = [(one.judged.q, round(one.ndcg, 2)) for one in quality.weakest[:10]]
    assert quality.ndcg >= FLOOR, weakest
    assert quality.recall >= 0.8, weakest
