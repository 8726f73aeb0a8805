"""Works come and go with their files in a ZIP; what is wrong in one is told, and nothing is half stored."""

import io
import json
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command

from accounts.models import User
from accounts.roles import Role
from core.models import AuditEntry, ImportRun
from library.document_access import may_read
from library.exchange import exported_library
from library.models import LibraryDocument, LibraryRecord
from tests.library.made_files import pdf_of
from tests.library.test_records import POLICY, PUBLICATION
from tests.own_index import own_index

pytestmark = pytest.mark.django_db
PAGES = (*(f"Page {number} of an invented report." for number in range(1, 7)), "The word quagga.")
RECORDS = [
    {
        **PUBLICATION,
        "record": "publication",
        "files": [{"path": "files/it.pdf", "language": "it", "tier": "members"}],
    },
    {
        **POLICY,
        "record": "policy",
        "editions": [*POLICY["editions"], {"language": "en", "title": "The text", "url": None}],
        "files": [
            {"path": "files/text.txt", "language": "en", "tier": "public"},
            {"path": "files/fr.pdf", "language": "fr"},
        ],
    },
]
FILES = {
    "files/it.pdf": pdf_of(*PAGES),
    "files/fr.pdf": pdf_of("En français."),
    "files/text.txt": b"The words of the convention.",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def member(db):
    user = User.objects.create_user("invented-member@example.org")
    user.groups.add(Group.objects.get(name=Role.MEMBER))
    return user


def packed(path, records=RECORDS, files=FILES, folder=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{folder}records.json", json.dumps(records))
        for name, content in files.items():
            archive.writestr(f"{folder}{name}", content)
    return path


def stored_files(media):
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def refused(capsys, *arguments):
    with pytest.raises(SystemExit):
        call_command("import_library", *arguments)
    return capsys.readouterr().err


def test_a_zip_comes_in_is_found_by_page_goes_out_and_comes_back(
    tmp_path, settings, client, member, django_capture_on_commit_callbacks
):
    with own_index(settings, tmp_path / "index") as rebuild:
        call_command("import_library", packed(tmp_path / "in.zip", folder="pack/"), "--publish")
        rebuild()
        hits = client.get("/api/v1/search?q=convention").json()["results"]
        assert "words" in json.dumps([hit["passages"] for hit in hits])
        # What is for members stands in no index that everybody asks.
        assert client.get("/api/v1/search?q=quagga").json()["count"] == 0
    closed = LibraryDocument.objects.get(tier="members")
    assert closed.page_texts.get(number=7).text.strip() == "The word quagga."
    assert may_read(closed, member) and not may_read(closed, AnonymousUser())
    before = list(exported_library(drafts=False))
    call_command(
        "export_library", "--format", "zip", "--tier", "members", "--output", tmp_path / "out.zip"
    )
    names = zipfile.ZipFile(tmp_path / "out.zip").namelist()
    assert len(names) == 4
    call_command("export_library", "--format", "zip", "--output", tmp_path / "public.zip")
    assert not any("it.pdf" in name for name in zipfile.ZipFile(tmp_path / "public.zip").namelist())
    for page in LibraryRecord.objects.all():
        page.specific.delete()
    LibraryDocument.objects.all().delete()
    call_command("import_library", tmp_path / "out.zip", "--publish")
    assert list(exported_library(drafts=False)) == before
    assert LibraryDocument.objects.get(tier="members").sha256 == closed.sha256
    assert LibraryDocument.objects.count() == 3


def test_a_dry_run_and_an_undo_leave_no_file(
    tmp_path, media, capsys, django_capture_on_commit_callbacks
):
    path = packed(tmp_path / "in.zip")
    call_command("import_library", path, "--dry-run")
    assert "would be created" in capsys.readouterr().out
    assert stored_files(media) == [] and not LibraryRecord.objects.exists()
    call_command("import_library", path)
    assert len(stored_files(media)) >= 3
    call_command("import_library", path, "--update")
    assert "unchanged: 2" in capsys.readouterr().out
    changed = packed(tmp_path / "new.zip", files={**FILES, "files/fr.pdf": pdf_of("Un autre.")})
    call_command("import_library", changed, "--update")
    assert "fr.pdf" in capsys.readouterr().out
    assert LibraryDocument.objects.count() == 4
    with django_capture_on_commit_callbacks(execute=True):
        for run in ImportRun.objects.order_by("-pk"):
            call_command("import_library", "--undo", str(run.pk))
    assert not LibraryRecord.objects.exists() and not LibraryDocument.objects.exists()
    assert [name for name in stored_files(media) if name.endswith((".pdf", ".txt"))] == []


def one(**changes):
    return {"record": "publication", "slug": "one", "title": "One", **changes}


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ({"path": "../../etc/passwd.txt"}, None, "leads out of the ZIP"),
        ({"path": "C:\\one.pdf"}, None, "leads out of the ZIP"),
        ({"path": "files/none.pdf"}, None, "is not in the ZIP"),
        ({"path": "files/a.exe"}, b"MZ", "is of a kind that is not kept here"),
        ({"path": "files/a.pdf"}, b"MZ no pdf at all", "a.pdf"),
        ({"path": "files/a.pdf", "tier": "friends"}, b"%PDF", "“friends” is not one of"),
        ({"path": "files/a.pdf", "colour": "red"}, b"%PDF", "“colour” is not known"),
        ({"path": "files/a.txt"}, b"\0" * 5_000_000, "zip bomb"),
    ],
)
def test_a_record_with_a_bad_file_is_refused_whole_and_the_others_go_on(
    tmp_path, media, capsys, file, content, said
):
    records = [one(files=[{"path": "files/good.txt"}, file]), one(slug="two", title="Two")]
    files = {"files/good.txt": b"Good."}
    if content:
        files[file["path"]] = content
    error = refused(capsys, packed(tmp_path / "bad.zip", records, files))
    assert said in error and error.count("\n") == 1, error
    assert [page.slug for page in LibraryRecord.objects.all()] == ["two"]
    assert stored_files(media) == [] and not LibraryDocument.objects.exists()


