"""What tests of alerts share: records that are published at a known moment, readers, an index of their own."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from newsletter.models import SavedSearch
from tests.directory.support import organisation
from tests.newsletter.control.support import reader as make_reader
from tests.own_index import own_index


@pytest.fixture(autouse=True)
def no_marks():
    cache.clear()


@pytest.fixture
def index(db, settings, tmp_path):
    """Let the site search in an index of its own; gives the function that fills it anew."""
    with own_index(settings, tmp_path) as rebuild:
        yield rebuild


@pytest.fixture
def publish():
    """Return a function that publishes an organisation at a moment, or so many hours ago."""

    def publish(title, *countries, hours=1, at=None, **fields):
        page = organisation(title, *countries, **fields)
        page.first_published_at = at or timezone.now() - timedelta(hours=hours)
        page.save()
        return page

    return publish


@pytest.fixture
def reader(db):
    return make_reader(1, confirmed_at=timezone.now() - timedelta(days=400))


@pytest.fixture
def saved():
    """Return a function that saves a search which began so many days ago."""

    def saved(subscriber, query="country=FR", rhythm="daily", days=3):
        began = timezone.now() - timedelta(days=days)
        search = SavedSearch.objects.create(
            subscriber=subscriber, name="x", query=query, rhythm=rhythm, looked_at=began
        )
        SavedSearch.objects.filter(pk=search.pk).update(created_at=began)
        search.refresh_from_db()
        return search

    return saved
