"""A fresh database has countries, vocabularies, a home page and the sections."""

import pytest
from wagtail.models import Site

from core.models import Country, HomePage, Term
from core.start_content import fill, start_lists

pytestmark = pytest.mark.django_db


def test_every_start_list_is_loaded_with_its_broader_terms():
    for vocabulary, rows in start_lists().items():
        if vocabulary == "country_notes":
            continue
        terms = {term.slug: term for term in Term.objects.of(vocabulary).select_related("parent")}
        assert set(terms) == {row["slug"] for row in rows}
        for row in rows:
            parent = terms[row["slug"]].parent
            assert (parent.slug if parent else None) == row["parent"]


def test_kosovo_carries_its_asterisk_and_its_footnote():
    kosovo = Country.objects.get(code="XK")
    assert kosovo.name == "Kosovo*"
    assert "UNSCR 1244" in kosovo.footnote


def test_a_name_that_the_network_chose_stands_before_the_common_one():
    assert Country.objects.get(code="PS").name == "Palestine"


def test_regions_know_their_countries():
    region = Term.objects.get(vocabulary="regions", slug="western-balkans")
    assert {country.code for country in region.countries.all()} == {
        "AL",
        "BA",
        "ME",
        "MK",
        "RS",
        "XK",
    }


def test_sections_stand_at_their_addresses(client):
    home = Site.objects.get(is_default_site=True).root_page
    assert HomePage.objects.get().pk == home.pk
    urls = {page.url for page in home.get_descendants()}
    assert urls >= {"/practices/", "/practices/category-a/", "/case-studies/", "/directory/"}


def test_filling_again_changes_nothing_that_editors_changed():
    term = Term.objects.of("services").first()
    term.label = "A label of our own"
    term.save()
    before = (Term.objects.count(), Country.objects.count(), HomePage.objects.count())
    fill()
    term.refresh_from_db()
    assert term.label == "A label of our own"
    assert (Term.objects.count(), Country.objects.count(), HomePage.objects.count()) == before


def test_a_term_that_editors_removed_does_not_come_back():
    term = Term.objects.of("lesson_tags").first()
    term.delete()
    fill()
    assert not Term.objects.filter(vocabulary="lesson_tags", slug=term.slug).exists()
