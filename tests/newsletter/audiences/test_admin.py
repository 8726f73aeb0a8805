"""Segments in the admin: rules to tick, counted before they are saved, with a sample that tells no address."""

import pytest
from django.test import Client

from newsletter.models import Segment
from tests.newsletter.control.support import person
from tests.newsletter.readers import make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SEGMENTS = "/admin/newsletter/segments/"


@pytest.fixture
def browser():
    client = Client()
    client.force_login(person("ines"))
    return client


@pytest.fixture
def readers():
    make_reader("french@example.org", interests=["country=FR"])
    make_reader("italian@example.org", language="it", interests=["country=IT"])


def test_a_segment_is_ticked_together_and_stored(browser, readers):
    answer = browser.post(
        f"{SEGMENTS}new/",
        {
            "name": "France",
            "countries": ["FR"],
            "interests": ["topic=advocacy", "category=B", "kind=policy"],
            "languages": ["fr"],
            "roles": ["Members"],
            "organisation_types": ["ngo"],
        },
    )
    assert answer.status_code == 302
    segment = Segment.objects.get()
    assert segment.countries == ["FR"]
    assert segment.interests == ["topic=advocacy", "category=B", "kind=policy"]
    assert (segment.roles, segment.organisation_types) == (["Members"], ["ngo"])


def test_the_page_says_how_many_it_reaches_and_masks_the_sample(browser, readers):
    segment = Segment.objects.create(name="France", countries=["FR"])
    text = browser.get(f"{SEGMENTS}edit/{segment.pk}/").text
    assert "1 reader now" in text
    assert "f…@example.org" in text
    assert "french@example.org" not in text
    assert "1" in browser.get(SEGMENTS).text


def test_rules_are_counted_before_they_are_saved(browser, readers):
    path = f"{SEGMENTS}new/"
    text = browser.post(path, {"name": "Two", "countries": ["FR", "IT"], "count": "yes"}).text
    assert "2 readers now" in text
    assert not Segment.objects.exists()
    segment = Segment.objects.create(name="France", countries=["FR"])
    path = f"{SEGMENTS}edit/{segment.pk}/"
    text = browser.post(path, {"name": "Other", "languages": ["it"], "count": "yes"}).text
    assert "1 reader now" in text
    assert "i…@example.org" in text
    segment.refresh_from_db()
    assert (segment.name, segment.countries) == ("France", ["FR"])


def test_a_wrong_rule_is_told_and_not_counted(browser, readers):
    text = browser.post(f"{SEGMENTS}new/", {"name": "", "languages": ["xx"], "count": "yes"}).text
    assert "not one of the available choices" in text
    assert "readers now" not in text
