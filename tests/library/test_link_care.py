from datetime import timedelta

import pytest
from django.utils import timezone

from core.links.collecting import collect_page
from core.models import ExternalLink
from library.services import save_policy
from tests.library.test_records import POLICY

pytestmark = pytest.mark.django_db
ADDRESS = "https://law.example.org/moved.pdf"


def test_a_dead_address_is_marked_and_waits_for_the_editors(client):
    page = save_policy(record={**POLICY, "url": ADDRESS}, publish=True)
    collect_page(page, timezone.now())
    assert "has not answered" not in client.get(page.url).content.decode()
    link = ExternalLink.objects.get(url=ADDRESS)
    link.broken_since = timezone.now() - timedelta(days=9)
    link.save()
    shown = client.get(page.url).content.decode()
    assert "has not answered" in shown
    assert ADDRESS in shown
    assert link in ExternalLink.objects.broken()
    link.is_ignored = True
    link.save()
    assert "has not answered" not in client.get(page.url).content.decode()
