"""The pages of the admin ask nobody but the site itself for anything."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from practices.models import ImportBatch, PracticeIndexPage
from tests.practices.admin_support import administrator, full_chart, signed_in

pytestmark = pytest.mark.django_db

# Wagtail's advice for browsers without scripts, inside <noscript>.
KNOWN_LINKS = {"https://www.enable-javascript.com/"}


@pytest.fixture
def client():
    return signed_in(administrator())


def addresses():
    page = full_chart()
    page.links.all().delete()
    page.save()
    batch = ImportBatch.objects.create(kind="practices", state="review")
    index = PracticeIndexPage.objects.get()
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:add", args=["practices", "practicepage", index.pk]),
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse("practice_charts:index"),
        reverse("organisations:index"),
        reverse("practice_imports:index"),
        reverse("practice_imports:batch", args=[batch.pk]),
        reverse("term:index"),
        reverse("country:edit", args=["XK"]),
        reverse("wagtailadmin_account"),
    ]


def elsewhere(html):
    """Every address in the mark-up and in the data for scripts that leads away from the site."""
    soup = BeautifulSoup(html, "html.parser")
    found = {
        value
        for name in ("src", "href", "action", "srcset", "data-src", "poster")
        for element in soup.select(f"[{name}]")
        if re.match(r"(https?:)?//", value := element[name])
    }
    for script in soup.select("script:not([src])"):
        found |= set(re.findall(r"https?://[^\"'\s<\\]+", script.text))
    own = ("http://testserver", "http://www.w3.org", "https://example.org")
    return {address for address in found if not address.startswith(own)}


def test_no_page_of_the_admin_leads_elsewhere(client):
    for address in addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        assert elsewhere(response.content.decode()) <= KNOWN_LINKS, address


def test_the_admin_may_load_from_the_site_alone(client):
    policy = client.get(reverse("wagtailadmin_home")).headers["Content-Security-Policy"]
    assert not re.search(r"https?:|\*", policy)
