import json

import pytest

from core.access import Tier
from directory.models import OrganisationPage
from directory.services import save_organisation
from practices.forms.writing import case_docx, practice_docx
from practices.importing import (
    CASE_STUDIES,
    PRACTICES,
    Choice,
    FormError,
    ImportOptions,
    Status,
    apply_planned,
    plan_import,
    preview,
)
from practices.json_records import practice_record
from practices.models import CaseStudyPage, PracticePage
from practices.services import save_case_study, save_practice
from tests.practices.paper_forms import case_form, practice_form
from tests.practices.records import CASES
from tests.practices.records import PRACTICES as CHARTS

pytestmark = pytest.mark.django_db


def plan(data, name="form.docx", kind=PRACTICES):
    [planned] = plan_import([(name, data)], kind)
    return planned


def as_json(*records):
    return json.dumps(list(records)).encode()


def test_a_form_of_an_organisation_becomes_a_draft_with_every_item():
    outcome = apply_planned(plan(practice_form()))
    assert outcome.status == Status.CREATED
    page = PracticePage.objects.get()
    assert not page.live
    record = practice_record(page, Tier.MEMBERS)
    assert record["number"] == 7
    assert record["name"] == "Night bus"
    assert record["countries"] == ["IT"]
    assert record["category"] == "B"
    assert record["typologies"] == ["outreach-units"]
    assert (record["period_start"], record["period_end"]) == (2009, 2011)
    assert (
        record["activities"]
        == "<ul><li>Rounds at night</li><li>Talks &lt;b&gt;in&lt;/b&gt; bars</li></ul>"
    )
    assert record["target_groups"] == ["migrants"]
    assert record["target_group_note"] == "People who sleep outside"
    assert record["resources"]["human"] == [{"role": "drivers", "count": 2}]
    assert record["resources"]["funding"] == [{"source": "Region", "percent": 40}]
    assert record["links"] == ["http://www.example.org"]
    assert {(row["kind"], row["value"]) for row in record["contacts"]} >= {
        ("email", "office@example.org"),
        ("phone", "+39 06 1234567"),
    }
    assert page.unrecognised_rows[0]["label"] == "Weather"


def test_contacts_of_a_form_are_never_public():
    apply_planned(plan(practice_form()), options=ImportOptions(publish=True))
    page = PracticePage.objects.get()
    assert {row.tier for row in page.contact_points.all()} == {Tier.MEMBERS}
    assert "contacts" not in practice_record(page)


def test_a_case_form_becomes_a_draft_and_what_is_written_beside_boxes_is_kept():
    apply_planned(plan(case_form(), kind=CASE_STUDIES))
    page = CaseStudyPage.objects.get()
    assert (page.gender, page.age_group) == ("female", "adult")
    assert [term.slug for term in page.terms_of("recruitment_channels")] == ["friend"]
    assert "a neighbour" in page.background
    assert page.worked == "<ul><li>Quick answers</li></ul>"
    assert page.did_not_work == "<ul><li>No money</li></ul>"
    assert page.organisation.title == "Night Bus Association"


def test_an_organisation_that_the_directory_lacks_gets_a_draft_entry_and_a_warning():
    outcome = apply_planned(plan(practice_form()))
    assert [warning.code for warning in outcome.warnings] == ["organisation_created"]
    entry = OrganisationPage.objects.get()
    assert (entry.title, entry.live) == ("Night Bus Association", False)
    assert PracticePage.objects.get().organisation_rows.get().organisation == entry


def test_what_does_not_fit_its_column_is_kept_elsewhere_and_the_form_is_imported():
    long = "A very long line about people. " * 30
    data = practice_form(
        resources=f"People: 2 drivers\n{long}\nFunding: Region: 140%",
        contact="http://bad_address..example.org/\nwww.example.org",
        organisation=f"Night Bus Association; {long}",
    )
    outcome = apply_planned(plan(data))
    assert outcome.status == Status.CREATED, outcome.problems
    page = PracticePage.objects.get()
    everything = f"{practice_record(page, Tier.MEMBERS)} {page.unrecognised_rows}"
    for words in (long.strip(), "140", "bad_address"):
        assert words in everything


