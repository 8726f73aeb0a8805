"""PDF files of charts: tagged, complete, and never run what somebody wrote."""

import io
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pypdfium2
import pytest

from practices.models import PracticePage
from practices.pdf.chart import in_columns
from practices.pdf.nodes import nodes_of_html
from practices.pdf.render import render
from practices.record_files import PRACTICE_FILES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("demonstration_site"),
]


@pytest.fixture
def chart():
    return PracticePage.objects.get(slug="crisis-assessment-unit-venice")


def pdf_of(page):
    file = PRACTICE_FILES["pdf"]
    return file.write(page, file.content(page))


def text_of(content):
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def test_the_file_is_tagged_and_declares_itself_accessible(chart):
    content = pdf_of(chart)
    reader = pypdf.PdfReader(io.BytesIO(content))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en"
    assert reader.metadata.title == "Crisis and Assessment Unit"
    assert (
        reader.metadata.author == "Municipality of Venice, Social Promotion and Integration Service"
    )
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_every_item_stands_in_the_file(chart):
    text = text_of(pdf_of(chart))
    for title in (
        "Background",
        "Target groups",
        "Learning from the case",
        "References and contact",
    ):
        assert title in text
    assert "Since 1995 a unit of the Municipality of Venice" in text
    assert "since 2007, ongoing in 2012" in text
    assert "Cite as: Municipality of Venice" in text


def test_an_item_without_an_answer_says_so(chart):
    chart.mainstreaming = ""
    chart.save()
    assert "Mainstreaming Not stated." in text_of(pdf_of(chart))


def test_what_somebody_wrote_is_never_markup(chart):
    hostile = '#read("/etc/passwd") $x$ *bold* @ref <label> = Title \\ // #set page(width: 1pt)'
    chart.title = chart.area = chart.source_title = chart.summary = hostile
    chart.background = f"<p>{hostile.replace('<', '&lt;')}</p>"
    chart.save()
    text = text_of(pdf_of(chart))
    assert text.count('#read("/etc/passwd") $x$ *bold* @ref <label> = Title') >= 4


@pytest.mark.parametrize("letters", ["ქართული", "Ελληνικά", "Українська", "Հայերեն", "Şğıİ Ţţ"])
def test_the_alphabets_of_europe_are_in_the_fonts(chart, letters):
    chart.name_original = letters
    chart.save()
    assert letters in text_of(pdf_of(chart))


def test_letters_that_no_font_has_become_squares_and_stop_nothing(chart):
    chart.name_original = "Before 😀 中文字 \x02 after"
    chart.save()
    text = text_of(pdf_of(chart))
    assert "Before" in text
    assert "after" in text
    assert "□" in text


def test_a_page_full_of_foreign_letters_still_becomes_a_file(chart):
    chart.background = "<p>" + "".join(chr(0x4E00 + place * 7) for place in range(400)) + "</p>"
    chart.save()
    assert pdf_of(chart).startswith(b"%PDF")


def test_a_figure_and_a_share_of_nothing_are_drawn(chart):
    for row in chart.result_figures.all():
        row.value = 0
        row.save()
    assert pdf_of(chart).startswith(b"%PDF")


def test_nested_lists_keep_their_levels():
    html = "<ul><li>One<ol><li>Deep</li></ol></li><li>Two</li></ul><p>End</p>"
    bullet, paragraph = nodes_of_html(html)
    assert [item["runs"][0]["text"] for item in bullet["items"]] == ["One", "Two"]
    assert bullet["items"][0]["children"][0]["kind"] == "ol"
    assert paragraph["kind"] == "p"


def test_a_link_inside_the_site_loses_its_address_on_paper():
    (node,) = nodes_of_html(
        '<p><a href="/about/">inside</a> <a href="https://example.org/">out</a></p>'
    )
    assert [run["href"] for run in node["runs"] if run["text"].strip()] == [
        "",
        "https://example.org/",
    ]


def test_facts_fill_two_columns_of_about_one_height():
    facts = [{"label": "x", "item": "", "lines": ["a"] * size} for size in (6, 1, 1, 1, 1, 1)]
    left, right = in_columns(facts)
    assert (len(left), len(right)) == (2, 4)
    assert in_columns([]) == ([], [])


def bare_record(title):
    return {
        "language": "fr", "title": title, "original": "", "authors": [], "keywords": [], "category": "",
        "letter": "–", "kind": "", "lead": "", "running": "", "band": [("a", "b")], "facts_title": "F",
        "facts": ([], []), "items": [], "foot": [], "url": "", "words": {"not_stated": "–"},
    }  # fmt: skip


def test_a_record_without_any_word_is_still_laid_out():
    assert render(bare_record("T")).startswith(b"%PDF")


def test_threads_of_one_server_make_files_at_the_same_time():
    titles = [f"Title {number}" for number in range(24)]
    with ThreadPoolExecutor(6) as pool:
        files = list(pool.map(lambda title: render(bare_record(title)), titles))
    assert [pypdf.PdfReader(io.BytesIO(file)).metadata.title for file in files] == titles
