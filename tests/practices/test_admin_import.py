"""The import page: from files to drafts, record by record, and what happens to bad input."""

import io
import json
import shutil
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Heartbeat
from practices.admin.storage import batch_directory
from practices.models import CaseStudyPage, ImportBatch, ImportRow, PracticeIndexPage, PracticePage
from tests.practices.admin_support import administrator, organisation, signed_in, staff

pytestmark = pytest.mark.django_db
INDEX = "practice_imports:index"


@pytest.fixture(autouse=True)
def no_files_of_earlier_tests():
    """Numbers of rolled-back imports come again, and so would the files of an earlier test."""
    shutil.rmtree(settings.VAR_DIR / "imports", ignore_errors=True)


@pytest.fixture
def client():
    return signed_in(administrator())


def record(**fields):
    return {
        "number": 7,
        "name": "Village visits",
        "countries": ["BA"],
        "organisations": ["Open Door"],
        "category": "A",
        "background": "<p>Work is scarce.</p>",
    } | fields


def json_file(*records, name="charts.json"):
    return SimpleUploadedFile(name, json.dumps(records).encode())


def send(client, *files, kind="practices", create=True):
    data = {"kind": kind, "files": files}
    if create:
        data["create_organisations"] = "on"
    response = client.post(reverse(INDEX), data)
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.objects.get()


def page_of(client, batch):
    return client.get(reverse("practice_imports:batch", args=[batch.pk]))


def act(client, batch, action, **data):
    response = client.post(reverse(f"practice_imports:{action}", args=[batch.pk]), data)
    batch.refresh_from_db()
    return response


def test_a_form_becomes_a_draft_after_it_was_looked_at(client):
    batch = send(client, json_file(record()))
    assert batch.state == ImportBatch.State.REVIEW
    assert not PracticePage.objects.exists()
    text = page_of(client, batch).content.decode()
    assert "Village visits" in text
    assert "Work is scarce." in text
    act(client, batch, "decide", save="1")
    page = PracticePage.objects.get()
    assert batch.state == ImportBatch.State.DONE
    assert not page.live
    report = page_of(client, batch).content.decode()
    assert "One record was saved as a draft." in report
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in report


def test_each_record_has_its_decision(client):
    batch = send(client, json_file(record(), record(number=8, name="Town visits")))
    first = batch.rows.first()
    act(client, batch, "decide", **{f"choice-{first.pk}": "skip"}, save="1")
    assert [page.title for page in PracticePage.objects.all()] == ["Town visits"]
    assert batch.rows.get(pk=first.pk).state == ImportRow.State.SKIPPED


def test_all_records_are_left_out_or_taken_with_one_press(client):
    batch = send(client, json_file(record(), record(number=8, name="Town visits")))
    act(client, batch, "decide", all="skip")
    assert set(batch.rows.values_list("choice", flat=True)) == {"skip"}
    act(client, batch, "decide", all="take")
    assert set(batch.rows.values_list("choice", flat=True)) == {"new"}


def test_a_known_chart_is_offered_as_an_update_with_what_changes(client):
    organisation("Open Door")
    batch = send(client, json_file(record()))
    act(client, batch, "decide", save="1")
    page = PracticePage.objects.get()
    ImportBatch.objects.all().delete()
    batch = send(client, json_file(record(background="<p>Work is plenty.</p>")))
    row = batch.rows.get()
    assert (row.choice, row.existing_id) == ("update", page.pk)
    text = page_of(client, batch).content.decode()
    assert "One field changes" in text
    assert "Work is scarce." in text
    act(client, batch, "decide", save="1")
    newest = PracticePage.objects.get().get_latest_revision_as_object()
    assert "plenty" in newest.background


def test_a_chart_that_is_the_same_is_proposed_to_be_left_out(client):
    organisation("Open Door")
    batch = send(client, json_file(record()))
    act(client, batch, "decide", save="1")
    ImportBatch.objects.all().delete()
    batch = send(client, json_file(record()))
    assert batch.rows.get().choice == "skip"
    assert "it is the same" in page_of(client, batch).content.decode()


