"""Files that are no forms, or that mean harm: each gets one sentence, and the others of the batch go on."""

import io
import json
import logging
import struct
import zipfile

import openpyxl
import pytest

from practices.forms.reading import FormError, limits, read_case_studies, read_practices
from tests.practices.forms.charts import chart_of
from tests.practices.forms.variants import Filler
from tests.practices.forms.word_files import cell, paragraph, row, table, word_file, zip_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture(autouse=True)
def nothing_unforeseen(caplog):
    with caplog.at_level(logging.ERROR):
        yield
    assert not caplog.records, "a fault was caught only by the last guard"


@pytest.fixture(scope="module")
def good(demonstration_charts):
    return Filler(chart_of(demonstration_charts[0]), 1, layout="two columns", noise="plain").file()


def only_error(results):
    results = list(results)
    assert len(results) == 1 and isinstance(results[0], FormError), results
    error = results[0]
    assert error.sentence.endswith(".") and "Traceback" not in error.sentence
    return error


def changed(data, **parts):
    """Give a zip with some of its members replaced (their names with __ for a slash)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zip_of(
        members | {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    )


def encrypted_zip(data):
    """Set the flag of encryption in both directories of a zip."""
    marked = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(sign)
        while at >= 0:
            flags = struct.unpack_from("<H", marked, at + offset)[0]
            struct.pack_into("<H", marked, at + offset, flags | 1)
            at = marked.find(sign, at + 4)
    return bytes(marked)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.docx", b"", "empty"),
        ("old.doc", OLE, "old Office version"),
        ("secret.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("renamed.docx", b"%PDF-1.7 ...", "PDF"),
        ("renamed.docx", b"Dear colleagues,\nhere is our practice.", "text file"),
        ("renamed.docx", b"\x00\x01\x02\xff" * 50, "no file of a kind"),
        ("letter.rtf", b"{\\rtf1 hello}", "RTF"),
        ("photo.docx", b"\x89PNG\r\n", "picture"),
        ("cut.docx", b"PK\x03\x04[Content_Types].xml damaged", "damaged"),
        ("list.json", b"[1, 2", "not valid"),
        ("list.json", b"[]", "no records"),
        ("list.json", b"[" * 100_000, "not valid"),
        ("list.json", b'[{"foo": 1}]', "no practice form"),
        ("list.json", b'[{"name": {"a": 1}, "category": "A"}]', "wrong kind"),
    ],
)
def test_file_of_another_kind_is_named(name, data, says, form_vocabulary):
    error = only_error(read_practices((name, data), form_vocabulary))
    assert error.name == name
    assert says in error.sentence


def test_missing_path_is_named(tmp_path, form_vocabulary):
    assert (
        "cannot be opened"
        in only_error(read_practices(tmp_path / "absent.docx", form_vocabulary)).sentence
    )


def test_too_large_file_is_refused_unread(tmp_path, form_vocabulary):
    path = tmp_path / "large.docx"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(limits.MAX_FILE_BYTES + 1)
    assert "limit" in only_error(read_practices(path, form_vocabulary)).sentence


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE w SYSTEM "http://example.org/x.dtd">',
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_dtd_and_entities_are_refused(text, good, form_vocabulary):
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        body = archive.read("word/document.xml").decode()
    for encoded in (
        (text + body).encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + text + body).encode("utf-16"),
    ):
        assert (
            "DTD"
            in only_error(
                read_practices(
                    ("form.docx", changed(good, word__document=encoded)), form_vocabulary
                )
            ).sentence
        )


def test_damaged_part_is_named(good, form_vocabulary):
    error = only_error(
        read_practices(
            ("form.docx", changed(good, word__document="<w:document><broken")), form_vocabulary
        )
    )
    assert "word/document.xml" in error.sentence


def test_zip_bomb_is_not_unpacked(form_vocabulary):
    bomb = zip_of(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": b"\0" * (60 * limits.MEGABYTE)}
    )
    assert "bomb" in only_error(read_practices(("bomb.docx", bomb), form_vocabulary)).sentence
    archive = zip_of({"a.docx": b"PK" + b"\0" * (20 * limits.MEGABYTE)})
    assert "bomb" in only_error(read_practices(("bomb.zip", archive), form_vocabulary)).sentence


def test_too_many_entries_are_refused(form_vocabulary):
    many = zip_of({f"{number}.docx": b"" for number in range(limits.MAX_ARCHIVE_ENTRIES + 1)})
    assert "entries" in only_error(read_practices(("many.zip", many), form_vocabulary)).sentence


def test_one_bad_member_does_not_stop_the_others(good, form_vocabulary):
    archive = zip_of(
        {
            "a.docx": good,
            "../b.docx": good,
            "/c.docx": good,
            "d.docx": b"",
            "in/e.docx": good,
            "f.zip": zip_of({"x.docx": good}),
            "g.pdf": b"%PDF",
            "__MACOSX/a.docx": b"litter",
        }
    )
    results = list(read_practices(("batch.zip", archive), form_vocabulary))
    assert [(one.name, type(one)) for one in results if isinstance(one, FormError)] == [
        ("../b.docx", FormError),
        ("/c.docx", FormError),
        ("d.docx", FormError),
        ("f.zip", FormError),
        ("g.pdf", FormError),
    ]
    assert [one.source for one in results if not isinstance(one, FormError)] == [
        "a.docx",
        "in/e.docx",
    ]


def test_encrypted_zip_says_so_for_each_file(good, form_vocabulary):
    results = list(
        read_practices(
            ("batch.zip", encrypted_zip(zip_of({"a.docx": good, "b.docx": good}))), form_vocabulary
        )
    )
    assert ["encrypted" in one.sentence for one in results] == [True, True]


def test_empty_zip_says_so(form_vocabulary):
    assert (
        "no files"
        in only_error(
            read_practices(("batch.zip", zip_of({"__MACOSX/x": b""})), form_vocabulary)
        ).sentence
    )


def test_reading_a_batch_is_lazy(good, form_vocabulary):
    archive = zip_of({f"{number}.docx": good for number in range(300)})
    results = read_practices(("batch.zip", archive), form_vocabulary)
    assert next(results).source == "0.docx"


def test_external_relations_are_left_alone(good, form_vocabulary):
    rels = (
        "<Relationships"
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
        ' Id="r1" Type="x/attachedTemplate" Target="http://192.0.2.1/t.dotm"'
        ' TargetMode="External"/><Relationship Id="r2" Type="x/styles"'
        ' Target="http://192.0.2.1/styles.xml" TargetMode="External"/><Relationship Id="r3"'
        ' Type="x/numbering" Target="../../../etc/passwd"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/_rels/document.xml.rels"] = rels
    (record,) = read_practices(("form.docx", zip_of(members)), form_vocabulary)
    assert record.chart_no == 1


def test_scripts_stay_text(form_vocabulary):
    script = "<script>alert(1)</script>"
    body = table(
        *(
            row(cell(paragraph(label)), cell(paragraph(script)))
            for label in ("Name", "Objectives", "Activities", "Results")
        )
    )
    (record,) = read_practices(("form.docx", word_file(body)), form_vocabulary)
    assert record.name == record.objectives == script
    (record,) = read_practices(
        (
            "form.json",
            json.dumps(
                {"name": script, "objectives": f"<p>{script}</p>", "category": "A"}
            ).encode(),
        ),
        form_vocabulary,
    )
    assert record.objectives == script


def test_unknown_category_is_told(form_vocabulary):
    body = table(
        *(
            row(cell(paragraph(label)), cell(paragraph(value)))
            for label, value in (
                ("Name", "x"),
                ("Category", "E"),
                ("Activities", "y"),
                ("Results", "z"),
            )
        )
    )
    (record,) = read_practices(("form.docx", word_file(body)), form_vocabulary)
    assert record.category is None
    assert any(one.code == "unknown_category" and "“E”" in one.message for one in record.warnings)


def test_formula_is_told(form_vocabulary):
    book = openpyxl.Workbook()
    for row_values in (
        ["Name", "Category", "Activities", "Results", "Objectives"],
        ["=1+1", "A", '=HYPERLINK("http://192.0.2.1")', "c", "d"],
    ):
        book.active.append(row_values)
    stream = io.BytesIO()
    book.save(stream)
    (record,) = read_practices(("form.xlsx", stream.getvalue()), form_vocabulary)
    assert record.name == "=1+1"
    assert next(one.message for one in record.warnings if one.code == "formula").startswith(
        "sheet “Sheet”, cell A2"
    )


def test_case_form_is_not_read_as_a_practice(form_vocabulary):
    questions = (
        "Organisation",
        "Country",
        *(
            f"{number}. {text}"
            for number, text in enumerate(
                (
                    "Involvement",
                    "Background information",
                    "First contact",
                    "Problems and obstacles",
                    "Authorities involved",
                    "How the obstacles were dealt with",
                    "Collaboration",
                    "Real conditions and wishes",
                    "Privacy",
                    "What worked and what did not work",
                    "Tools",
                    "Recommendations",
                ),
                start=1,
            )
        ),
    )
    data = word_file(
        table(*(row(cell(paragraph(text)), cell(paragraph("x"))) for text in questions))
    )
    assert (
        "import_case_studies"
        in only_error(read_practices(("case.docx", data), form_vocabulary)).sentence
    )
    (record,) = read_case_studies(("case.docx", data), form_vocabulary)
    assert record.q12 == "x"


def test_deep_nesting_is_refused(form_vocabulary):
    body = paragraph("x")
    for _ in range(400):
        body = table(row(cell(body)))
    assert isinstance(
        only_error(read_practices(("deep.docx", word_file(body)), form_vocabulary)), FormError
    )
