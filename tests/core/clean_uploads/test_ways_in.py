"""Whatever way a file comes in, nothing of what was planted in it lies under MEDIA_ROOT."""

import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import transaction
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images.models import Image
from wagtail.models import Collection, UploadedFile

from tests.core.planted_files import pdf_bytes, picture_bytes, plain_picture, secrets_in, word_bytes
from tests.practices.admin_support import administrator, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
Document = get_document_model()
PHOTOGRAPH = picture_bytes(orientation=6)


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def editor(settings):
    # The session is what these tests need; how somebody signs in is tested elsewhere.
    settings.SECOND_FACTOR_COMPULSORY = False
    return signed_in(administrator())


def kept(media):
    return [path for path in media.rglob("*") if path.is_file()]


def assert_all_clean(media):
    assert kept(media)
    assert [path.name for path in kept(media) if secrets_in(path.read_bytes())] == []


def upload(data, name):
    return SimpleUploadedFile(name, data)


def large_upload(data, name):
    """An upload as Django keeps it on disk when it is too large for the memory."""
    file = TemporaryUploadedFile(name, "application/octet-stream", len(data), None)
    file.write(data)
    file.seek(0)
    return file


PICTURE_FORMS = {
    "wagtailimages:add": lambda file: {"title": "A house", "file": file},
    "wagtailimages:add_multiple": lambda file: {"title": "A house", "files[]": file},
    "wagtailimages_chooser:create": lambda file: {
        "image-chooser-upload-title": "A house",
        "image-chooser-upload-file": file,
    },
}
DOCUMENT_FORMS = {
    "wagtaildocs:add": lambda file: {"title": "A report", "file": file},
    "wagtaildocs:add_multiple": lambda file: {"title": "A report", "files[]": file},
    "wagtaildocs_chooser:create": lambda file: {
        "document-chooser-upload-title": "A report",
        "document-chooser-upload-file": file,
    },
}


def with_collection(fields):
    collection = Collection.get_first_root_node().pk
    prefix = next(iter(fields)).rpartition("-")[0]
    return fields | {f"{prefix}-collection" if prefix else "collection": collection}


@pytest.mark.parametrize("way", PICTURE_FORMS)
def test_a_photograph_uploaded_in_the_admin_is_clean_and_known_by_its_clean_size(
    way, editor, media
):
    editor.post(reverse(way), with_collection(PICTURE_FORMS[way](upload(PHOTOGRAPH, "house.jpg"))))
    image = Image.objects.get()
    assert_all_clean(media)
    assert (image.width, image.height) == (40, 60)
    assert image.file_size == Path(image.file.path).stat().st_size
    known = image.file_hash
    image._set_file_hash()
    assert image.file_hash == known


@pytest.mark.parametrize("way", DOCUMENT_FORMS)
def test_a_document_uploaded_in_the_admin_is_clean_and_known_by_its_clean_size(way, editor, media):
    editor.post(
        reverse(way), with_collection(DOCUMENT_FORMS[way](upload(word_bytes(), "report.docx")))
    )
    document = Document.objects.get()
    assert_all_clean(media)
    assert document.file_size == Path(document.file.path).stat().st_size


def test_a_new_file_for_a_picture_and_for_a_document_is_cleaned_too(editor, media):
    image = Image.objects.create(title="A house", file=ContentFile(PHOTOGRAPH, "house.jpg"))
    document = Document.objects.create(
        title="A report", file=ContentFile(pdf_bytes(), "report.pdf")
    )
    collection = Collection.get_first_root_node().pk
    editor.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "A house", "collection": collection, "file": upload(PHOTOGRAPH, "other.jpg")},
    )
    editor.post(
        reverse("wagtaildocs:edit", args=[document.pk]),
        {"title": "A report", "collection": collection, "file": upload(pdf_bytes(), "other.pdf")},
    )
    # A document keeps the file that it had; see tests/library.
    assert sorted(path.name for path in kept(media)) == ["other.jpg", "other.pdf", "report.pdf"]
    assert_all_clean(media)


