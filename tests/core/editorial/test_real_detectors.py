"""The check with the detectors of the site: every place of a page that can hold a person."""

import io
import time
from pathlib import Path

import docx
import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from core.editorial.checks import check_page
from core.editorial.reports import NOT_CHECKED
from core.models import ContentPage, HomePage
from directory.models import Contact, Location
from practices.models import ContactPoint, HumanResource
from tests.core.editorial.conftest import draft

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
MOBILE = "+39 333 123 4567"


def places(page):
    return {each.row.place for each in check_page(page).open}


def kinds(page):
    return {each.row.kind for each in check_page(page).open}


def changed(page, user, change):
    newest = page.specific.get_latest_revision_as_object()
    change(newest)
    newest.save_revision(user=user)
    return page


def document(data, name, title="Leaflet"):
    record = get_document_model()(title=title)
    record.file.save(name, ContentFile(data))
    record.save()
    return record


def word_file(text, author=""):
    file, document = io.BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.core_properties.author = author
    document.save(file)
    return file.getvalue()


PLANTS = {
    "title": lambda page: setattr(page, "title", f"Ask us: {MOBILE}"),
    "area": lambda page: setattr(page, "area", f"Around {MOBILE}"),
    "seo_title": lambda page: setattr(page, "seo_title", f"Mobile {MOBILE}"),
    "listing_image_alt": lambda page: setattr(page, "listing_image_alt", f"A sign: {MOBILE}"),
    "unrecognised_rows.value": lambda page: setattr(
        page,
        "unrecognised_rows",
        [{"label": "Call", "value": f"Mobile {MOBILE}", "place": "row 9"}],
    ),
    "human_resources.role": lambda page: setattr(
        page, "human_resources", [HumanResource(role=f"Driver, mobile {MOBILE}", sort_order=0)]
    ),
    "contact_points.value": lambda page: setattr(
        page,
        "contact_points",
        [ContactPoint(kind="phone", value=f"mobile {MOBILE}", tier="public", sort_order=0)],
    ),
    "background.link": lambda page: setattr(
        page, "background", '<p>Call <a href="tel:+393331234567">the team</a>.</p>'
    ),
    "activities.alt": lambda page: setattr(
        page, "activities", f'<p>x</p><embed embedtype="image" id="0" alt="Mobile {MOBILE}"/>'
    ),
    "tags": lambda page: page.tags.add(f"mobile {MOBILE}"),
}


@pytest.mark.parametrize("place", PLANTS)
def test_a_mobile_number_is_found_wherever_it_stands(people, place):
    assert places(changed(draft(people), people.contributor, PLANTS[place])) == {place}


def test_what_members_are_told_may_stand(people):
    def open_to_members(page):
        page.contact_points = [
            ContactPoint(kind="phone", value=f"mobile {MOBILE}", tier="members", sort_order=0)
        ]

    assert places(changed(draft(people), people.contributor, open_to_members)) == set()


def test_contacts_and_locations_of_an_entry_are_judged_by_their_tier(people):
    def fill(page):
        page.contacts = [
            Contact(tier="members", person="Anna Rossi", phone=MOBILE, sort_order=0),
            Contact(tier="public", phone=MOBILE, email="office@example.org", sort_order=1),
            Contact(tier="editors", note=f"At night {MOBILE}", sort_order=2),
        ]
        page.locations = [
            Location(precision="address", tier="public", address="Via Garibaldi 12", sort_order=0),
            Location(
                name="Women's shelter",
                precision="hidden",
                address="Via Verdi 3, 00100 Roma",
                sort_order=1,
            ),
        ]

    assert places(changed(people.organisation, people.contributor, fill)) == {
        "contacts.phone",
        "contacts.note",
    }


def test_a_linked_document_is_read_with_its_name_and_title(people):
    record = document(word_file(f"Mobile {MOBILE}"), "Maria_Bianchi_leaflet.docx")

    def link(page):
        page.background = f'<p>Read <a linktype="document" id="{record.pk}">the leaflet</a>.</p>'

    page = changed(draft(people), people.contributor, link)
    assert {"mobile_number", "person_name"} <= kinds(page)
    check = check_page(page)
    assert all("Leaflet" in each.group.label for each in check.open)
    assert not any("Leaflet" in each.row.label for each in check.open)


def test_hidden_data_of_a_file_that_came_in_before_uploads_lost_it_is_found(people):
    record = document(word_file("A quiet text."), "leaflet.docx")
    Path(record.file.path).write_bytes(word_file("A quiet text.", author="Maria Bianchi"))
    get_document_model().objects.filter(pk=record.pk).update(file_hash="")

    def link(page):
        page.background = f'<p><a linktype="document" id="{record.pk}">Leaflet</a></p>'

    assert kinds(changed(draft(people), people.contributor, link)) == {"document_metadata"}


def test_a_file_that_nobody_can_read_is_a_finding_for_a_person(people):
    record = document(word_file("A quiet text."), "leaflet.docx")
    Path(record.file.path).write_bytes(b"%PDF-1.4 broken")
    get_document_model().objects.filter(pk=record.pk).update(file_hash="")

    def link(page):
        page.background = f'<p><a linktype="document" id="{record.pk}">Leaflet</a></p>'

    check = check_page(changed(draft(people), people.contributor, link))
    assert [each.row.kind for each in check.open] == [NOT_CHECKED]


def test_blocks_of_a_plain_page_are_read(people):
    page = ContentPage(title="About")
    page.body = [
        ("text", f"<p>Mobile {MOBILE}</p>"),
        ("question", {"question": f"Call {MOBILE}?", "answer": "<p>Yes.</p>"}),
    ]
    HomePage.objects.get().add_child(instance=page)
    page.save_revision(user=people.editor)
    assert places(page) == {"body.text", "body.question.question"}


def test_a_telephone_book_costs_seconds_and_few_rows(people):
    lines = "".join(
        f"<p>Anna Invented{n}, mobile +39 333 {n // 10000:03d} {n % 10000:04d}</p>"
        for n in range(5000)
    )
    page = draft(people, lines)
    started = time.monotonic()
    check = check_page(page)
    assert time.monotonic() - started < 20
    assert sum(each.row.count for each in check.findings) >= 5000
    assert len(check.findings) < 20


def test_a_text_without_end_is_told_of_and_not_searched(people):
    page = draft(people, "<p>" + "Nothing to see. " * 40_000 + "</p>")
    assert [each.row.kind for each in check_page(page).open] == [NOT_CHECKED]