def test_two_forms_of_one_batch_share_the_new_entry():
    forms = [("a.docx", practice_form(number=1)), ("b.docx", practice_form(number=2))]
    for planned in plan_import(forms):
        apply_planned(planned)
    assert OrganisationPage.objects.count() == 1
    assert PracticePage.objects.count() == 2


def test_without_new_entries_the_name_stays_as_printed():
    outcome = apply_planned(
        plan(practice_form()), options=ImportOptions(create_organisations=False)
    )
    assert [warning.code for warning in outcome.warnings] == ["organisation_missing"]
    assert not OrganisationPage.objects.exists()
    assert practice_record(PracticePage.objects.get())["organisations"] == ["Night Bus Association"]


def test_a_name_that_could_mean_two_organisations_is_left_to_a_person():
    for slug in ("one", "two"):
        save_organisation(record={"name": f"Bus {slug}", "slug": slug, "acronym": "NBA"})
    outcome = apply_planned(plan(practice_form(organisation="NBA")))
    assert [warning.code for warning in outcome.warnings] == ["organisation_ambiguous"]
    assert practice_record(PracticePage.objects.get())["organisations"] == ["NBA"]


def test_a_chart_that_the_site_has_is_left_alone():
    apply_planned(plan(practice_form()))
    outcome = apply_planned(plan(practice_form(name="Day bus")))
    assert outcome.status == Status.SKIPPED
    assert PracticePage.objects.get().title == "Night bus"


def test_the_same_number_of_another_organisation_is_another_chart():
    apply_planned(plan(practice_form()))
    assert apply_planned(plan(practice_form(organisation="Somebody else"))).status == Status.CREATED
    assert PracticePage.objects.count() == 2


def test_an_update_shows_what_differs_and_makes_a_draft_revision():
    apply_planned(plan(practice_form()), options=ImportOptions(publish=True))
    outcome = apply_planned(plan(practice_form(name="Day bus")), Choice.UPDATE)
    assert outcome.status == Status.UPDATED
    assert [(one.key, one.before, one.after) for one in outcome.differences] == [
        ("name", "Night bus", "Day bus")
    ]
    assert outcome.differences[0].lines() == ["-Night bus", "+Day bus"]
    page = PracticePage.objects.get()
    assert (page.title, page.draft_title, page.has_unpublished_changes) == (
        "Night bus",
        "Day bus",
        True,
    )


def test_an_update_that_says_the_same_makes_no_revision():
    apply_planned(plan(practice_form()))
    count = PracticePage.objects.get().revisions.count()
    assert apply_planned(plan(practice_form()), Choice.UPDATE).status == Status.UNCHANGED
    assert PracticePage.objects.get().revisions.count() == count


def test_a_form_that_leaves_an_item_out_does_not_empty_it():
    page = save_practice(
        record={**CHARTS[0], "number": 7, "organisations": ["Night Bus Association"]}, publish=True
    )
    apply_planned(plan(practice_form()), Choice.UPDATE, ImportOptions(publish=True))
    page.refresh_from_db()
    assert page.title == "Night bus"
    assert page.summary == CHARTS[0]["summary"]


def test_what_a_person_changes_in_a_form_of_the_site_is_what_is_imported():
    page = save_practice(record=CHARTS[0], publish=True)
    form = edited(practice_docx(page), "Outreach work in rural Herzegovina", "Outreach by bicycle")
    outcome = apply_planned(plan(form), Choice.UPDATE)
    assert [one.key for one in outcome.differences] == ["name"]


def test_a_cell_that_a_person_wrote_freely_is_read_as_in_any_form():
    page = save_practice(record=CHARTS[0])
    form = edited(practice_docx(page), "Since 2011", "from May 2010 to June 2012, with a break")
    record = plan(form).record
    assert (record["period_start"], record["period_end"]) == (2010, 2012)
    assert record["background"] == CHARTS[0]["background"]