def test_what_a_zip_says_twice_or_of_nothing_is_told(tmp_path, capsys):
    records = [one(), one(title="Again")]
    error = refused(capsys, packed(tmp_path / "twice.zip", records, {"files/lost.pdf": b"%PDF"}))
    assert "“one” stands in this file already" in error and "no record names this file" in error
    empty = packed(tmp_path / "empty.zip", [])
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "no records")
    assert "there is no records.json in the ZIP" in refused(capsys, empty)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    assert "zip container cannot be opened" in refused(capsys, tmp_path / "broken.zip")


def test_files_without_a_zip_are_refused(tmp_path, capsys):
    path = tmp_path / "records.json"
    path.write_text(json.dumps([one(files=[{"path": "a.pdf"}])]), encoding="utf-8")
    assert "Files come in a ZIP" in refused(capsys, path)


def test_a_filtered_list_is_downloaded_with_what_the_reader_may_read_and_comes_in_again(
    tmp_path, settings, client, member, monkeypatch
):
    with own_index(settings, tmp_path / "index") as rebuild:
        call_command("import_library", packed(tmp_path / "in.zip"), "--publish")
        rebuild()

        def download(query):
            answer = client.get(f"/library/download.zip?{query}")
            assert answer.status_code == 200
            archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
            assert archive.testzip() is None
            return archive

        archive = download("country=IT")
        assert archive.namelist() == ["records.json"]
        [record] = json.loads(archive.read("records.json"))
        assert record["slug"] == "invented-study" and "files" not in record
        assert len(download("kind=policy").namelist()) == 3
        client.force_login(member)
        whole = download("")
        assert len(whole.namelist()) == 4
        [entry] = AuditEntry.objects.filter(action="exported")
        assert entry.user == member and entry.details["tier"] == "members"
        assert client.get("/library/download.zip?country=ZZ").status_code == 404
        monkeypatch.setattr("library.download.MAX_ARCHIVE_BYTES", 10)
        answer = client.get("/library/download.zip")
        assert answer.status_code == 413 and "Narrow the list" in answer.content.decode()
        path = tmp_path / "again.zip"
        path.write_bytes(whole.fp.getvalue())
        call_command("import_library", path, "--update", "--dry-run")
