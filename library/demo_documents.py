"""Makes the documents of the demonstration from texts of our own and hangs them on works as editions."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import typst
from django.core.files.base import ContentFile

from core.demonstration import demo_loader, note, read_records
from core.records import editable_copy, store
from library.extraction.pool import ExtractorPool
from library.models import Edition, LibraryRecord
from library.services.documents import add_document
from library.text_extraction import read_document, reading_limits

DATA = Path(__file__).parent / "demo_data"
#: the same text gives the same file, whenever it is made
_MADE_AT = datetime(2024, 1, 15, 12)
_PAGE_END = "\n---\n"
_NOTE = "Written for this demonstration; nothing in it is by the authors of the work."
_TYPST = b"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: none)
#set text(lang: data.language, font: "Libertinus Serif", size: 12pt)
#set page("a5", margin: 2cm, numbering: "1")
#set par(justify: true, spacing: 1.1em)
#for (number, page) in data.pages.enumerate() {
  if number > 0 { pagebreak() }
  heading(level: if number == 0 { 1 } else { 2 }, page.first())
  v(0.6em)
  for line in page.slice(1) { par(line) }
}
"""


@demo_loader("documents", after=("policies", "publications"))
def load_documents() -> None:
    """Give some works a file each, of which one is for members; their text is read at once."""
    with ExtractorPool(reading_limits()) as pool:
        for record in read_records(DATA / "documents.json"):
            work = LibraryRecord.objects.filter(slug=record["work"]).first()
            pages = pages_of(record["text"])
            title = pages[0][0]
            if work is None or work.editions.filter(title=title).exists():
                continue
            name = f"{Path(record['text']).stem.rpartition('.')[0]}.{record['kind']}"
            document = add_document(
                ContentFile(made_file(record["kind"], record["language"], pages), name),
                title=title,
                tier=record["tier"],
                language=record["language"],
            )
            read_document(document, pool)
            note(document)
            newest = editable_copy(work.specific)
            newest.editions.add(
                Edition(title=title, language=record["language"], document=document, rights=_NOTE)
            )
            store(newest, publish=True, user=None)


def pages_of(name: str) -> list[list[str]]:
    """Return the lines of each page of a text; the first line of a page is its heading."""
    text = (DATA / "documents" / name).read_text(encoding="utf-8").strip()
    return [page.splitlines() for page in text.split(_PAGE_END)]


def made_file(kind: str, language: str, pages: list[list[str]]) -> bytes:
    """Return the pages as a PDF or a Word file, a page of the text to a page of the file."""
    if kind == "docx":
        return _word(language, pages)
    data = {"title": pages[0][0], "language": language, "pages": pages}
    return _pdf(data)


def _pdf(data: dict[str, Any]) -> bytes:
    made = typst.compile(
        _TYPST, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, ignore_system_fonts=True
    )
    assert isinstance(made, bytes)  # a list of them comes for pictures alone
    return made


def _word(language: str, pages: list[list[str]]) -> bytes:
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.language = pages[0][0], language
    properties.created = properties.modified = _MADE_AT
    for number, (heading, *lines) in enumerate(pages):
        title = document.add_heading(heading, level=1 if number == 0 else 2)
        title.paragraph_format.page_break_before = number > 0
        for line in lines:
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
