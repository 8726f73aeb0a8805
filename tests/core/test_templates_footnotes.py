"""A page that names a marked country carries the footnote of that country, and no other page does."""

import pytest

from core.models import ContentPage, Country, HomePage
from core.templatetags.footnotes import countries_named

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOTE = "UNSCR 1244"


def page_with(text):
    return HomePage.objects.get().add_child(
        instance=ContentPage(title="A page", slug="a-page", body=[("text", f"<p>{text}</p>")])
    )


@pytest.mark.parametrize("text", ["Work in Kosovo* since 2008", "Kosovo", "from Albania (Kosovo*)"])
def test_the_name_in_running_text_brings_the_footnote(client, text):
    page_with(text)
    html = client.get("/a-page/").content.decode()
    assert html.count(NOTE) == 1
    assert 'id="note-XK"' in html


def test_the_name_in_a_title_brings_the_footnote(client):
    HomePage.objects.get().add_child(instance=ContentPage(title="Return to Kosovo*", slug="return"))
    assert NOTE in client.get("/return/").content.decode()


@pytest.mark.parametrize("text", ["Work in Serbia", "The Kosovoan diaspora", "xKosovo"])
def test_other_words_bring_no_footnote(client, text):
    page_with(text)
    assert NOTE not in client.get("/a-page/").content.decode()


def test_editors_change_the_footnote_and_take_the_mark_away(client):
    page_with("Kosovo*")
    Country.objects.filter(pk="XK").update(footnote="* Another formula.")
    assert "* Another formula." in client.get("/a-page/").content.decode()
    Country.objects.filter(pk="XK").update(is_marked=False)
    assert "Another formula" not in client.get("/a-page/").content.decode()


def test_a_name_with_an_ampersand_is_found_as_it_is_written_in_html():
    Country.objects.filter(pk="BA").update(is_marked=True, footnote="* A note.")
    name = Country.objects.get(pk="BA").name.rstrip("*")
    assert [country.pk for country in countries_named(name.replace("&", "&amp;"))] == ["BA"]
