"""Files saved as "Strict Open XML", whose parts bear other names, and files without a list of their parts."""

import io
import zipfile

import openpyxl
import pytest

from practices.forms.reading import read_practices
from tests.practices.forms.plain_forms import ITEMS, rows
from tests.practices.forms.word_files import table, word_file

NAMES = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip


def workbook():
    book = openpyxl.Workbook()
    for line in zip(*ITEMS, strict=True):
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(data, *, without=""):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for usual, strict in () if without else NAMES.items():
                content = content.replace(usual, strict)
            if name != without:
                new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", word_file(table(*rows()))), ("a.xlsx", workbook())]
)
def test_strict_files_are_read(name, data, form_vocabulary):
    (record,) = read_practices((name, changed(data)), form_vocabulary)
    assert (record.name, record.results) == ("Example practice", "What came of it")


def test_word_file_without_a_list_of_its_parts_is_no_archive(form_vocabulary):
    data = changed(word_file(table(*rows())), without="[Content_Types].xml")
    (record,) = read_practices(("a.docx", data), form_vocabulary)
    assert record.name == "Example practice"
