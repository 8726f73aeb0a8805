"""A cleaned file tells nothing of its makers and shows the same as before."""

import io
import re
import zipfile

import docx
import openpyxl
import pypdf
import pytest
from PIL import ExifTags, Image

from core.clean_uploads.cleaning import cleaned
from core.clean_uploads.picture_parts import without_metadata
from core.clean_uploads.refusal import RefusedFile
from core.confidential_files import check_content
from tests.core.planted_files import (
    MOBILE,
    PERSON,
    exif,
    pdf_bytes,
    picture_bytes,
    plain_picture,
    secrets_in,
    with_parts,
    word_bytes,
    workbook_bytes,
)
from tests.practices.forms.word_files import paragraph, run, word_file, zip_of

FILES = {
    "a.jpg": picture_bytes("JPEG"),
    "a.png": picture_bytes("PNG"),
    "a.webp": picture_bytes("WEBP"),
    "a.gif": picture_bytes("GIF"),
    "a.docx": word_bytes(),
    "a.xlsx": workbook_bytes(),
    "a.pdf": pdf_bytes(),
}


@pytest.mark.parametrize("name", FILES)
def test_nothing_planted_beside_the_content_survives(name):
    assert secrets_in(FILES[name])
    assert secrets_in(cleaned(FILES[name], name)) == []


@pytest.mark.parametrize("name", FILES)
def test_what_is_clean_can_be_read_and_cleaned_again(name):
    once = cleaned(FILES[name], name)
    assert check_content(once, name).findings == []
    assert secrets_in(cleaned(once, name)) == []


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_picture_keeps_its_colours_and_their_profile(name):
    picture = Image.open(io.BytesIO(cleaned(FILES[name], name)))
    left, right = (picture.convert("RGB").getpixel((x, 20)) for x in (5, 55))
    assert left[0] > 240 > 15 > left[2] and right[2] > 240 > 15 > right[0]
    assert picture.info["icc_profile"][36:40] == b"acsp"


def test_a_picture_taken_upright_is_turned_for_good():
    picture = Image.open(io.BytesIO(cleaned(picture_bytes(orientation=6), "a.jpg")))
    assert picture.size == (40, 60)
    assert picture.getexif() == {}
    assert picture.getpixel((20, 5))[0] > 240 and picture.getpixel((20, 55))[2] > 240


