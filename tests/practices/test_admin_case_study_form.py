"""The editing form of a case study: twelve questions, tick lists, never a person's data."""

import html

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from core.models import Term
from practices.models import CaseActor, CaseStudyIndexPage, CaseStudyPage
from tests.practices.admin_support import administrator, fields_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def client():
    return signed_in(administrator())


@pytest.fixture
def case():
    page = CaseStudyPage(title="A shared safety plan", live=False)
    page.actors = [CaseActor(kind="ngo", role="Partner abroad")]
    CaseStudyIndexPage.objects.get().add_child(instance=page)
    return page


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def latest(page):
    return CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_the_form_asks_the_twelve_questions_in_order(client, case):
    soup = BeautifulSoup(client.get(edit_url(case)).content, "html.parser")
    headings = [heading.get_text(strip=True) for heading in soup.select("h2.w-panel__heading")]
    numbers = [int(heading.split(".")[0]) for heading in headings if heading[0].isdigit()]
    assert numbers == list(range(1, 13))


def test_question_two_says_never_a_persons_data(client, case):
    soup = BeautifulSoup(client.get(edit_url(case)).content, "html.parser")
    heading = next(h for h in soup.select("h2") if h.get_text(strip=True).startswith("2. "))
    section = heading.find_parent("section")
    assert "Never a person's data" in html.unescape(section.get_text())
    assert section.select_one("#id_exploitation_forms")


def test_ticks_and_lists_are_saved(client, case):
    offer = Term.objects.of("recruitment_offers").first()
    need = Term.objects.of("case_needs").first()
    data = fields_of(client.get(edit_url(case))) | {
        "offers": [offer.pk],
        "needs": [need.pk],
        "gender": "female",
        "generalised_fields": "age\n\n destination ",
    }
    assert client.post(edit_url(case), data).status_code == 302
    page = latest(case)
    assert set(page.terms.all()) == {offer, need}
    assert page.generalised_fields == ["age", "destination"]
    assert [row.role for row in page.actors.all()] == ["Partner abroad"]


def test_a_list_of_lines_is_shown_one_entry_a_line(client, case):
    case.generalised_fields = ["age", "destination"]
    case.save()
    assert fields_of(client.get(edit_url(case)))["generalised_fields"] == ["age\ndestination"]


def test_a_case_without_any_answer_is_not_published(client, case):
    data = fields_of(client.get(edit_url(case))) | {"action-publish": "1"}
    text = client.post(edit_url(case), data).content.decode()
    assert "Answer at least one question" in text
    client.post(edit_url(case), data | {"summary": "Two organisations shared a plan."})
    case.refresh_from_db()
    assert case.live
