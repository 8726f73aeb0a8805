"""Queries compiled once answer as the ORM does, whatever the values."""

import pytest

from core.models import Term
from core.prepared import PreparedQuery

pytestmark = pytest.mark.django_db


def by_slugs(slugs, vocabulary, start):
    return (
        Term.objects.filter(slug__in=slugs, vocabulary=vocabulary, label__startswith=start)
        .order_by("slug")
        .values_list("slug", "sort_order")
    )


def by_order(order, pks):
    return Term.objects.filter(sort_order=order, pk__in=pks).order_by("pk").values_list("pk")


@pytest.mark.parametrize(
    "values",
    [
        {"slugs": ["outreach", "accommodation"], "vocabulary": "services", "start": "A"},
        {"slugs": ["outreach"], "vocabulary": "services", "start": ""},
        {"slugs": ["outreach", "x", "legal-aid"], "vocabulary": "services", "start": "Legal"},
        {"slugs": ["outreach"], "vocabulary": "services", "start": "%"},
        {"slugs": ["it's", "\"", "%s"], "vocabulary": "services", "start": "A"},
    ],
)  # fmt: skip
def test_texts_and_lists_of_any_length(values):
    query = PreparedQuery(by_slugs)
    for _again in range(2):
        assert query.rows(**values) == list(by_slugs(**values))


def test_a_small_positive_column_is_compared_with_its_value():
    pks = list(Term.objects.values_list("pk", flat=True)[:40])
    query = PreparedQuery(by_order)
    for order in (0, 1, 5):
        assert query.rows(order=order, pks=pks) == list(by_order(order, pks))


def test_the_second_run_compiles_nothing(django_assert_num_queries):
    calls = []

    def build(pk):
        calls.append(pk)
        return Term.objects.filter(pk=pk).values_list("slug")

    query = PreparedQuery(build)
    first, second = Term.objects.all()[:2]
    with django_assert_num_queries(2):
        assert query.rows(pk=first.pk) == [(first.slug,)]
        assert query.rows(pk=second.pk) == [(second.slug,)]
    assert len(calls) == 1
