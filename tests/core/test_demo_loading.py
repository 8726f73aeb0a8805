"""Loading the demonstration into a site that has none of it."""

import pytest
from wagtail.models import Page

from accounts.models import User
from core import demonstration
from core.models import DemonstrationRecord

pytestmark = pytest.mark.django_db


def test_a_loader_that_fails_leaves_nothing_behind(monkeypatch):
    pages = set(Page.objects.values_list("pk", flat=True))
    seen = []

    def fail():
        seen.extend([User.objects.count(), Page.objects.count()])
        raise RuntimeError("no room")

    demonstration.loaders_in_order()
    # Some loaders stand for all: they write users and pages before the last one fails.
    some = {name: demonstration._loaders[name] for name in ("logins", "pages")}
    some["failing"] = demonstration.DemoLoader(name="failing", load=fail, after=tuple(some))
    monkeypatch.setattr(demonstration, "_loaders", some)
    with pytest.raises(RuntimeError, match="no room"):
        demonstration.load()
    assert seen[0] == 6
    assert seen[1] > len(pages)
    assert set(Page.objects.values_list("pk", flat=True)) == pages
    assert not User.objects.exists()
    assert not DemonstrationRecord.objects.exists()