def test_an_animation_keeps_its_frames():
    stream = io.BytesIO()
    frames = [plain_picture((20 + at, 20)).resize((20, 20)) for at in (0, 9, 18)]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:], duration=90, loop=0)
    before = Image.open(io.BytesIO(stream.getvalue()))
    after = Image.open(io.BytesIO(cleaned(stream.getvalue(), "a.gif")))
    assert after.n_frames == before.n_frames > 1
    assert after.info["duration"] == before.info["duration"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_in_a_document_keeps_every_pixel_and_how_it_is_turned(kind):
    before = picture_bytes(kind, orientation=6)
    after = without_metadata(before + b"PK\x03\x04 appended", "a")
    assert secrets_in(after) == [] and b"appended" not in after
    old, new = (Image.open(io.BytesIO(data)) for data in (before, after))
    assert old.tobytes() == new.tobytes()
    if kind == "JPEG":
        assert dict(new.getexif()) == {ExifTags.Base.Orientation: 6}


def test_a_document_with_a_picture_that_cannot_be_cleaned_inside_is_refused():
    stream = io.BytesIO()
    plain_picture().save(stream, "TIFF", exif=exif())
    telling = with_parts(word_bytes(), {"word/media/photo.tiff": stream.getvalue()})
    with pytest.raises(RefusedFile, match=r"photo\.tiff: the picture inside tells where"):
        cleaned(telling, "a.docx")
    damaged = with_parts(word_bytes(), {"word/media/photo.jpg": b"\xff\xd8\xff\xe1\x00"})
    with pytest.raises(RefusedFile, match=r"photo\.jpg: the picture inside is damaged"):
        cleaned(damaged, "a.docx")


def test_a_word_file_keeps_its_text_its_title_and_its_comments():
    document = docx.Document(io.BytesIO(cleaned(FILES["a.docx"], "a.docx")))
    assert document.paragraphs[0].text == "An ordinary sentence."
    assert document.core_properties.title == "Return with support"
    assert [(one.author, one.text) for one in document.comments] == [("Author", "Please check.")]
    assert len(document.inline_shapes) == 1


def test_reviewers_of_a_word_file_stay_apart_without_their_names():
    changed = word_file(
        paragraph(
            f'<w:ins w:id="1" w:author="{PERSON}">{run("New.")}</w:ins>'
            '<w:del w:id="2" w:author="Second Plantova"><w:r><w:delText>Old.</w:delText></w:r></w:del>'
            f'<w:ins w:id="3" w:author="{PERSON}">{run("Newer.")}</w:ins>'
        )
    )
    text = (
        zipfile.ZipFile(io.BytesIO(cleaned(changed, "a.docx"))).read("word/document.xml").decode()
    )
    assert re.findall('w:author="(.+?)"', text) == ["Author", "Author 2", "Author"]
    assert "Plantova" not in text and "New." in text and "Old." in text


def test_a_workbook_keeps_its_cells_and_the_text_of_its_comments():
    book = openpyxl.load_workbook(io.BytesIO(cleaned(FILES["a.xlsx"], "a.xlsx")))
    assert book.active["A1"].value == "An ordinary cell."
    assert book.active["A1"].comment.text.endswith("Please check.")
    assert book.active["A1"].comment.author == "Author"


def test_a_table_of_a_workbook_keeps_its_name():
    book = openpyxl.Workbook()
    for row in (["Year", "Count"], [2010, 7]):
        book.active.append(row)
    book.active.add_table(openpyxl.worksheet.table.Table(displayName="Figures", ref="A1:B2"))
    book.properties.creator = PERSON
    stream = io.BytesIO()
    book.save(stream)
    after = openpyxl.load_workbook(io.BytesIO(cleaned(stream.getvalue(), "a.xlsx")))
    assert list(after.active.tables) == ["Figures"]


@pytest.mark.parametrize(
    ("name", "part", "content"),
    [
        (
            "a.xlsx",
            "xl/persons/person.xml",
            "<l><person displayName='{0}' userId='{0}' id='7'/></l>",
        ),
        ("a.xlsx", "xl/pivotCache/pivotCacheDefinition1.xml", "<p refreshedBy='{0}'/>"),
        ("a.xlsx", "docMetadata/LabelInfo.xml", "<labels><label name='{0}'/></labels>"),
        ("a.pptx", "ppt/commentAuthors.xml", "<l><cmAuthor name='{0}' initials='AP' id='7'/></l>"),
        ("a.pptx", "ppt/authors.xml", "<l><author name='{0}' userId='{0}' id='7'/></l>"),
    ],
)
def test_people_are_named_in_no_other_part_either(name, part, content):
    presentation = {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}
    whole = workbook_bytes() if name == "a.xlsx" else zip_of(presentation)
    before = with_parts(whole, {part: content.format(PERSON)})
    after = cleaned(before, name)
    assert secrets_in(before) and secrets_in(after) == []
    kept = zipfile.ZipFile(io.BytesIO(after)).read(part)
    assert "id='7'" not in content or b'id="7"' in kept


def test_a_pdf_keeps_its_pages_and_its_title():
    reader = pypdf.PdfReader(io.BytesIO(cleaned(FILES["a.pdf"], "a.pdf")))
    assert len(reader.pages) == 1 and len(reader.pages[0].images) == 1
    assert reader.metadata.title == "Return with support"
    assert reader.metadata.author is None
    assert reader.xmp_metadata.dc_title == {"x-default": "Return with support"}


def test_a_file_hung_behind_a_picture_is_left_behind():
    hidden = io.BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("index.html", "<script>steal()</script>")
    for name in ("a.jpg", "a.png", "a.gif"):
        polyglot = FILES[name] + hidden.getvalue()
        assert zipfile.is_zipfile(io.BytesIO(polyglot))
        after = cleaned(polyglot, name)
        assert not zipfile.is_zipfile(io.BytesIO(after)) and b"<script>" not in after


REFUSED = {
    "html.png": b"<!DOCTYPE html><script>alert(1)</script>",
    "zip.jpg": with_parts(word_bytes(), {}),
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "page.html": b"<html></html>",
    "web.txt": b"<html><script>alert(1)</script></html>",
    "program.pdf": b"MZ\x90\x00",
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "empty.pdf": b"",
    "broken.pdf": b"%PDF-1.7\nnothing more",
    "broken.jpg": picture_bytes()[:300],
    "binary.txt": bytes(range(256)) * 4,
    "bomb.docx": with_parts(word_bytes(), {"word/bomb.xml": b"\0" * 30_000_000}),
    "film.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 40,
    "no-ending": b"words",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_cleaned_is_refused_in_one_sentence(name):
    with pytest.raises(RefusedFile) as refused:
        cleaned(REFUSED[name], name)
    [message] = refused.value.messages
    assert message.startswith(name) and message.endswith(".") and "Traceback" not in message


def test_a_pdf_that_carries_another_file_is_refused():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes()))
    writer.add_attachment("interview.txt", f"{PERSON} {MOBILE}".encode())
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(RefusedFile, match="carries other files"):
        cleaned(stream.getvalue(), "a.pdf")


@pytest.mark.parametrize("side", [8_000, 20_000])
def test_a_small_file_that_holds_a_huge_picture_is_refused_for_its_pixels(side):
    stream = io.BytesIO()
    Image.new("1", (side, side)).save(stream, "PNG")
    assert len(stream.getvalue()) < 100_000
    with pytest.raises(RefusedFile, match="more than 60 million pixels"):
        cleaned(stream.getvalue(), "a.png")


def test_a_picture_of_fifty_megabytes_is_refused_before_it_is_decoded(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
    with pytest.raises(RefusedFile, match="50 MB, more than the limit of 20 MB"):
        cleaned(b"\xff\xd8\xff" + bytes(50 * 1024 * 1024), "large.jpg")