def test_updating_from_a_public_form_keeps_the_contacts_that_it_does_not_show():
    contacts = [{"kind": "email", "value": "office@example.org", "tier": "members"}]
    page = save_practice(record={**CHARTS[0], "contacts": contacts}, publish=True)
    form = edited(practice_docx(page), "Outreach work in rural Herzegovina", "Another name")
    outcome = apply_planned(plan(form), Choice.UPDATE)
    assert practice_record(outcome.page, Tier.MEMBERS)["contacts"] == contacts


def test_a_preview_tells_the_outcome_and_writes_nothing():
    planned = plan(practice_form())
    assert preview(planned).status == Status.CREATED
    assert not PracticePage.objects.exists()
    assert not OrganisationPage.objects.exists()
    assert apply_planned(planned).status == Status.CREATED


def test_json_records_are_taken_as_they_stand():
    outcome = apply_planned(plan(as_json(CHARTS[1]), "charts.json"))
    assert outcome.status == Status.CREATED
    assert practice_record(PracticePage.objects.get())["activities"] == CHARTS[1]["activities"]


def test_json_with_unknown_keys_or_terms_is_refused_whole():
    record = {**CHARTS[0], "colour": "blue", "topics": ["prevention", "weather"]}
    outcome = apply_planned(plan(as_json(record), "charts.json"))
    assert outcome.status == Status.FAILED
    assert outcome.problems == [
        "colour: This key is not known.",
        "topics: “weather” is not known here.",
    ]
    assert not PracticePage.objects.exists()
    assert not OrganisationPage.objects.exists()


def test_json_that_a_dry_run_printed_is_read_as_a_form():
    printed = plan(practice_form()).form.to_json()
    record = plan(as_json(printed), "printed.json").record
    assert record["name"] == "Night bus"
    assert record["number"] == 7


def test_a_record_is_found_again_by_its_slug():
    page = save_practice(record={**CHARTS[0], "number": None})
    assert plan(as_json({**CHARTS[0], "number": 99}), "charts.json").match == page


def test_references_to_charts_that_the_site_lacks_are_left_out_with_a_warning():
    record = {**CHARTS[0], "adapted_from": "nowhere", "adopted_by": ["nobody"]}
    outcome = apply_planned(plan(as_json(record), "charts.json"))
    assert outcome.status == Status.CREATED
    assert [w.field for w in outcome.warnings if w.code == "reference_missing"] == [
        "adapted_from",
        "adopted_by",
    ]


def test_publishing_what_says_too_little_fails_and_leaves_nothing():
    record = as_json({"name": "Only a name", "organisations": ["Somebody"]})
    outcome = apply_planned(plan(record, "x.json"), options=ImportOptions(publish=True))
    assert outcome.status == Status.FAILED
    assert not PracticePage.objects.exists()
    assert not OrganisationPage.objects.exists()


def test_a_file_that_cannot_be_read_is_told_in_its_place(tmp_path):
    (tmp_path / "a.docx").write_bytes(practice_form())
    (tmp_path / "b.docx").write_bytes(b"no form")
    (tmp_path / "c.docx").write_bytes(practice_form(number=8))
    results = list(plan_import([tmp_path]))
    assert [isinstance(result, FormError) for result in results] == [False, True, False]


def test_a_case_form_of_the_site_updates_its_case():
    page = save_case_study(record=CASES[0], publish=True)
    planned = plan(case_docx(page), kind=CASE_STUDIES)
    assert planned.match == page
    assert apply_planned(planned, Choice.UPDATE).status == Status.UNCHANGED


def edited(form, before, after):
    """Change a paragraph in a Word form, as a person does."""
    import io

    from docx import Document

    document = Document(io.BytesIO(form))
    paragraphs = [p for table in document.tables for cell in table._cells for p in cell.paragraphs]
    [paragraph] = {id(p._p): p for p in paragraphs if p.text == before}.values()
    paragraph.runs[0].text = after
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
