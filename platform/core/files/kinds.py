"""What kind of file some bytes are, whatever their name says."""

import enum
import io
import zipfile

from core.files.problems import ZIP_ERRORS, UnreadableFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: stream names of an encrypted Office file, in the encoding of the OLE directory
_ENCRYPTED = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo"))
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_FOREIGN = (
    (b"{\\rtf", "an RTF file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"<svg", "an SVG drawing, which can hold scripts"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<script", "a web page"),
    (b"<?xml", "an XML file"),
    (b"%!ps", "a PostScript file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
#: the first bytes that are looked at for a web page behind blanks or a comment
_HEAD = 1024


class FileKind(enum.Enum):
    """Name the kinds of files that are told apart."""

    TEXT = "a text file"
    WEB_PAGE = "a web page"
    PDF = "a PDF"
    WORD = "a Word file"
    EXCEL = "an Excel workbook"
    POWERPOINT = "a presentation"
    OPEN_DOCUMENT = "an OpenDocument file"
    ZIP = "a zip archive"
    JPEG = "a JPEG picture"
    PNG = "a PNG picture"
    GIF = "a GIF picture"
    WEBP = "a WebP picture"
    AVIF = "an AVIF picture"
    TIFF = "a TIFF picture"
    HEIF = "an HEIC picture"

    @property
    def label(self) -> str:
        """Return the words for a message."""
        return self.value

    @property
    def is_picture(self) -> bool:
        """Tell whether it is a picture."""
        return "picture" in self.value


_PICTURES = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"II*\0", FileKind.TIFF),
    (b"MM\0*", FileKind.TIFF),
)
_MAIN_PARTS = (
    ("word/", FileKind.WORD),
    ("xl/", FileKind.EXCEL),
    ("ppt/", FileKind.POWERPOINT),
)


def kind_of(data: bytes, name: str) -> FileKind:
    """Tell the kind of a file by its bytes; raise UnreadableFile for what nobody here can read."""
    for start, kind in _PICTURES:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data[4:8] == b"ftyp":
        return _by_brand(data, name)
    if data[:5] == b"%PDF-" or (b"%PDF-" in data[:_HEAD] and not data.startswith(b"PK")):
        return FileKind.PDF
    if data[:2] == b"PK":
        return _package_kind(data, name)
    refuse_old_office(data, name)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, what in _FOREIGN:
        if head.startswith(start.lower()):
            raise UnreadableFile(
                name, f"it is {what}, whatever its name says; send it in the kind it is named for."
            )
    return FileKind.TEXT


def refuse_old_office(data: bytes, name: str) -> None:
    """Raise UnreadableFile for the container of old Office files, which encrypted new ones use too."""
    if not data.startswith(_OLE):
        return
    if any(stream in data for stream in _ENCRYPTED):
        raise UnreadableFile(
            name, "the file is encrypted with a password; save it without one and send it again."
        )
    raise UnreadableFile(
        name,
        "it is a file of an old Office version (.doc, .xls or .ppt); open it and save it as .docx or"
        " .xlsx.",
    )


def _by_brand(data: bytes, name: str) -> FileKind:
    """Tell pictures from films, which share a container."""
    brands = data[8:40]
    if b"avif" in brands or b"avis" in brands:
        return FileKind.AVIF
    if data[8:12] in _HEIF_BRANDS:
        return FileKind.HEIF
    raise UnreadableFile(
        name, "it is a film or a sound, which cannot be read; send text or pictures."
    )


def _package_kind(data: bytes, name: str) -> FileKind:
    """Tell what a zip container holds by the names of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()
    except ZIP_ERRORS as error:
        raise UnreadableFile(
            name,
            "the file is damaged: its zip container cannot be opened; ask for it to be sent again.",
        ) from error
    if "mimetype" in parts and "content.xml" in parts:
        return FileKind.OPEN_DOCUMENT
    if "[Content_Types].xml" in parts:
        for start, kind in _MAIN_PARTS:
            if any(part.startswith(start) for part in parts):
                return kind
    return FileKind.ZIP
