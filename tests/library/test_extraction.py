"""The text of files by page, and files that mean harm: read in the process in which the worker reads them."""

import resource

import pytest

from library.extraction.limits import Fault, Note, ReadingLimits
from library.extraction.pool import ExtractorPool
from library.languages import language_of
from tests.library import made_files as made

SMALL = ReadingLimits(seconds=3, megabytes=150, pages=40)


@pytest.fixture(scope="module")
def pool():
    with ExtractorPool(SMALL) as pool:
        yield pool


@pytest.fixture
def read(pool, tmp_path):
    def read(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return pool.read(path, name.rpartition(".")[2])

    return read


ODT = made.odt_of(
    '<text:p>Un<text:s/>mot</text:p><text:p text:style-name="B">Deux<text:soft-page-break/>trois</text:p>'
    "<office:annotation><text:p>remark</text:p></office:annotation>",
    '<style:style style:name="B"><style:paragraph-properties fo:break-before="page"/></style:style>',
)
LAID_OUT = made.with_part(
    made.word_of("First", "Second second"),
    "word/document.xml",
    # As Word saves it: the break that the writer made is noted again where the page began.
    lambda part: part.replace(
        b"<w:t>Second second", b"<w:lastRenderedPageBreak/><w:t>Second second"
    ),
)
WEB = (
    b"<html><head><title>Off</title><script>bad()</script></head><body><h1>Hea\xc3\xa7d</h1>"
    b"<p>One <b>bold</b> line</p><!-- remark --><ul><li>a</li><li>b</li></ul></body></html>"
)


@pytest.mark.parametrize(
    ("name", "data", "pages"),
    [
        ("a.pdf", made.pdf_of("One (é)\nmore", "", "Three"), ["One (é)\nmore", "", "Three"]),
        ("a.docx", made.word_of("Eins\nzwei", "Drei"), ["Eins\nzwei", "Drei"]),
        ("b.docx", LAID_OUT, ["First", "Second second"]),
        ("a.odt", ODT, ["Un mot", "Deux", "trois"]),
        ("a.txt", "Première\r\npage\x0cdeuxième".encode(), ["Première\npage", "deuxième"]),
        ("b.txt", "Straße".encode("cp1252"), ["Straße"]),
        ("a.html", WEB, ["Heaçd\nOne bold line\na\nb"]),
    ],
)
def test_text_is_read_by_page(read, name, data, pages):
    reading = read(name, data)
    assert reading.fault is None
    assert [page.strip() for page in reading.pages] == pages


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("locked.pdf", made.encrypted_pdf(), Fault.ENCRYPTED),
        ("empty.pdf", made.pdf_without_pages(), Fault.NO_PAGES),
        ("cut.pdf", made.pdf_of("One", "Two")[:300], Fault.DAMAGED),
        ("cut.docx", made.word_of("One")[:9000], Fault.DAMAGED),
        ("word.pdf", made.word_of("One"), Fault.OTHER_KIND),
        ("pdf.docx", made.pdf_of("One"), Fault.OTHER_KIND),
        ("program.exe", b"MZ", Fault.OTHER_KIND),
        ("bomb.pdf", made.bomb_pdf(200), Fault.CRASHED),
        ("endless.pdf", made.endless_pdf(), Fault.CRASHED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_named_and_the_next_is_read(read, name, data, fault):
    assert read(name, data).fault == fault
    assert read("good.pdf", made.pdf_of("Still here")).pages == ["Still here"]


def test_a_pdf_that_holds_itself_ends(read):
    reading = read("itself.pdf", made.pdf_of_itself())
    assert not reading.has_text and Note.DAMAGED_PAGES in reading.notes


def test_of_a_file_with_too_many_pages_the_first_are_read(read):
    reading = read("long.pdf", made.pdf_of(*["word"] * 50))
    assert (len(reading.pages), reading.notes) == (40, {Note.MORE_PAGES})


def test_nothing_outside_the_file_is_asked_for(read):
    reading = read("out.docx", made.word_with_link_outside())
    assert reading.pages == ["Plain words.\n"] and reading.fault is None


def test_a_reader_that_does_not_end_is_ended(tmp_path):
    path = tmp_path / "endless.pdf"
    path.write_bytes(made.endless_pdf())
    with ExtractorPool(ReadingLimits(seconds=1, megabytes=1500)) as pool:
        assert pool.read(path, "pdf").fault == Fault.TOO_LONG


def test_the_child_holds_little_memory_and_no_secret(read, pool, monkeypatch):
    read("good.pdf", made.pdf_of("words"))
    [peak] = [
        int(line.split()[1])
        for line in open(f"/proc/{pool._child.pid}/status")  # noqa: PTH123, SIM115
        if line.startswith("VmHWM")
    ]
    assert peak < 400 * 1024
    soft, _hard = resource.prlimit(pool._child.pid, resource.RLIMIT_AS)
    assert soft == SMALL.megabytes * 1024 * 1024
    with open(f"/proc/{pool._child.pid}/environ", "rb") as file:  # noqa: PTH123
        assert b"SECRET" not in file.read()


def test_the_first_page_is_drawn(pool, tmp_path):
    for name, data, is_drawn in (
        ("a.pdf", made.pdf_of("Title"), True),
        ("wide.pdf", made.pdf_of("Title", box=b"[0 0 200000 20]"), True),
        ("none.pdf", b"%PDF- nothing", False),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert pool.cover(path).startswith(b"\x89PNG") == is_drawn


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The convention applies to all forms of trafficking, and each party shall have it.", "en"),
        ("La convention s'applique à toutes les formes de traite et chaque partie est liée au texte que nous", "fr"),
        ("Dieses Übereinkommen findet auf alle Formen des Menschenhandels Anwendung, ob sie mit der", "de"),
        ("Ova konvencija se primjenjuje na sve oblike trgovine ljudima, bilo na državnom nivou", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_language_is_told_by_small_words(text, language):
    assert language_of(text) == language
