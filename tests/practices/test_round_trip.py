"""A form that the site wrote gives the same record when it is read back, in a site that has nothing of it."""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.access import Tier
from core.spreadsheet_text import escape, unescape
from directory.models import OrganisationPage
from directory.services import save_organisation
from practices import rich_text
from practices.forms.exact import lines
from practices.forms.exact.layout import CASE_LAYOUT, PRACTICE_LAYOUT
from practices.forms.exact.marked_text import read_marked, write_marked
from practices.forms.exact.sheet import read_cell, write_cell
from practices.forms.wording import LANGUAGES
from practices.forms.writing import case_docx, cases_xlsx, practice_docx, practices_xlsx
from practices.importing import CASE_STUDIES, PRACTICES, Status, apply_planned, plan_import
from practices.json_records import case_study_record, practice_record
from practices.models import CaseStudyPage, PracticePage
from practices.services import save_case_study, save_practice
from tests.examples import examples
from tests.practices import records, strategies

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ORGANISATIONS = {
    "novi-put": "NGO “New road” (Novi put)",
    "acse": "Ac.Sé, ALC; Nice",
    "kok": "KOK e.V.",
}
a_few = settings(
    max_examples=examples(5),
    deadline=None,
    # Each example makes and imports two files: making a failing one smaller would take hours.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def organisations():
    for slug, name in ORGANISATIONS.items():
        save_organisation(record={"slug": slug, "name": name})


def emptied():
    """Take away every chart, case and organisation: what is left is a fresh site with its vocabularies."""
    for model in (PracticePage, CaseStudyPage, OrganisationPage):
        for page in model.objects.all():
            page.delete()


def imported(name, data, kind):
    """Import a file into an emptied site; return its records."""
    emptied()
    give = practice_record if kind is PRACTICES else case_study_record
    found = []
    for planned in plan_import([(name, data)], kind):
        outcome = apply_planned(planned)
        assert outcome.status == Status.CREATED, outcome.problems
        found.append(give(kind.model.objects.get(pk=outcome.page.pk)))
    return found


def practice_files(page, language):
    return {
        "form.docx": practice_docx(page, language),
        "charts.xlsx": practices_xlsx([page], language),
        "charts.json": json.dumps([practice_record(page)]).encode(),
    }


def case_files(page, language):
    return {
        "form.docx": case_docx(page, language),
        "cases.xlsx": cases_xlsx([page], language),
        "cases.json": json.dumps([case_study_record(page)]).encode(),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", records.PRACTICES[:2], ids=lambda record: record["slug"])
def test_a_chart_comes_back_from_a_form_in_any_language(record, language):
    page = save_practice(record=record)
    before = practice_record(page)
    for name, data in practice_files(page, language).items():
        assert imported(name, data, PRACTICES) == [before], name


@pytest.mark.parametrize("record", records.PRACTICES, ids=lambda record: record["slug"])
def test_every_chart_of_the_demonstration_comes_back_from_its_forms(record):
    for slug in record["organisations"]:
        save_organisation(record={"slug": slug, "name": f"Name of {slug}, e.V."})
    page = save_practice(record=record)
    before = practice_record(page)
    for name, data in practice_files(page, "en").items():
        assert imported(name, data, PRACTICES) == [before], name


@pytest.mark.parametrize("record", records.CASES, ids=lambda record: record["slug"])
def test_every_case_of_the_demonstration_comes_back_from_its_forms(record):
    save_organisation(record={"slug": record["organisation"], "name": "Some name"})
    page = save_case_study(record=record)
    before = case_study_record(page)
    for name, data in case_files(page, "fr").items():
        assert imported(name, data, CASE_STUDIES) == [before], name


@a_few
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_any_chart_comes_back_from_its_forms(data, language):
    emptied()
    for slug, name in ORGANISATIONS.items():
        save_organisation(record={"slug": slug, "name": name})
    record = data.draw(strategies.practices(list(ORGANISATIONS)))
    page = save_practice(record=record)
    assert practice_record(page) == record
    for name, content in practice_files(page, language).items():
        assert imported(name, content, PRACTICES) == [record], name


@a_few
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_any_case_comes_back_from_its_forms(data, language):
    emptied()
    for slug, name in ORGANISATIONS.items():
        save_organisation(record={"slug": slug, "name": name})
    record = data.draw(strategies.cases(list(ORGANISATIONS)))
    page = save_case_study(record=record)
    assert case_study_record(page) == record
    for name, content in case_files(page, language).items():
        assert imported(name, content, CASE_STUDIES) == [record], name


def test_members_contacts_are_in_a_form_for_members_alone():
    contacts = [{"kind": "email", "value": "office@example.org", "tier": "members"}]
    page = save_practice(record={"name": "x", "contacts": contacts})
    public, members = practice_docx(page), practice_docx(page, tier=Tier.MEMBERS)
    assert "contacts" not in imported("form.docx", public, PRACTICES)[0]
    imported("form.docx", members, PRACTICES)
    assert practice_record(PracticePage.objects.get(), Tier.MEMBERS)["contacts"] == contacts


@pytest.mark.parametrize("layout", [PRACTICE_LAYOUT, CASE_LAYOUT])
def test_a_label_means_one_row_in_all_languages(layout):
    for language in LANGUAGES:
        for row in (*layout.standard, *layout.details):
            assert layout.rows_by_label[layout.label(row, language)] == row


@given(st.lists(strategies.blocks, max_size=6))
def test_html_has_one_shape(blocks):
    html = rich_text.to_html(blocks)
    assert rich_text.to_html(rich_text.from_html(html)) == html
    assert rich_text.clean_html(html) == html


def test_a_paragraph_of_nothing_but_a_hard_blank_is_no_paragraph():
    assert rich_text.clean_html("<p>a</p><p><strong>\xa0</strong></p>") == "<p>a</p>"


@given(st.lists(strategies.blocks, max_size=6))
def test_marked_text_keeps_everything(blocks):
    blocks = rich_text.normal(blocks)
    assert rich_text.normal(read_marked(write_marked(blocks))) == blocks


@given(st.text(strategies.SIGNS))
def test_a_person_may_write_any_signs_into_a_rich_cell(text):
    assert isinstance(rich_text.to_html(read_marked(text)), str)


@given(st.text(alphabet="'=+-@\t\ra1 "))
def test_escaped_cells_are_no_formulas_and_come_back(text):
    assert not escape(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unescape(escape(text)) == text


@given(strategies.paragraphs)
def test_plain_cells_keep_lines_and_backslashes(text):
    cell = lines_of(text)
    assert read_cell("area", write_cell("area", cell, PRACTICE_LAYOUT), PRACTICE_LAYOUT) == cell


def lines_of(text):
    from practices.forms.exact.cells import from_plain

    return from_plain(text)


@given(strategies.sentences, strategies.maybe(strategies.numbers))
def test_people_and_things_are_read_as_they_were_written(name, count):
    line = lines.write_counted(name, count)
    assert lines.read_counted(line, "role") == {"role": name, "count": count}


@given(
    strategies.sentences,
    strategies.maybe(strategies.numbers),
    strategies.maybe(strategies.sentences),
)
def test_shares_and_figures_are_read_as_they_were_written(name, number, unit):
    shared = {"source": name, "percent": number}
    assert lines.read_shared(lines.write_shared(shared)) == shared
    figure = {"label": name, "value": number or 0, "unit": unit}
    assert lines.read_figure(lines.write_figure(figure)) == figure


@given(st.lists(strategies.sentences, min_size=2, max_size=3))
def test_bars_part_any_texts(parts):
    assert lines.read_barred(lines.write_barred(parts), len(parts)) == parts
