"""RIS and BibTeX: what goes out comes back the same, what others wrote is understood, what is damaged is told."""

import io
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.exchange import ReadRecord
from library.bibliography.bibtex import read_bibtex, write_bibtex
from library.bibliography.ris import read_ris, write_ris
from tests.library.test_records import POLICY, PUBLICATION

pytestmark = pytest.mark.django_db
FORMATS = {"ris": (write_ris, read_ris), "bib": (write_bibtex, read_bibtex)}
NO_WORDS = SimpleNamespace(keyword=":".join, place=lambda text: None, kind=lambda text: None)
EMPTY = (None, "", [])
STUDY = {
    **PUBLICATION,
    "record": "publication",
    "slug": "other-study",
    "authors": [
        {"name": "Doe, Jane", "is_corporate": False},
        {"name": "Council of Europe, GRETA", "is_corporate": True},
        {"name": "A. Invented and others", "is_corporate": False},
    ],
    "title": "50 % of {all} \\cases: «été» & more -- a_b $5 #1 ~x^2",
    "summary": "First paragraph; 100% sure.\n\nSecond: “quoted” -- 'so'.\nThird line, ü.",
    "regions": ["western-balkans"],
    "rights": "Invented; rights = kept | {all}",
    "editions": [
        {"language": "fr", "title": "Une étude; 50% | x=y", "url": "https://www.example.org/a;b?c=d%20e"},
        {"language": "de", "url": "https://www.example.org/de_x", "licence": "CC BY 4.0"},
    ],
}  # fmt: skip
TREATY = {**POLICY, "record": "policy", "amends": ["one", "two"]}


def filled(record):
    """Leave out what is empty: an entry has no field for it."""
    kept = {key: value for key, value in record.items() if value not in EMPTY}
    if "editions" in kept:
        kept["editions"] = [filled(edition) for edition in kept["editions"]]
    return kept


def there_and_back(form, records, words=None):
    write, read = FORMATS[form]
    stream = io.StringIO()
    assert write(records, stream, words) == len(records)
    return list(read(stream.getvalue(), f"works.{form}", words))


def read(form, text):
    reads = list(FORMATS[form][1](text, f"works.{form}"))
    good = [one for one in reads if isinstance(one, ReadRecord)]
    return good, [str(one) for one in reads if one not in good]


@pytest.mark.parametrize("form", FORMATS)
def test_what_goes_out_comes_back_the_same(form):
    back = there_and_back(form, [STUDY, TREATY, {**PUBLICATION, "record": "publication"}])
    assert [one.remarks for one in back] == [(), (), ()]
    assert [filled(one.record) for one in back] == [
        filled(one) for one in (STUDY, TREATY, {**PUBLICATION, "record": "publication"})
    ]


LINES = st.text(
    st.characters(exclude_categories=["C", "Z", "M"], include_characters=" "), min_size=1, max_size=30
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=LINES, source=LINES, paragraphs=st.lists(LINES, min_size=1, max_size=3))
def test_any_text_comes_back_the_same(form, title, source, paragraphs):
    record = {"record": "publication", "slug": "s", "title": title, "source": source}
    record["summary"] = "\n".join(paragraphs)
    [back] = there_and_back(form, [record], NO_WORDS)
    assert {key: back.record[key] for key in record} == record


def test_bibtex_of_others_is_understood():
    text = r"""
    % a remark of the file
    @string{press = "Presses de l'Universit{\'e}"}
    @Comment{jabref-meta: databaseType:bibtex;}
    @phdthesis{Müller:2011/x,
      author = {M{\"u}ller, J{\"o}rg and {World Health Organization} and van Beethoven, Ludwig},
      title = {{Traite} des \^etres humains: 50% \& more},
      school = press,
      date = {2011-05-03},
      language = {french},
      keywords = {Italy, trafficking for forced labour, basket weaving},
      abstract = {A line
        that goes on.

        A second paragraph.},
      month = may,
      url = {https://www.example.org/a_b%20c}
    }"""
    [found], [] = read("bib", text)
    record = found.record
    assert record["slug"] == "muller2011x" and record["record"] == "publication"
    assert record["title"] == "Traite des êtres humains: 50% & more"
    assert record["authors"] == [
        {"name": "Müller, Jörg", "is_corporate": False},
        {"name": "World Health Organization", "is_corporate": True},
        {"name": "van Beethoven, Ludwig", "is_corporate": False},
    ]
    assert (record["year"], record["language"], record["countries"]) == (2011, "fr", ["IT"])
    assert record["publisher"] == "Presses de l'Université"
    assert record["summary"] == "A line that goes on.\n\nA second paragraph."
    assert record["url"] == "https://www.example.org/a_b%20c"
    assert record["kind"] == "research-report"
    said = " ".join(found.remarks)
    assert "basket weaving" in said and "month" in said


def test_a_bibtex_with_an_error_on_line_40_loses_that_entry_alone():
    entry = "@book{{work{0},\n  title = {{Work {0}}},\n  year = 2011\n}}\n"
    entries = [entry.format(number) for number in range(13)]
    broken = ["@book{broken,\n", "  title = {Never closed,\n", "  year = 2011\n", "}\n"]
    text = "".join(entries[:9]) + "\n\n\n" + "".join(broken) + "".join(entries[9:])
    good, [problem] = read("bib", text)
    assert text.split("\n")[39] == "@book{broken,"
    assert problem.startswith("works.bib (line 40): the entry that begins here is not well formed")
    assert [one.record["slug"] for one in good] == [f"work{number}" for number in range(13)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@book{a, title={x}}\n@book{a, title={y}}", "(line 2): the key “a” stands twice"),
        ("@book{a, title={x}, title={y}}", "the field title stands twice"),
        ("book{a, title = {x}}", "stands in no entry"),
        ("@book{a, title = {x}", "not well formed"),
        ("@book{a, title = " + "{" * 5000 + "x" + "}" * 5000 + "}", "braces"),
    ],
)
def test_what_is_damaged_in_bibtex_is_told(text, said):
    assert said in " ".join(read("bib", text)[1])


def test_ris_of_others_is_understood_and_what_is_damaged_is_told():
    text = (
        "\ufeffTY  - JOUR\nAU  - Doe, Jane\nAU  - UNODC,\nT1  - A study\nJO  - A journal\nPY  - 2011/05//\n"
        "SN  - 1234-5678\nLA  - eng\nKW  - Italy\nN2  - It goes\n on here.\nXX  - odd\nER  - \n\n"
        "TY  - STAT\nTI  - A law\nPB  - Parliament\nY1  - 2005\n"
        "TY  - RPRT\nTI  - Second\nER  - \nlost words\nTY  - BOOK\nTI  - Cut"
    )  # fmt: skip
    good, problems = read("ris", text.removeprefix("\ufeff"))
    first, second = (one.record for one in good)
    assert first["authors"][1] == {"name": "UNODC", "is_corporate": True}
    assert (first["title"], first["year"], first["language"]) == ("A study", 2011, "en")
    assert first["countries"] == ["IT"] and first["summary"] == "It goes on here."
    said = " ".join(good[0].remarks)
    assert all(word in said for word in ("A journal", "1234-5678", ["odd", "(XX)"][0]))
    assert second["title"] == "Second"
    assert [one.split(":")[0] for one in problems] == [
        "works.ris (line 15)", "works.ris (line 22)", "works.ris (line 23)",
    ]  # fmt: skip