def test_an_update_of_a_published_chart_stays_a_draft(client):
    organisation("Open Door")
    act(client, send(client, json_file(record())), "decide", save="1")
    PracticePage.objects.get().get_latest_revision().publish()
    ImportBatch.objects.all().delete()
    batch = send(client, json_file(record(background="<p>Work is plenty.</p>")))
    act(client, batch, "decide", save="1")
    page = PracticePage.objects.get()
    assert page.live
    assert page.has_unpublished_changes
    assert "scarce" in page.background


def test_the_same_chart_twice_in_one_import_is_made_once(client):
    organisation("Open Door")
    batch = send(client, json_file(record(), record(name="Village visits again")))
    act(client, batch, "decide", save="1")
    assert PracticePage.objects.count() == 1
    assert "was made meanwhile" in page_of(client, batch).content.decode()


def test_organisations_are_shown_with_what_they_are_in_the_directory(client):
    organisation("Open Door")
    batch = send(client, json_file(record(organisations=["Open Door", "Casa Nova"])))
    states = {entry["name"]: entry["state"] for entry in batch.rows.get().organisations}
    assert states == {"Open Door": "known", "Casa Nova": "new"}


def test_organisations_are_not_created_when_that_is_not_wanted(client):
    batch = send(client, json_file(record()), create=False)
    assert batch.rows.get().organisations[0]["state"] == "printed"
    act(client, batch, "decide", save="1")
    assert PracticePage.objects.get().organisation_rows.get().printed_name == "Open Door"


def test_what_a_file_says_is_never_markup(client):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    batch = send(
        client,
        json_file(
            record(name=evil, organisations=[evil], background=evil, area=evil),
            name="<img src=x>.json",
        ),
        SimpleUploadedFile("<b>bad</b>.docx", b"no form"),
    )
    for _ in range(2):
        text = page_of(client, batch).content.decode()
        main = BeautifulSoup(text, "html.parser").select_one("main")
        assert not [tag for tag in main.select("script") if "alert" in tag.text]
        assert not main.select("img[onerror], img[src=x], article b b")
        assert "alert(1)" in main.text
        act(client, batch, "decide", save="1")


def test_bad_files_get_their_sentence_and_the_others_go_on(client):
    batch = send(
        client,
        SimpleUploadedFile("empty.docx", b""),
        SimpleUploadedFile("letter.pdf", b"%PDF-1.7 and so on"),
        json_file(record()),
    )
    text = page_of(client, batch).content.decode()
    assert "empty.docx" in text
    assert "it is a PDF" in text
    assert batch.rows.filter(state=ImportRow.State.OPEN).count() == 1


def test_an_import_without_any_record_says_what_to_do(client):
    batch = send(client, SimpleUploadedFile("letter.pdf", b"%PDF-1.7 and so on"))
    assert "No record was found" in page_of(client, batch).content.decode()


def test_a_record_that_cannot_be_saved_says_why_and_offers_no_decision(client):
    batch = send(client, json_file(record(period_start=2012, period_end=2001)))
    row = batch.rows.get()
    assert row.problem
    soup = BeautifulSoup(page_of(client, batch).content, "html.parser")
    assert "It cannot be saved." in soup.text
    assert not soup.select(f"[name=choice-{row.pk}]")
    act(client, batch, "decide", **{f"choice-{row.pk}": "new"}, save="1")
    assert not PracticePage.objects.exists()


def test_an_archive_is_read_record_by_record(client):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("one.json", json.dumps([record()]))
        archive.writestr("two.json", json.dumps([record(number=8, name="Town visits")]))
    batch = send(client, SimpleUploadedFile("all.zip", content.getvalue()))
    assert [row.source.split(" (")[0] for row in batch.rows.all()] == [
        "all.zip › one.json",
        "all.zip › two.json",
    ]


