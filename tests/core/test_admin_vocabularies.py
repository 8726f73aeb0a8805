"""Vocabularies and countries in the admin: found by any word, edited one language a line, kept sound."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from core.models import Country, Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("admin@example.org", "pw"))
    return client


def fields_of(response):
    form = BeautifulSoup(response.content, "html.parser").select_one("#w-editor-form")
    data = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.has_attr("disabled"):
            continue
        if field.name == "select":
            values = [option.get("value", "") for option in field.select("option[selected]")]
        elif field.name == "textarea":
            values = [field.text.removeprefix("\n")]
        elif field.get("type") == "checkbox":
            values = [field.get("value", "on")] if field.has_attr("checked") else []
        else:
            values = [field.get("value", "")]
        if values:
            data[field["name"]] = data.get(field["name"], []) + values
    return data


def term_url(term):
    return reverse("term:edit", args=[term.pk])


def change(client, term, **changes):
    return client.post(term_url(term), fields_of(client.get(term_url(term))) | changes)


@pytest.fixture
def outreach():
    return Term.objects.get(vocabulary="typologies", slug="outreach-units")


@pytest.mark.parametrize("words", ["outreach un", "OUTREACH-UNITS", "unites mobiles"])
def test_a_term_is_found_by_label_slug_and_foreign_words(client, outreach, words):
    outreach.labels["fr"] = "Unités mobiles"
    outreach.save()
    text = client.get(reverse("term:index"), {"q": words}).content.decode()
    assert "Outreach units" in text
    assert "Hotlines" not in text


def test_terms_are_filtered_by_vocabulary(client):
    text = client.get(reverse("term:index"), {"vocabulary": "four_ps"}).content.decode()
    assert "Prosecution" in text
    assert "Outreach units" not in text


def test_saving_a_term_as_it_is_changes_nothing(client, outreach):
    before = Term.objects.filter(pk=outreach.pk).values().get()
    assert change(client, outreach).status_code == 302
    assert Term.objects.filter(pk=outreach.pk).values().get() == before


def test_labels_and_synonyms_are_edited_by_language(client, outreach):
    outreach.labels["sq"] = "Njësi"
    outreach.save()
    change(
        client,
        outreach,
        label_fr="Équipes de rue",
        label_de="",
        synonyms_it="unità di strada\n\nlavoro di strada",
        synonyms="street work",
    )
    outreach.refresh_from_db()
    assert outreach.labels["fr"] == "Équipes de rue"
    assert outreach.labels["sq"] == "Njësi", "a language without a field stays"
    assert "de" not in outreach.labels
    assert outreach.synonyms_by_language["it"] == ["unità di strada", "lavoro di strada"]
    assert outreach.synonyms == ["street work"]


def test_the_slug_of_a_used_term_is_not_changed_silently(client, outreach):
    Term.objects.create(vocabulary="typologies", slug="boats", label="Boats", parent=outreach)
    response = change(client, outreach, slug="street-units")
    assert "1 record uses this term" in response.content.decode()
    outreach.refresh_from_db()
    assert outreach.slug == "outreach-units"
    assert change(client, outreach, slug="street-units", confirm_slug="on").status_code == 302
    outreach.refresh_from_db()
    assert outreach.slug == "street-units"


def test_the_slug_of_an_unused_term_is_changed(client):
    term = Term.objects.create(vocabulary="topics", slug="boats", label="Boats")
    assert change(client, term, slug="ships").status_code == 302


def test_a_slug_that_the_vocabulary_has_already_is_refused(client, outreach):
    text = change(client, outreach, slug="hotlines", confirm_slug="on").content.decode()
    assert "This vocabulary has a term with this slug already." in text


def test_a_broader_term_is_of_the_same_vocabulary(client, outreach):
    stranger = Term.objects.of("topics").first()
    assert change(client, outreach, parent=stranger.pk).status_code == 200
    new = {"vocabulary": "topics", "label": "Boats", "slug": "boats", "parent": outreach.pk}
    data = fields_of(client.get(reverse("term:add"))) | new
    text = client.post(reverse("term:add"), data).content.decode()
    assert "A broader term belongs to the same vocabulary." in text


def test_terms_cannot_be_each_others_broader_term(client, outreach):
    broad = outreach.parent
    text = change(client, broad, parent=outreach.pk).content.decode()
    assert "This term is narrower than the term itself." in text


def test_only_a_typology_belongs_to_a_category(client):
    topic = Term.objects.of("topics").first()
    text = change(client, topic, category="A").content.decode()
    assert "Only a typology belongs to a category." in text


def test_a_used_term_is_not_deleted(client, outreach):
    Term.objects.create(vocabulary="typologies", slug="boats", label="Boats", parent=outreach)
    response = client.post(reverse("term:delete", args=[outreach.pk]), follow=True)
    assert "was not deleted: 1 record uses it" in response.content.decode()
    assert Term.objects.filter(pk=outreach.pk).exists()


def test_an_unused_term_is_deleted(client):
    term = Term.objects.create(vocabulary="topics", slug="boats", label="Boats")
    client.post(reverse("term:delete", args=[term.pk]))
    assert not Term.objects.filter(pk=term.pk).exists()


def test_a_country_is_found_by_name_and_code(client):
    for words in ("koso", "XK"):
        text = client.get(reverse("country:index"), {"q": words}).content.decode()
        assert "Kosovo*" in text
        assert "Norway" not in text


def test_a_country_is_edited_and_a_mark_needs_its_footnote(client):
    url = reverse("country:edit", args=["NO"])
    data = fields_of(client.get(url)) | {"is_marked": "on"}
    assert "needs the footnote" in client.post(url, data).content.decode()
    region = Term.objects.of("regions").first()
    data |= {"footnote": "A note.", "regions": [region.pk]}
    assert client.post(url, data).status_code == 302
    country = Country.objects.get(pk="NO")
    assert country.name == "Norway*"
    assert list(country.regions.all()) == [region]


def test_countries_are_neither_added_nor_deleted(client):
    assert "country:add" not in client.get(reverse("country:index")).content.decode()
    assert client.get(reverse("country:add")).status_code in (302, 403)
    client.post(reverse("country:delete", args=["NO"]))
    assert Country.objects.filter(pk="NO").exists()
