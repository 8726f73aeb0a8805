"""Every place of a Word file is read, and a finding says which place it is."""

import io

import docx
import pytest

from core.confidential_files import check_content
from tests.core.planted_files import MOBILE, PERSON, picture_bytes, with_parts, word_bytes
from tests.practices.forms.word_files import (
    NAMESPACES,
    cell,
    paragraph,
    row,
    run,
    table,
    text_box,
    word_file,
)

SENTENCE = f"Call the mediator on {MOBILE} after six."
PROPERTIES = (
    "<p:Properties xmlns:p='http://schemas.openxmlformats.org/officeDocument/2006/custom-properties'>"
    "<p:property name='{name}'><value>{value}</value></p:property></p:Properties>"
)


def found(data, name="chart.docx"):
    """Return kind, words and place of what is found."""
    return {(one.kind, one.text, one.place) for one in check_content(data, name).findings}


def deleted(text):
    return f"<w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r>"


DRAWING = (
    "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' descr='"
    + SENTENCE
    + "'/></wp:inline></w:drawing></w:r>"
)
FILES = {
    "body": word_file(paragraph(SENTENCE)),
    "body in a table": word_file(table(row(cell(paragraph("Contact")), cell(paragraph(SENTENCE))))),
    "header": word_file(paragraph("Text."), header=SENTENCE),
    "footer": with_parts(
        word_file(paragraph("Text.")),
        {"word/footer1.xml": f"<w:ftr {NAMESPACES}>{paragraph(SENTENCE)}</w:ftr>"},
    ),
    "footnote": word_file(paragraph("Text."), footnotes=[SENTENCE]),
    "endnote": with_parts(
        word_file(paragraph("Text.")),
        {
            "word/endnotes.xml": f"<w:endnotes {NAMESPACES}><w:endnote w:id='2'>"
            f"{paragraph(SENTENCE)}</w:endnote></w:endnotes>"
        },
    ),
    "comment": word_file(paragraph("Text."), comments=[SENTENCE]),
    "tracked_change inserted": word_file(
        paragraph(f"<w:ins w:id='1' w:author='x'>{run(SENTENCE)}</w:ins>")
    ),
    "tracked_change deleted": word_file(
        paragraph(
            run("Call the mediator on ")
            + f"<w:del w:id='1' w:author='x'>{deleted(MOBILE)}</w:del>"
            + f"<w:ins w:id='2' w:author='x'>{run('the hotline')}</w:ins>"
            + run(" after six.")
        )
    ),
    "hidden": word_file(paragraph(run("Text. ") + run(SENTENCE, "<w:vanish/>"))),
    "hidden in white": word_file(paragraph(run(SENTENCE, '<w:color w:val="FFFFFF"/>'))),
    "hidden by its style": word_file(paragraph(run(SENTENCE, '<w:rStyle w:val="Secret"/>'))),
    "text_box": word_file(paragraph(run("Text. ") + text_box(paragraph(SENTENCE)))),
    "alt_text": word_file(paragraph(DRAWING)),
    "link": word_file(paragraph("Text."), links=[f"tel:{MOBILE}"]),
    "metadata": with_parts(
        word_file(paragraph("Text.")),
        {"docProps/core.xml": f"<c><description>{SENTENCE}</description></c>"},
    ),
}


@pytest.mark.parametrize("place", FILES)
def test_a_mobile_number_is_found_in_every_place_and_once(place):
    findings = check_content(FILES[place], "chart.docx").findings
    assert [(one.kind, one.text, one.place) for one in findings if one.text == MOBILE] == [
        ("mobile_number", MOBILE, place.split()[0])
    ]


def test_offsets_count_in_the_text_of_the_place():
    report = check_content(FILES["body in a table"], "chart.docx")
    [finding] = [one for one in report.findings if one.kind == "mobile_number"]
    assert report.texts["body"][0][finding.start : finding.end] == MOBILE


def test_a_cell_of_a_table_is_read_with_the_head_of_its_column_and_reported_once():
    lines = (["Project", "Date of birth", "Call"], ["Return", "1996-03-14", MOBILE])
    data = word_file(table(*(row(*(cell(paragraph(text)) for text in line)) for line in lines)))
    assert sorted(one.kind for one in check_content(data, "a.docx").findings) == [
        "birth_date",
        "mobile_number",
    ]


def test_words_that_were_neither_deleted_nor_changed_are_not_reported_from_there():
    data = word_file(
        paragraph(run(SENTENCE) + f"<w:del w:id='1' w:author='x'>{deleted(' Bye.')}</w:del>")
    )
    assert [one.place for one in check_content(data, "a.docx").findings if one.text == MOBILE] == [
        "body"
    ]


def test_makers_reviewers_and_photographers_are_named_one_finding_a_field():
    findings = found(word_bytes())
    assert ("document_metadata", PERSON, "metadata") in findings
    assert ("document_metadata", PERSON, "comment") in findings
    assert ("document_metadata", PERSON, "picture, metadata") in findings
    assert ("photo_gps", "46.05208, 14.50583", "picture, metadata") in findings


def test_who_changed_something_is_named():
    data = word_file(paragraph(f"<w:ins w:id='1' w:author='{PERSON}'>{run('New.')}</w:ins>"))
    assert ("document_metadata", PERSON, "tracked_change") in found(data)


@pytest.mark.parametrize(
    "author",
    ["python-docx", "Microsoft Office User", "Windows User", "Unbekannter Autor", "Author", "LEFÖ",
     "Example Centre for Migrant Rights", "Fundación Ejemplo", "Beratungsstelle", ""],
)  # fmt: skip
def test_programs_and_organisations_are_no_makers(author):
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = author
    stream = io.BytesIO()
    document.save(stream)
    assert found(stream.getvalue()) == set()


@pytest.mark.parametrize("author", ["Amina", "aplantova", "AP", "a.plantova", "Plantova, Amina"])
def test_user_names_and_initials_are_makers(author):
    document = docx.Document()
    document.core_properties.author = author
    stream = io.BytesIO()
    document.save(stream)
    assert found(stream.getvalue()) == {("document_metadata", author, "metadata")}


def test_a_property_of_ones_own_that_asks_for_a_person_is_a_finding():
    file = word_file(paragraph("Text."))
    named = {"docProps/custom.xml": PROPERTIES.format(name="Checked by", value=PERSON)}
    other = {"docProps/custom.xml": PROPERTIES.format(name="Version", value="Draft 3")}
    assert ("document_metadata", PERSON, "metadata") in found(with_parts(file, named))
    assert found(with_parts(file, other)) == set()


def test_a_file_inside_is_read_and_one_inside_that_is_named():
    inner = word_file(paragraph(SENTENCE))
    outer = with_parts(word_file(paragraph("Text.")), {"word/embeddings/inner.docx": inner})
    outermost = with_parts(word_file(paragraph("Text.")), {"word/embeddings/outer.docx": outer})
    assert ("mobile_number", MOBILE, "attachment") in found(outer)
    [note] = check_content(outermost, "a.docx").notes
    assert "inner.docx was not checked" in note


def test_a_damaged_picture_inside_does_not_stop_the_rest():
    data = with_parts(word_file(paragraph(SENTENCE)), {"word/media/a.jpg": picture_bytes()[:200]})
    report = check_content(data, "a.docx")
    assert [one.text for one in report.findings] == [MOBILE]
    assert report.notes == ["the picture a.jpg inside could not be looked into."]