def test_case_studies_are_imported_the_same_way(client):
    case = {
        "title": "A shared plan",
        "organisation": "Open Door",
        "countries": ["RO"],
        "need": "Help.",
    }
    batch = send(client, json_file(case), kind="case-studies")
    act(client, batch, "decide", save="1")
    assert CaseStudyPage.objects.get().title == "A shared plan"


def test_files_are_private_and_go_when_the_import_is_done(client):
    batch = send(client, json_file(record(), name="../../secret name.json"))
    directory = batch_directory(batch)
    (stored,) = directory.iterdir()
    assert directory.is_relative_to(settings.VAR_DIR / "imports")
    assert not directory.is_relative_to(settings.MEDIA_ROOT)
    assert "secret" not in stored.name
    act(client, batch, "decide", save="1")
    assert not directory.exists()
    assert batch.rows.get().record == {}


def test_a_discarded_import_leaves_nothing_but_its_entry(client):
    batch = send(client, json_file(record()))
    act(client, batch, "discard")
    assert batch.state == ImportBatch.State.DISCARDED
    assert not batch_directory(batch).exists()
    assert page_of(client, batch).status_code == 200
    act(client, batch, "decide", save="1")
    assert batch.state == ImportBatch.State.DISCARDED
    assert not PracticePage.objects.exists()


def test_nothing_chosen_is_told_beside_the_field(client):
    response = client.post(reverse(INDEX), {"kind": "practices"})
    assert response.status_code == 422
    assert "Choose at least one file." in response.content.decode()


@pytest.mark.parametrize("action", ["go_on", "decide", "discard"])
def test_state_changes_only_by_post(client, action):
    batch = send(client, json_file(record()))
    assert client.get(reverse(f"practice_imports:{action}", args=[batch.pk])).status_code == 405


def test_a_post_without_token_is_refused():
    user = administrator()
    batch = send(signed_in(user), json_file(record()))
    strict = type(signed_in(user))(enforce_csrf_checks=True)
    strict.force_login(user)
    address = reverse("practice_imports:decide", args=[batch.pk])
    assert strict.post(address, {"save": "1"}).status_code == 403


def test_a_user_who_may_not_add_charts_is_refused():
    client = signed_in(staff("visitor@example.org"))
    assert client.get(reverse(INDEX)).status_code == 302
    assert client.post(reverse(INDEX), {"files": [json_file(record())]}).status_code == 302
    assert not ImportBatch.objects.exists()
    assert reverse(INDEX) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_user_who_may_add_charts_imports_charts_alone():
    index = PracticeIndexPage.objects.get()
    client = signed_in(staff("contributor@example.org", page=index))
    assert reverse(INDEX) in client.get(reverse("wagtailadmin_home")).content.decode()
    data = {"kind": "case-studies", "files": [json_file(record())]}
    assert client.post(reverse(INDEX), data).status_code == 422
    batch = send(client, json_file(record()))
    act(client, batch, "decide", save="1")
    assert PracticePage.objects.get().owner.email == "contributor@example.org"


def test_what_others_sent_is_not_everybodys_to_read(client):
    batch = send(client, json_file(record()))
    index = PracticeIndexPage.objects.get()
    other = signed_in(staff("contributor@example.org", page=index))
    assert page_of(other, batch).status_code == 404
    address = reverse("practice_imports:batch", args=[batch.pk])
    assert address not in other.get(reverse(INDEX)).content.decode()
    assert address in client.get(reverse(INDEX)).content.decode()
    publisher = staff("editor@example.org", page=index, permissions=("add_page", "publish_page"))
    assert page_of(signed_in(publisher), batch).status_code == 200


def test_the_status_tells_how_far_the_import_is(client):
    batch = send(client, json_file(record()))
    answer = client.get(reverse("practice_imports:status", args=[batch.pk])).json()
    assert answer["working"] is False
    assert answer["records"] == 1


def test_with_a_worker_the_reading_is_left_to_it(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    Heartbeat.beat("a-worker")
    batch = send(client, json_file(record()))
    assert batch.state == ImportBatch.State.TO_READ
    text = page_of(client, batch).content.decode()
    assert "data-import-progress" in text
    assert 'http-equiv="refresh"' in text
