"""PDF files without author, programs, dates and the traces of editors; pages stay as they are."""

import io

import pypdf
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from core.clean_uploads.picture_parts import cleaned_inside
from core.clean_uploads.xmp import minimal_packet
from core.confidential_files.pdf import LOCKED, PDF_ERRORS, all_objects
from core.files.problems import UnreadableFile

#: what programs keep beside a page, a picture or the whole: packets, private data, when and by whom
_TRACES = ("/Metadata", "/PieceInfo", "/LastModified", "/SpiderInfo")
_NOT_NOTES = ("/Widget", "/Link")


def clean_pdf(data: bytes, name: str) -> bytes:
    """Return the PDF written anew with its title alone; raise UnreadableFile if that is impossible."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(name, LOCKED)
        title = (reader.metadata.title if reader.metadata else None) or ""
        packet = reader.root_object.get("/Metadata")
        standards = packet.get_object().get_data() if packet is not None else b""
        for _number, thing in all_objects(reader):
            if isinstance(thing, DictionaryObject):
                _clean_object(thing, name)
        writer = pypdf.PdfWriter()
        # Only what the cleaned pages still lead to is copied: nothing from earlier savings.
        writer.clone_reader_document_root(reader)
        writer.metadata = {"/Title": title} if title else None
        _keep_title(writer, title, standards)
        stream = io.BytesIO()
        writer.write(stream)
        return stream.getvalue()
    except PDF_ERRORS as error:
        raise UnreadableFile(
            name, "the PDF is damaged; open it in its program, save it again and retry."
        ) from error


def _clean_object(thing: DictionaryObject, name: str) -> None:
    if thing.get("/Type") == "/EmbeddedFile":
        raise UnreadableFile(
            name,
            "the PDF carries other files, which cannot be cleaned inside; take them out first.",
        )
    for key in _TRACES:
        thing.pop(key, None)
    if isinstance(thing, StreamObject) and thing.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        thing._data = cleaned_inside(thing._data, name)
    is_note = thing.get("/Type") == "/Annot" or ("/Subtype" in thing and "/Rect" in thing)
    if is_note and thing.get("/Subtype") not in _NOT_NOTES:
        # In a form field /T is the name of the field, in a note the name of who wrote it.
        thing.pop("/T", None)


def _keep_title(writer: pypdf.PdfWriter, title: str, standards: bytes) -> None:
    """Write a packet with the title and the standards kept to: readers with a screen reader need it."""
    packet = minimal_packet(title, standards)
    if packet:
        stream = StreamObject()
        stream[NameObject("/Type")] = NameObject("/Metadata")
        stream[NameObject("/Subtype")] = NameObject("/XML")
        stream._data = packet
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