def test_changing_the_title_leaves_the_file_alone(editor, media):
    image = Image.objects.create(title="A house", file=ContentFile(PHOTOGRAPH, "house.jpg"))
    before = Path(image.file.path).read_bytes()
    editor.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "A yellow house", "collection": Collection.get_first_root_node().pk},
    )
    image.refresh_from_db()
    assert image.title == "A yellow house"
    assert Path(image.file.path).read_bytes() == before


def test_what_code_saves_without_a_form_is_clean_and_upright(media):
    image = Image(title="A house", file=ContentFile(PHOTOGRAPH, "house.jpg"))
    image.save()
    Document.objects.create(title="A report", file=large_upload(word_bytes(), "report.docx"))
    assert_all_clean(media)
    image.refresh_from_db()
    assert (image.width, image.height) == (40, 60)


def test_what_waits_for_its_title_is_clean_while_it_waits(media):
    UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(Image),
        file=upload(PHOTOGRAPH, "house.jpg"),
        uploaded_by_user=administrator(),
    )
    assert_all_clean(media)


def test_a_size_drawn_by_the_site_tells_nothing_either(media):
    image = Image.objects.create(title="A house", file=ContentFile(PHOTOGRAPH, "house.jpg"))
    image.get_rendition("max-20x20")
    assert len(kept(media)) == 2
    assert_all_clean(media)


@pytest.mark.parametrize(
    ("way", "name", "data", "said"),
    [
        ("wagtailimages:add", "page.png", b"<html><script>x</script></html>", "Not a valid"),
        ("wagtailimages:add", "drawing.svg", b"<svg onload='x'/>", "Not a supported"),
        ("wagtailimages:add", "large.png", PHOTOGRAPH + bytes(3_000_000), "too big"),
        ("wagtaildocs:add", "page.html", b"<html></html>", "no text"),
        ("wagtaildocs:add", "page.pdf", b"<html><script>x</script></html>", "a web page"),
        ("wagtaildocs:add", "drawing.svg", b"<svg onload='x'/>", "not taken"),
    ],
)
def test_a_refused_upload_gets_a_sentence_beside_the_field_and_leaves_nothing(
    way, name, data, said, editor, media, settings
):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 2 * 1024 * 1024
    response = editor.post(
        reverse(way), with_collection({"title": "A house", "file": upload(data, name)})
    )
    assert response.status_code == 200
    [message] = response.context["form"].errors["file"]
    assert said in message
    assert not Image.objects.exists() and not Document.objects.exists() and not kept(media)


def test_a_refused_upload_among_many_is_answered_to_the_uploader(editor, media):
    response = editor.post(
        reverse("wagtaildocs:add_multiple"),
        with_collection({"title": "A report", "files[]": upload(b"<html></html>", "report.pdf")}),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    answer = json.loads(response.content)
    assert answer["success"] is False and "a web page" in answer["error_message"]
    assert not kept(media)


def test_code_that_saves_what_cannot_be_cleaned_is_told_so(media):
    with pytest.raises(ValidationError, match="whatever its name says"), transaction.atomic():
        Document.objects.create(title="A page", file=ContentFile(b"<html></html>", "page.pdf"))
    assert not kept(media) and not Document.objects.exists()


def test_a_portrait_of_a_user_is_cleaned_or_refused_with_a_sentence(editor, media):
    page = reverse("wagtailadmin_account")
    soup = BeautifulSoup(editor.get(page).content, "html.parser")
    fields = soup.select("form input[name]:not([type=checkbox]):not([type=file])")
    hidden = {tag["name"]: tag.get("value") or "Editor" for tag in fields} | {
        tag.find_parent("select")["name"]: tag["value"] for tag in soup.select("option[selected]")
    }
    bitmap = io.BytesIO()
    plain_picture().save(bitmap, "BMP")
    answer = editor.post(
        page, hidden | {"avatar-avatar": upload(bitmap.getvalue(), "me.bmp")}, follow=True
    )
    assert "me.bmp: files of this kind are not taken" in answer.content.decode()
    assert not kept(media)
    editor.post(page, hidden | {"avatar-avatar": upload(PHOTOGRAPH, "me.jpg")})
    assert_all_clean(media)
