"""Workbooks, PDF files, pictures, plain texts and names of files: every place that can hold a person."""

import datetime
import io

import openpyxl
import pypdf
import pytest
import typst
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from PIL import ExifTags, Image
from pypdf.annotations import FreeText

from core.anonymity.long_texts import PART, parts_of
from core.clean_uploads.cleaning import cleaned
from core.confidential_files import check_content
from core.files import UnreadableFile
from tests.core.planted_files import (
    MOBILE,
    PERSON,
    exif,
    picture_bytes,
    plain_picture,
    secrets_in,
    with_parts,
)
from tests.practices.forms.word_files import zip_of

SENTENCE = f"Call the mediator on {MOBILE} after six."


def places(data, name, text=MOBILE):
    return [one.place for one in check_content(data, name).findings if one.text == text]


def workbook(fill):
    book = openpyxl.Workbook()
    book.active.title = "Staff"
    book.active["A1"] = "A row of text"
    fill(book, book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def in_a_cell(book, sheet):
    sheet["C7"] = SENTENCE


def in_a_hidden_row(book, sheet):
    sheet["A2"] = SENTENCE
    sheet.row_dimensions[2].hidden = True


def in_a_hidden_column(book, sheet):
    sheet["D2"] = SENTENCE
    sheet.column_dimensions["D"].hidden = True


def in_a_hidden_sheet(book, sheet):
    hidden = book.create_sheet("Notes")
    hidden["A1"] = SENTENCE
    hidden.sheet_state = "veryHidden"


def in_a_comment(book, sheet):
    sheet["A1"].comment = Comment(SENTENCE, "Author")


def in_a_header(book, sheet):
    sheet.oddHeader.left.text = SENTENCE


def in_a_footer(book, sheet):
    sheet.oddFooter.center.text = SENTENCE


def in_a_defined_name(book, sheet):
    book.defined_names["contact"] = DefinedName("contact", attr_text=f'"{SENTENCE}"')


def in_the_properties(book, sheet):
    book.properties.description = SENTENCE


@pytest.mark.parametrize(
    ("fill", "place"),
    [
        (in_a_cell, "sheet Staff"),
        (in_a_hidden_row, "hidden"),
        (in_a_hidden_column, "hidden"),
        (in_a_hidden_sheet, "hidden"),
        (in_a_comment, "comment"),
        (in_a_header, "header"),
        (in_a_footer, "footer"),
        (in_a_defined_name, "defined_name"),
        (in_the_properties, "metadata"),
    ],
)
def test_a_mobile_number_is_found_in_every_place_of_a_workbook(fill, place):
    assert places(workbook(fill), "staff.xlsx") == [place]


def test_a_cell_is_read_with_the_head_of_its_column():
    def fill(book, sheet):
        for row in (
            ["Project", "Date of birth", "Country"],
            ["Return", datetime.date(1996, 3, 14), "RO"],
        ):
            sheet.append(row)
        sheet.delete_rows(1)

    report = check_content(workbook(fill), "list.xlsx")
    assert "Date of birth: 1996-03-14" in report.texts["sheet Staff"][0]
    assert [one.kind for one in report.findings] == ["birth_date"]


def test_who_made_a_workbook_and_commented_in_it_is_named():
    def fill(book, sheet):
        book.properties.creator = PERSON
        sheet["A1"].comment = Comment("Check.", PERSON)

    assert sorted(places(workbook(fill), "a.xlsx", PERSON)) == ["comment", "metadata"]


SLIDE = (
    '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>Call the mediator on </a:t></a:r>'
    f"<a:r><a:t>{MOBILE}</a:t></a:r></a:p></p:sld>"
)
PRESENTATION = {
    "[Content_Types].xml": "<Types/>",
    "ppt/presentation.xml": "<p/>",
    "ppt/slides/slide2.xml": SLIDE,
    "ppt/notesSlides/notesSlide2.xml": SLIDE,
    "ppt/commentAuthors.xml": f'<l><a name="{PERSON}"/></l>',
}
OPEN_TEXT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": (
        '<o:d xmlns:o="o" xmlns:t="t" xmlns:dc="dc"><t:tracked-changes><t:deletion><t:p>'
        f"{SENTENCE}</t:p></t:deletion></t:tracked-changes><t:p>Before.<o:annotation>"
        f"<dc:creator>{PERSON}</dc:creator><t:p>{SENTENCE}</t:p></o:annotation> {SENTENCE}</t:p></o:d>"
    ),
    "meta.xml": f'<o:d xmlns:o="o" xmlns:dc="dc"><o:meta><dc:creator>{PERSON}</dc:creator></o:meta></o:d>',
}


