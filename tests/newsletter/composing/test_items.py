"""What an issue may tell of: public records, each once, in the reader's language."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from newsletter.composing.items import items_of, items_published, shortened
from tests.directory.support import organisation
from tests.newsletter.composing.support import chart, in_french, published_ago

pytestmark = pytest.mark.django_db


def titles(items):
    return [item.title for item in items]


def since(days=7):
    return timezone.now() - timedelta(days=days)


def test_records_published_since_are_told_the_newest_first_with_whole_addresses(settings):
    chart("Older", days_ago=3)
    chart("Newer", days_ago=1)
    chart("Too old", days_ago=30)
    found = items_published(since())
    assert titles(found) == ["Newer", "Older"]
    assert found[0].url == f"{settings.SITE_URL}/practices/newer/"
    assert (found[0].kind, found[0].countries) == ("practice", ("Italy",))


def test_drafts_private_and_withdrawn_records_are_not_told():
    chart("Public")
    private, gone = chart("Private"), chart("Gone")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    gone.unpublish()
    assert titles(items_published(since())) == ["Public"]
    assert items_of([private.pk, gone.pk]) == []


def test_a_choice_of_kinds_countries_and_topics_narrows():
    chart("In Italy")
    chart("In France", countries=["FR"])
    published_ago(organisation("Help Line", "FR"), 1)
    assert titles(items_published(since(), countries=["FR"], kinds=["practice"])) == ["In France"]
    assert titles(items_published(since(), kinds=["organisation"])) == ["Help Line"]
    assert items_published(since(), topics=["advocacy"]) == []


def test_most_and_until_bound_the_list():
    for number in range(4):
        chart(f"Chart {number}", days_ago=number + 1)
    until = timezone.now() - timedelta(days=1, hours=12)
    assert titles(items_published(since(), until=until, most=2)) == ["Chart 1", "Chart 2"]


def test_a_record_and_its_translation_are_one_item_in_the_asked_language():
    own = chart("Night outreach")
    translated = in_french(own, title="Rue de nuit")
    assert titles(items_published(since(), language="en")) == ["Night outreach"]
    [french] = items_published(since(), language="fr")
    assert (french.title, french.page_id) == ("Rue de nuit", translated.pk)
    assert "/fr/" in french.url
    assert titles(items_of([own.pk], language="fr")) == ["Rue de nuit"]


def test_a_new_translation_of_an_old_record_is_nothing_new():
    own = chart("Known long ago", days_ago=400)
    in_french(own, title="Connu")
    assert items_published(since(), language="fr") == []


def test_a_withdrawn_translation_leaves_the_original():
    own = chart("Night outreach")
    in_french(own, title="Rue de nuit").unpublish()
    assert titles(items_of([own.pk], language="fr")) == ["Night outreach"]


def test_an_index_page_is_an_item_of_its_title_and_unknown_keys_are_none():
    parent = chart().get_parent()
    assert titles(items_of([999_999, parent.pk])) == [parent.title]


def test_many_records_are_read_with_the_same_number_of_queries(django_assert_max_num_queries):
    for number in range(5):
        published_ago(chart(f"Chart {number}"), 1)
    items_published(since())
    with django_assert_max_num_queries(32):
        assert len(items_published(since())) == 5


def test_summaries_are_cut_at_a_word():
    assert shortened("word " * 100).endswith("word…")
    assert len(shortened("word " * 100)) <= 241
    assert shortened("  short   text ") == "short text"


def test_no_locale_but_the_known_ones_is_needed():
    assert Locale.objects.filter(language_code="de").count() == 0
    chart("Only English")
    assert titles(items_published(since(), language="de")) == ["Only English"]
