"""A short practice form in two columns, and what the reader says of it."""

from practices.forms.reading import read_practices
from tests.practices.forms.word_files import cell, paragraph, row, run, word_file

ITEMS = (
    ("Chart No. 8", "Kosovo"),
    ("Organisation/s", "Example Centre"),
    ("Name of practice", "Example practice"),
    ("Category A", "Prevention, Training and Research"),
    ("Typology", "Research"),
    ("Period of implementation", "Since 2009"),
    ("Geographical area covered", "Kosovo"),
    ("Background information", "Why"),
    ("Target group/s", "Migrants"),
    ("Objectives", "What for"),
    ("Activities", "What"),
    ("Results", "What came of it"),
    ("Contact details", "Example Street"),
)


def rows(items=ITEMS, **changed):
    changed = {key.replace("_", " "): value for key, value in changed.items()}
    for label, value in items:
        content = changed.get(label, value)
        yield row(
            cell(paragraph(run(label))),
            cell(content if content.startswith("<") else paragraph(run(content))),
        )


def read(body, vocabulary, **parts):
    return list(read_practices(("form.docx", word_file(body, **parts)), vocabulary))


def codes(record):
    return [warning.code for warning in record.warnings]
