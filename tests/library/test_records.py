"""Policies and publications are written from records, checked, and given back as the same records."""

import pytest
from django.core.exceptions import ValidationError

from core.records import RecordError
from library.identifiers import clean_doi, clean_isbn
from library.json_records import library_record
from library.models import PolicyPage, PublicationPage
from library.services import save_policy, save_publication, save_record

POLICY = {
    "slug": "invented-convention",
    "title": "Invented Convention on Reading Rooms",
    "short_title": "ICRR",
    "kind": "convention",
    "level": "regional",
    "body": "Invented Council",
    "countries": ["BA", "FR"],
    "year_adopted": 2005,
    "in_force": 2008,
    "reference": "ITS 197",
    "url": "https://www.example.org/convention",
    "summary": "An invented instrument.",
    "topics": ["protection-assistance"],
    "regions": ["western-balkans"],
    "exploitation_forms": ["forced-labour"],
    "supersedes": ["older-convention"],
    "amends": [],
    "implements": [],
    "endorsed_by": [],
    "monitoring_body": "greta",
    "languages": ["en", "fr"],
    "status": "in-force",
    "licence": "CC BY 4.0",
    "rights": "Invented rights",
    "source": "Invented",
    "editions": [
        {
            "language": "fr",
            "title": "Convention inventée",
            "url": "https://www.example.org/fr",
            "licence": None,
            "rights": None,
        }
    ],
}
PUBLICATION = {
    "slug": "invented-study",
    "title": "An invented study",
    "authors": ["A. Invented", "B. Invented"],
    "publisher": "Invented Press",
    "year": 2011,
    "kind": "research-report",
    "countries": ["IT"],
    "regions": [],
    "topics": ["social-inclusion"],
    "exploitation_forms": ["sexual-exploitation"],
    "language": "it",
    "summary": "Nothing in it is true.",
    "url": "https://www.example.org/study.pdf",
    "doi": "10.1234/invented",
    "isbn": "978-3-16-148410-0",
    "licence": None,
    "rights": None,
    "source": "Invented",
    "editions": [],
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("record", "model", "said"),
    [(POLICY, PolicyPage, "policy"), (PUBLICATION, PublicationPage, "publication")],
)
def test_a_record_that_was_saved_is_given_back_with_every_key(record, model, said):
    page = save_record(record=record, publish=True)
    assert type(page) is model
    assert library_record(page) == {**record, "record": said}


@pytest.mark.django_db
def test_keys_that_are_missing_leave_the_work_as_it_is():
    page = save_policy(record=POLICY, publish=True)
    save_policy(record={"status": "replaced"}, page=page, publish=True)
    page.refresh_from_db()
    assert (page.status, page.reference) == ("replaced", "ITS 197")
    assert len(library_record(page)["editions"]) == 1


@pytest.mark.django_db
def test_an_instrument_that_comes_later_is_linked_to_the_one_that_named_it():
    newer = save_policy(record=POLICY, publish=True)
    assert newer.relations.get().other is None
    older = save_policy(record={"slug": "older-convention", "title": "Older", "level": "global"})
    assert newer.relations.get().other == older


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("save", "record", "key"),
    [
        (save_policy, {**POLICY, "level": "galactic"}, "level"),
        (save_policy, {**POLICY, "kind": "poem"}, "kind"),
        (save_policy, {**POLICY, "url": "javascript:alert(1)"}, "address"),
        (save_policy, {**POLICY, "colour": "red"}, "colour"),
        (save_policy, {**POLICY, "editions": [{"title": "no link"}]}, "editions"),
        (save_publication, {**PUBLICATION, "isbn": "978-3-16-148410-1"}, "isbn"),
        (save_publication, {**PUBLICATION, "doi": "not a doi"}, "doi"),
        (save_publication, {**PUBLICATION, "year": "2011"}, "year"),
        (save_publication, {**PUBLICATION, "authors": "A. Invented"}, "authors"),
        (save_record, {"title": "What am I?"}, "record"),
        (save_record, {"title": "What am I?", "record": "poem"}, "record"),
    ],
)
def test_a_bad_record_is_refused_whole_and_the_key_is_named(save, record, key):
    with pytest.raises(RecordError) as caught:
        save(record=record, publish=True)
    assert key in [problem.key.split(".")[0] for problem in caught.value.problems]
    assert not PolicyPage.objects.exists() and not PublicationPage.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://doi.org/10.1000/xyz-1", "10.1000/xyz-1"),
        ("doi: 10.1000/182", "10.1000/182"),
        ("", ""),
    ],
)
def test_a_doi_is_kept_without_its_address(given, kept):
    assert clean_doi(given) == kept


@pytest.mark.parametrize("isbn", ["0-306-40615-2", "ISBN 978-0-306-40615-7", "080442957X", ""])
def test_an_isbn_with_a_right_check_digit_is_taken(isbn):
    assert clean_isbn(isbn) == isbn.removeprefix("ISBN ")


@pytest.mark.parametrize(
    "isbn", ["0-306-40615-3", "978-0-306-40615-8", "12345", "977-0-306-40615-7"]
)
def test_an_isbn_with_a_wrong_check_digit_is_refused(isbn):
    with pytest.raises(ValidationError, match="ISBN"):
        clean_isbn(isbn)
