"""Editors fill in an entry of the directory: names by line, ticks by vocabulary."""

import re

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.models import User
from core.models import Term
from directory.models import AffiliationRole, DirectoryPage, OrganisationPage
from directory.services.affiliations import begin_affiliation

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
            "action-publish": "yes",
            **nested_form_data({"contacts": inline_formset([]), "locations": inline_formset([])}),
        },
    )
    page = OrganisationPage.objects.get(pk=entry.pk)
    assert page.other_names == ["Old name", "Older name"]
    assert [country.pk for country in page.countries.all()] == ["FR"]
    assert page.terms_of("services") == [service]


def test_who_speaks_for_an_organisation_is_offered_no_further_one(editor, client, entry):
    assert "Add organisation" in editor.get("/admin/organisations/").content.decode()
    manager = User.objects.create_user("manager@example.net", "a password")
    begin_affiliation(user=manager, organisation=entry, role=AffiliationRole.MANAGER, by=None)
    client.force_login(manager)
    page = client.get("/admin/organisations/").content.decode()
    assert "Invented House" in page
    assert "Add organisation" not in page


def test_the_form_says_who_sees_a_contact(editor, entry):
    page = editor.get(f"/admin/pages/{entry.pk}/edit/").content.decode()
    assert "Everybody sees this" in page
    assert "Public: everybody, without signing in." in page


def test_networks_are_ticked_and_one_that_is_no_entry_stays(editor, entry):
    network = Term.objects.get(vocabulary="organisation_types", slug="ngo-network")
    index = DirectoryPage.objects.get()
    for slug, live in (("joint-network", True), ("draft-network", False)):
        index.add_child(
            instance=OrganisationPage(title=slug.title(), slug=slug, type=network, live=live)
        )
    entry.networks = ["gone-network"]
    entry.save()
    page = editor.get(f"/admin/pages/{entry.pk}/edit/").content.decode()
    offered = re.findall(r'name="networks" value="([^"]+)"', page)
    assert offered == ["joint-network", "gone-network"]
    editor.post(
        f"/admin/pages/{entry.pk}/edit/",
        {
            "title": "Invented House",
            "slug": "invented-house",
            "networks": offered,
            "action-publish": "yes",
            **nested_form_data({"contacts": inline_formset([]), "locations": inline_formset([])}),
        },
    )
    assert OrganisationPage.objects.get(pk=entry.pk).networks == offered