def test_slides_and_what_is_said_beside_them_are_read():
    data = zip_of(PRESENTATION)
    assert sorted(places(data, "a.pptx")) == ["hidden", "slide 2"]
    assert places(data, "a.pptx", PERSON) == ["comment"]


def test_text_comments_and_deletions_of_an_open_document_are_read():
    data = zip_of(OPEN_TEXT)
    assert sorted(places(data, "a.odt")) == ["body", "comment", "tracked_change"]
    assert sorted(places(data, "a.odt", PERSON)) == ["comment", "metadata"]
    assert secrets_in(cleaned(data, "a.odt")) == [b"7700 900118"]


def pdf(*pages, **metadata):
    """A PDF with a text on each page."""
    source = "\n#pagebreak()\n".join(pages).replace("@", "\\@")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(typst.compile(source.encode())))
    writer.metadata = None
    if metadata:
        writer.add_metadata({f"/{key}": value for key, value in metadata.items()})
    return writer


def saved(writer):
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_finding_in_a_pdf_names_its_page():
    assert places(saved(pdf("Nothing.", "Nothing.", SENTENCE)), "a.pdf") == ["page 3"]


def test_a_sentence_that_runs_over_the_end_of_a_line_is_read_as_one():
    long = "Whoever wants to be met at the station in the evening writes " * 3
    report = check_content(saved(pdf(long + SENTENCE)), "a.pdf")
    assert report.texts["page 1"][0].strip() == long + SENTENCE
    assert [one.kind for one in report.findings] == ["mobile_number"]


def test_entries_of_a_list_in_a_pdf_stay_lines_of_their_own():
    report = check_content(saved(pdf("Legal aid \\ Shelter \\ Transport")), "a.pdf")
    assert report.texts["page 1"][0].split("\n") == ["Legal aid", "Shelter", "Transport"]


def test_properties_notes_bookmarks_and_attachments_of_a_pdf_are_read():
    writer = pdf("Nothing.", Author=PERSON, Subject=SENTENCE)
    note = FreeText(text=SENTENCE, rect=(50, 50, 200, 150))
    note[pypdf.generic.NameObject("/T")] = pypdf.generic.TextStringObject(PERSON)
    writer.add_annotation(0, note)
    writer.add_outline_item(title=f"Ring {MOBILE}", page_number=0)
    writer.add_attachment(f"call {MOBILE}.txt", b"nothing")
    data = saved(writer)
    assert sorted(places(data, "a.pdf")) == ["attachment", "comment", "metadata", "metadata"]
    assert sorted(places(data, "a.pdf", PERSON)) == ["comment", "metadata"]


def test_the_programs_of_a_pdf_are_no_makers():
    data = saved(pdf("Nothing.", Producer="pypdf", Creator="Writer", Author="Windows User"))
    assert check_content(data, "a.pdf").findings == []


