"""Plain Word files: A4, titled, in the active language, without the traces that a library leaves in them."""

import io

from django.utils.translation import get_language
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def new_document(title: str) -> WordDocument:
    """Return a document that begins with its title."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.language = get_language() or "en"
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
    document.add_paragraph(title, style="Title")
    return document


def to_bytes(document: WordDocument) -> bytes:
    """Return the file."""
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()
