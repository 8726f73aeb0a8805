"""Publishing asks for what readers need, whichever way it is asked for."""

import pytest

from core.models import Country
from practices.models import PracticePage
from practices.publication import NotPublishable
from tests.practices.admin_support import chart

pytestmark = pytest.mark.django_db


def test_a_revision_that_says_too_little_is_not_published():
    page = chart()
    with pytest.raises(NotPublishable) as refused:
        page.save_revision().publish()
    assert set(refused.value.message_dict) == {"category", "countries", "background"}
    page.refresh_from_db()
    assert not page.live


def test_the_revision_is_asked_and_not_the_page_as_it_was():
    page = chart(category="A", background="<p>Work is scarce.</p>")
    page.countries = [Country.objects.get(pk="FR")]
    revision = page.save_revision()
    revision.publish()
    assert PracticePage.objects.get(pk=page.pk).live
