"""The directory while the search is down: everybody, country by country, from the database."""

import pytest
from django.template.loader import render_to_string
from wagtail.models import PageViewRestriction

from core.access import Tier
from core.parts import get_part
from directory.lookup.by_country import PAGE_SIZE, directory_listing
from directory.selectors import questions
from tests.directory.support import contacts_of_every_tier, organisation, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def groups(listing):
    return [
        (group.country and group.country.pk, [str(entry.title) for entry in group.entries])
        for group in listing.groups
    ]


def test_organisations_stand_under_each_country_they_work_in_by_name():
    organisation("Beta", "DE", "AL")
    organisation("Alpha", "DE")
    organisation("Nowhere yet")
    listing = directory_listing(1, Tier.PUBLIC)
    assert groups(listing) == [
        ("AL", ["Beta"]),
        ("DE", ["Alpha", "Beta"]),
        (None, ["Nowhere yet"]),
    ]
    assert listing.organisations == 3


def test_a_long_directory_has_pages_that_show_each_entry_once():
    for number in range(PAGE_SIZE + 2):
        organisation(f"Organisation {number:02}", "FR" if number % 2 else "ES")
    organisation("Without")
    first, second = directory_listing(1, Tier.PUBLIC), directory_listing(2, Tier.PUBLIC)
    assert (first.pages, second.pages) == (2, 2)
    shown = [title for page in (first, second) for _, titles in groups(page) for title in titles]
    assert len(shown) == len(set(shown)) == PAGE_SIZE + 3
    assert groups(second)[-1] == (None, ["Without"])


@pytest.mark.parametrize("page", ["0", "-1", "999999999999", "abc", "", "2²"])
def test_browsing_goes_on_without_the_search_whatever_page_is_asked_for(client, page):
    organisation("Alpha", "DE", contacts=contacts_of_every_tier())
    answer = client.get("/directory/", {"page": page})
    assert answer.status_code == 200
    assert "Alpha" in text(answer)
    assert "+40 11 000 001" in text(answer)
    assert "+40 11 000 002" not in text(answer)


def test_a_question_that_cannot_be_answered_now_is_a_503_with_the_whole_list(client):
    organisation("Alpha", "DE")
    answer = client.get("/directory/", {"country": "FR"})
    assert answer.status_code == 503
    assert "The search is resting" in text(answer)
    assert "Alpha" in text(answer)


def test_drafts_and_private_entries_are_offered_nowhere(client):
    organisation("A draft", "DE", live=False)
    secret = organisation("A private entry", "AL", terms=["hotline"])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    html = text(client.get("/directory/"))
    assert "A draft" not in html
    assert "A private entry" not in html
    assert questions().countries == []
    assert questions().services == []


def test_the_front_page_asks_the_directory_what_somebody_answers():
    organisation("Alpha", "DE", terms=["hotline"])
    offered = questions()
    assert [term.slug for term in offered.services] == ["hotline"]
    assert offered.target_groups == []
    part = get_part("find-a-partner")
    form = render_to_string(part.template, part.context(None))
    assert 'action="/directory/"' in form
    assert '<option value="DE">Germany</option>' in form
