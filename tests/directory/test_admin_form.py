"""Editors fill in an entry of the directory: names by line, ticks by vocabulary."""

import pytest

from accounts.models import User
from core.models import Term
from directory.models import DirectoryPage, OrganisationPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("editor@example.net", "a password"))
    return client


@pytest.fixture
def entry():
    index = DirectoryPage.objects.get()
    page = OrganisationPage(title="Invented House", slug="invented-house", other_names=["Old name"])
    index.add_child(instance=page)
    return page


def test_the_form_shows_one_name_a_line(editor, entry):
    answer = editor.get(f"/admin/pages/{entry.pk}/edit/")
    assert answer.status_code == 200
    assert "Old name</textarea>" in answer.content.decode()


def test_names_countries_and_services_are_kept(editor, entry):
    service = Term.objects.get(vocabulary="services", slug="hotline")
    editor.post(
        f"/admin/pages/{entry.pk}/edit/",
        {
            "title": "Invented House",
            "slug": "invented-house",
            "other_names": "Old name\n\n  Older name ",
            "countries": ["FR"],
            "services": [service.pk],
            "membership_status": "listed",
            "action-publish": "yes",
        },
    )
    page = OrganisationPage.objects.get(pk=entry.pk)
    assert page.other_names == ["Old name", "Older name"]
    assert [country.pk for country in page.countries.all()] == ["FR"]
    assert page.terms_of("services") == [service]
