"""Whatever bytes come in, a record or a FormError comes out, and no fault reaches the last guard."""

import io
import logging
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.forms.labels import CASE_ITEMS, PRACTICE_ITEMS
from practices.forms.reading import FormError, read_case_studies, read_practices
from practices.forms.records import CaseForm, PracticeForm
from practices.forms.vocabulary import FormVocabulary
from tests.examples import examples
from tests.practices.forms.charts import chart_of
from tests.practices.forms.variants import Filler
from tests.practices.forms.word_files import (
    cell,
    control,
    paragraph,
    row,
    run,
    table,
    text_box,
    word_file,
    zip_of,
)

RELAXED = settings(
    max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck)
)
LABELS = [wording for one in (*PRACTICE_ITEMS, *CASE_ITEMS) for wording in one.wordings]
SIGNS = "☐☒☑[x]:–-•\t\n§%0123456789()@./+ABCDEabcdeéüß“”\u00a0\u00ad\u202e"
texts = st.one_of(
    st.sampled_from(LABELS),
    st.text(alphabet=SIGNS, max_size=60),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40),
)


@pytest.fixture(autouse=True)
def nothing_unforeseen(caplog):
    with caplog.at_level(logging.ERROR):
        yield
    assert not caplog.records


def check(name, data, caplog):
    for reader in (read_practices, read_case_studies):
        for one in reader((name, data), FormVocabulary()):
            assert isinstance(one, PracticeForm | CaseForm | FormError)
            if not isinstance(one, FormError):
                one.to_json()
    assert not caplog.records


@RELAXED
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"",
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"[{",
            b"%PDF",
            b"\xff\xfe",
        ]
    ),
)
def test_random_bytes(caplog, data, start):
    check("x.docx", start + data, caplog)


@RELAXED
@given(st.data())
def test_mutated_members(caplog, demonstration_charts, data):
    good = Filler(chart_of(demonstration_charts[0]), 3, noise="links").file()
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(members)))
    content = members[name]
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 40))
    members[name] = content[:start] + data.draw(st.binary(max_size=20)) + content[start + length :]
    check("x.docx", zip_of(members), caplog)


@RELAXED
@given(st.data())
def test_mutated_container(caplog, demonstration_charts, data):
    good = bytearray(Filler(chart_of(demonstration_charts[0]), 3, noise="plain").file())
    for _ in range(data.draw(st.integers(1, 8))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    check("x.docx", bytes(good), caplog)


def blocks(depth=2):
    paragraphs = st.builds(
        lambda text, style: paragraph(run(text, style)),
        texts,
        st.sampled_from(["", "<w:b/>", "<w:vanish/>", '<w:rFonts w:ascii="Wingdings"/>']),
    )
    if depth == 0:
        return paragraphs
    inner = st.lists(blocks(depth - 1), max_size=3).map("".join)
    merges = st.sampled_from(
        [
            "",
            "<w:vMerge/>",
            '<w:vMerge w:val="restart"/>',
            '<w:gridSpan w:val="2"/>',
            '<w:hMerge w:val="continue"/>',
            "<w:cellDel/>",
        ]
    )
    cells = st.builds(cell, inner, merges)
    rows = st.lists(cells, min_size=1, max_size=4).map(lambda cells: row(*cells))
    tables = st.lists(rows, min_size=1, max_size=4).map(lambda rows: table(*rows))
    return st.one_of(
        paragraphs,
        tables,
        inner.map(control),
        inner.map(lambda content: paragraph(text_box(content))),
    )


@RELAXED
@given(st.lists(blocks(), max_size=8))
def test_random_documents(caplog, parts):
    check("x.docx", word_file("".join(parts)), caplog)


@RELAXED
@given(st.lists(st.tuples(texts, texts), min_size=4, max_size=30))
def test_random_labels_and_values(caplog, pairs):
    check(
        "x.docx",
        word_file(
            table(
                *(
                    row(cell(paragraph(run(label))), cell(paragraph(run(value))))
                    for label, value in pairs
                )
            )
        ),
        caplog,
    )
