"""Synthetic content: a valid tree, the same for the same seed, and never mixed into somebody's site."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from directory.models import OrganisationPage
from practices.models import CaseStudyPage, PracticeIndexPage, PracticePage
from practices.synthetic.creation import Collection, create_collection

pytestmark = pytest.mark.django_db


def create(documents=40, seed=7):
    out = StringIO()
    call_command(
        "create_synthetic_content", documents=documents, seed=seed, stdout=out, stderr=StringIO()
    )
    return out.getvalue()


def described():
    """What a reader could see of every record, without keys."""
    return [
        (
            page.slug,
            page.title,
            str(page.translation_key),
            page.first_published_at,
            page.background,
            page.period_start,
            sorted(page.countries.values_list("code", flat=True)),
            sorted(page.terms.values_list("vocabulary", "slug")),
            [row.name for row in page.organisation_rows.all()],
            [(row.source, row.percent) for row in page.funding_sources.all()],
        )
        for page in PracticePage.objects.order_by("slug")
    ]


def test_seven_of_ten_are_charts_two_organisations_one_a_case():
    create(documents=40)
    assert PracticePage.objects.count() == 28
    assert OrganisationPage.objects.count() == 8
    assert CaseStudyPage.objects.count() == 4


@pytest.mark.parametrize("documents", [1, 3, 9, 10, 99])
def test_a_collection_has_exactly_as_many_records_as_asked_for(documents):
    collection = Collection.of(documents)
    assert collection.organisations + collection.practices + collection.case_studies == documents


def test_the_tree_stays_valid_and_takes_further_pages():
    create()
    create(seed=8)
    assert not any(Page.find_problems())
    index = PracticeIndexPage.objects.get()
    index.add_child(instance=PracticePage(title="Written by hand"))
    assert not any(Page.find_problems())
    assert index.get_children().count() == index.numchild


def test_the_same_seed_writes_the_same_records():
    create(seed=7)
    first = described()
    for page in Page.objects.filter(slug__startswith="synthetic-"):
        page.delete()
    create(seed=7)
    assert described() == first


def test_another_seed_writes_other_records():
    create(seed=7)
    create(seed=8)
    titles = PracticePage.objects.values_list("slug", "title")
    assert {t for s, t in titles if "-7-" in s} != {t for s, t in titles if "-8-" in s}


def test_every_record_says_that_it_is_invented():
    create()
    sources = [
        *PracticePage.objects.values_list("source_title", flat=True),
        *CaseStudyPage.objects.values_list("source_title", flat=True),
        *OrganisationPage.objects.values_list("source", flat=True),
    ]
    assert len(sources) == 40
    assert all(source.startswith("Synthetic") for source in sources)


def test_every_record_passes_the_rules_of_its_form():
    create()
    for model in (PracticePage, CaseStudyPage, OrganisationPage):
        for page in model.objects.all():
            page.full_clean()
    for page in PracticePage.objects.all():
        assert sum(row.percent for row in page.funding_sources.all()) == 100
        for rows in (page.human_resources, page.in_kind_resources, page.result_figures):
            for row in rows.all():
                row.clean_fields(exclude=["page"])


def test_a_page_opens_at_the_address_its_tree_row_says():
    create()
    page = PracticePage.objects.first()
    assert page.get_url() == f"/practices/{page.slug}/"
    assert page.specific_class is PracticePage


def test_the_records_hang_together():
    create()
    row = PracticePage.objects.first().organisation_rows.first()
    assert row.organisation.title == row.printed_name


def test_common_values_are_much_commoner_than_rare_ones():
    create(documents=600)
    countries = list(PracticePage.objects.values_list("countries__code", flat=True))
    counts = sorted((countries.count(code) for code in set(countries)), reverse=True)
    assert counts[0] > 5 * counts[len(counts) // 2]


def test_a_seed_is_written_once():
    create(seed=7)
    with pytest.raises(CommandError, match="seed 7 are there already"):
        create(seed=7)
    assert PracticePage.objects.count() == 28


def test_a_production_site_with_content_of_its_own_is_left_alone(settings):
    settings.DEMONSTRATION = False
    PracticeIndexPage.objects.get().add_child(instance=PracticePage(title="A real chart"))
    with pytest.raises(CommandError, match="content of its own"):
        create()
    assert PracticePage.objects.count() == 1


def test_an_empty_production_site_may_be_filled_twice(settings):
    settings.DEMONSTRATION = False
    create(seed=7)
    create(seed=8)
    assert PracticePage.objects.count() == 56


@pytest.mark.parametrize("documents", [0, -1, 10**9])
def test_an_impossible_number_is_refused_with_a_sentence(documents):
    with pytest.raises(CommandError, match="--documents must be between"):
        create(documents=documents)


def test_a_failure_half_way_writes_nothing():
    def fail(count):
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        create_collection(40, 7, fail)
    assert not Page.objects.filter(slug__startswith="synthetic-").exists()


def test_writing_takes_a_handful_of_queries_and_not_one_a_record(django_assert_max_num_queries):
    with django_assert_max_num_queries(400):
        create_collection(500, 7)