def test_a_page_that_is_a_picture_is_noted():
    stream = io.BytesIO()
    plain_picture().save(stream, "PDF")
    assert "page 1 is a picture" in check_content(stream.getvalue(), "scan.pdf").notes[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
def test_a_picture_tells_its_place_its_maker_and_its_camera(kind):
    stream = io.BytesIO()
    plain_picture().save(stream, kind, exif=exif().tobytes())
    findings = check_content(stream.getvalue(), f"a.{kind.lower()}").findings
    assert {(one.kind, one.text) for one in findings} == {
        ("photo_gps", "46.05208, 14.50583"),
        ("document_metadata", PERSON),
        ("document_metadata", "SN-PLANTED-77"),
        ("mobile_number", MOBILE),
    }
    assert {one.place for one in findings} == {"metadata"}


def test_a_place_is_found_in_the_packet_of_a_picture_too():
    kinds = [
        one.kind for one in check_content(picture_bytes("WEBP", orientation=1), "a.webp").findings
    ]
    assert kinds.count("photo_gps") == 2


def test_text_chunks_and_comments_of_pictures_are_read():
    assert ("document_metadata", PERSON) in {
        (one.kind, one.text) for one in check_content(picture_bytes("PNG"), "a.png").findings
    }
    stream = io.BytesIO()
    plain_picture().save(stream, "JPEG", comment=SENTENCE.encode())
    assert places(stream.getvalue(), "a.jpg") == ["metadata"]


def test_a_picture_that_names_devices_and_rules_alone_has_no_finding():
    stream = io.BytesIO()
    tags = Image.Exif()
    tags[ExifTags.Base.Make], tags[ExifTags.Base.Model] = "Lens Works", "Model Two"
    tags[ExifTags.Base.HostComputer], tags[ExifTags.Base.Software] = "iPhone 12", "16.1"
    tags[ExifTags.Base.Copyright] = "All rights reserved"
    plain_picture().save(stream, "JPEG", exif=tags)
    assert check_content(stream.getvalue(), "house.jpg").findings == []


TEXT = f"Opening hours: nine to five.\r\n\r\nÉcrire à l’équipe.\r\n{SENTENCE}\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_offsets_of_a_text_count_in_the_decoded_file(encoding):
    [finding] = check_content(TEXT.encode(encoding), "notes.txt").findings
    assert (finding.kind, finding.text, finding.place) == ("mobile_number", MOBILE, "body")
    assert TEXT[finding.start : finding.end] == MOBILE


@pytest.mark.parametrize(
    "name",
    ["Interview_Fatima_Diallo.txt", "interview-fatima-diallo.txt", "photos/Fatima Diallo.txt"],
)
def test_a_person_in_the_name_of_a_file_is_found(name):
    [finding] = check_content(b"Nothing.", name).findings
    assert (finding.kind, finding.place) == ("person_name", "file_name")
    leaf = name.rpartition("/")[2]
    assert leaf[finding.start : finding.end] == finding.text
    assert "diallo" in finding.text.lower()


@pytest.mark.parametrize(
    "name",
    ["annual-report-2010.txt", "return_with_support_FR-RO.txt", "chart 27.txt", "IMG_20100914.txt",
     "practice-chart-category-a.txt", "rapport_annuel_final.txt", "relazione-finale.txt"],
)  # fmt: skip
def test_usual_names_of_files_name_nobody(name):
    assert check_content(b"Nothing.", name).findings == []


UNREADABLE = {
    "nothing.txt": (b"", "is empty"),
    "encrypted.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "encrypted with a password",
    ),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office version"),
    "damaged.docx": (b"PK\x03\x04 and no more", "damaged"),
    "damaged.pdf": (b"%PDF-1.4 and no more", "damaged"),
    "damaged.png": (b"\x89PNG\r\n\x1a\n and no more", "damaged"),
    "film.mp4": (b"\0\0\0\x18ftypmp42" + bytes(40), "a film"),
    "binary.txt": (bytes(range(256)), "no text file"),
    "page.txt": (b"<!DOCTYPE html><p>words", "a web page"),
    "archive.zip": (
        with_parts(workbook(in_a_cell), {})[:0] + b"PK\x05\x06" + bytes(18),
        "zip archive",
    ),
    "bomb.docx": (
        with_parts(workbook(in_a_cell), {"xl/bomb.xml": bytes(40_000_000)}),
        "zip bomb",
    ),
    "entities.xlsx": (
        with_parts(
            workbook(in_a_cell), {"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
        ),
        "declares a DTD or entities",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_gets_one_clear_sentence(name):
    data, said = UNREADABLE[name]
    with pytest.raises(UnreadableFile) as refused:
        check_content(data, name)
    assert said in refused.value.sentence
    assert refused.value.sentence.endswith(".") and "\n" not in str(refused.value)


def test_a_pdf_with_a_password_is_named_so():
    writer = pdf("Nothing.")
    writer.encrypt("secret")
    with pytest.raises(UnreadableFile, match="locked with a password"):
        check_content(saved(writer), "locked.pdf")


def test_a_long_text_is_searched_in_parts_and_counted_as_a_whole():
    text = "Nothing happens in this line, and nothing in the next.\n" * 1500 + SENTENCE
    [finding] = check_content(text.encode(), "long.txt").findings
    assert text[finding.start : finding.end] == finding.text == MOBILE


def test_parts_of_a_long_text_make_it_up_again():
    for text in ("words and words " * 9000, "x" * 70_000, "a line\n" * 9000, ""):
        parts = list(parts_of(text))
        assert "".join(part for _, part in parts) == text
        assert all(text[offset:].startswith(part) for offset, part in parts)
        assert max(len(part) for _, part in parts) <= PART
