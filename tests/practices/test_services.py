import pytest
from taggit.models import Tag
from wagtail.models import Page

from core.access import Tier
from directory.services import save_organisation
from practices.json_records import case_study_record, practice_record
from practices.models import CaseStudyPage, PracticePage
from practices.services import RecordError, save_case_study, save_practice
from tests.practices.records import CASES, PRACTICES, in_order

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("record", PRACTICES, ids=lambda record: record["slug"])
def test_a_chart_of_the_demonstration_comes_back_as_it_went_in(record):
    assert practice_record(save_practice(record=record)) == in_order(record)


@pytest.mark.parametrize("record", CASES, ids=lambda record: record["slug"])
def test_a_case_of_the_demonstration_comes_back_as_it_went_in(record):
    assert case_study_record(save_case_study(record=record)) == in_order(record)


def test_a_published_chart_is_the_same_once_read_from_the_database():
    save_practice(record=PRACTICES[0], publish=True)
    page = PracticePage.objects.get()
    assert page.live
    assert practice_record(page) == in_order(PRACTICES[0])


def test_a_chart_is_a_draft_unless_publishing_is_asked_for():
    page = save_practice(record=PRACTICES[0])
    assert not PracticePage.objects.get(pk=page.pk).live
    assert page.latest_revision is not None


def test_revising_a_live_chart_leaves_what_the_public_sees():
    page = save_practice(record=PRACTICES[0], publish=True)
    revised = save_practice(record={"name": "Another name"}, page=page)
    assert revised.title == "Another name"
    public = PracticePage.objects.get(pk=page.pk)
    assert public.title == PRACTICES[0]["name"]
    assert public.has_unpublished_changes


def test_revising_touches_only_the_keys_of_the_record():
    page = save_practice(record=PRACTICES[0], publish=True)
    page = save_practice(record={"tools": "<p>New</p>"}, page=page, publish=True)
    assert practice_record(page) == in_order({**PRACTICES[0], "tools": "<p>New</p>"})


def test_a_key_can_be_emptied():
    page = save_practice(record=PRACTICES[0], publish=True)
    page = save_practice(record={"links": [], "area": None, "tags": []}, page=page, publish=True)
    record = practice_record(page)
    assert (record["links"], record["area"], record["tags"]) == ([], None, [])


def test_everything_wrong_with_a_record_is_told_at_once_and_nothing_is_stored():
    record = {
        **PRACTICES[0],
        "colour": "blue",
        "typologies": ["outreach-units", "juggling"],
        "countries": ["BA", "QQ"],
        "category": "E",
        "period_start": "soon",
        "links": ["no address"],
    }
    with pytest.raises(RecordError) as raised:
        save_practice(record=record)
    assert {problem.key for problem in raised.value.problems} == {
        "colour",
        "typologies",
        "countries",
        "category",
        "period_start",
        "links",
    }
    assert not PracticePage.objects.exists()


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(RecordError, match="period_end"):
        save_practice(record={**PRACTICES[0], "period_start": 2012, "period_end": 2011})
    assert not PracticePage.objects.exists()


def test_a_value_too_long_for_its_field_is_refused_on_every_database():
    people = [{"role": "x" * 501, "count": None}]
    with pytest.raises(RecordError, match=r"resources\.human"):
        save_practice(record={"name": "Long", "resources": {"human": people}})


def test_a_chart_that_says_too_little_is_not_published_and_not_kept():
    with pytest.raises(RecordError):
        save_practice(record={"name": "Only a name"}, publish=True)
    assert not PracticePage.objects.exists()


def test_two_charts_of_one_name_get_two_addresses():
    record = {"name": "Compare"}
    assert save_practice(record=record).slug == "compare-practice"
    assert save_practice(record=record).slug == "compare-practice-2"


def test_scripts_never_get_into_a_chart():
    page = save_practice(
        record={"name": "x", "results": "<p onclick='a()'>a<script>b</script></p>"}
    )
    assert page.results == "<p>a</p>"


def test_an_organisation_is_found_by_slug_by_name_or_kept_as_printed():
    entry = save_organisation(record={"name": "Novi put", "slug": "novi-put"})
    page = save_practice(record={"name": "x", "organisations": ["novi-put", "Nobody knows"]})
    rows = [(row.organisation, row.printed_name) for row in page.organisation_rows.all()]
    assert rows == [(entry, ""), (None, "Nobody knows")]
    page = save_practice(record={"name": "y", "organisations": ["NGO “Novi Put”"]})
    assert page.organisation_rows.get().organisation == entry
    assert practice_record(page)["organisations"] == ["novi-put"]


def test_contacts_are_for_members_unless_the_record_opens_them():
    contacts = [
        {"kind": "email", "value": "office@example.org"},
        {"kind": "phone", "value": "+1 234", "tier": "public"},
    ]
    page = save_practice(record={"name": "x", "contacts": contacts})
    assert [row["value"] for row in practice_record(page)["contacts"]] == ["+1 234"]
    assert len(practice_record(page, Tier.MEMBERS)["contacts"]) == 2


def test_an_answer_that_is_no_flat_list_stays_rich_text():
    nested = "<ul><li>a<ul><li>b</li></ul></li></ul>"
    page = save_case_study(record={"title": "x", "steps": nested, "obstacles": ["1 < 2", "<p>"]})
    record = case_study_record(page)
    assert record["steps"] == nested
    assert record["obstacles"] == "<ul><li>1 &lt; 2</li><li>&lt;p&gt;</li></ul>"
    again = save_case_study(record=record, page=page)
    assert case_study_record(again) == record


def test_saving_a_case_keeps_the_tree_sound():
    save_case_study(record={"title": "x"})
    save_practice(record={"name": "y"})
    assert not any(Page.find_problems())
    assert CaseStudyPage.objects.get().get_parent().slug == "case-studies"


def test_tags_keep_their_order_wherever_the_database_puts_the_rows():
    tags = ["zebra", "apple", "mango"]
    save_practice(record={**PRACTICES[0], "tags": tags}, publish=True)
    # PostgreSQL writes what is updated behind the others, and finds it there by an index that changed.
    row = PracticePage.objects.get().tagged_items.get(tag__name="zebra")
    for tag in (Tag.objects.create(name="other", slug="other"), row.tag):
        type(row).objects.filter(pk=row.pk).update(tag=tag)
    assert practice_record(PracticePage.objects.get())["tags"] == tags


def test_rows_are_numbered_in_the_order_of_the_record():
    record = next(one for one in PRACTICES if len(one["resources"]["funding"]) > 1)
    chart = save_practice(record=record)
    numbers = list(chart.funding_sources.values_list("sort_order", flat=True).order_by("pk"))
    assert numbers == list(range(len(record["resources"]["funding"])))
