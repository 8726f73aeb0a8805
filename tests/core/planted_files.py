"""Builds files with invented people, numbers and places planted wherever their format can hold them."""

import io
import zipfile

import docx
import openpyxl
import pypdf
from openpyxl.comments import Comment
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

#: nobody: the name, the mailbox and the number exist in tests alone
PERSON = "Amina Plantova"
MAILBOX = "amina.plantova@mail.example"
MOBILE = "+44 7700 900118"
SECRETS = (b"Plantova", b"7700 900118", b"SN-PLANTED-77")
GPS = {
    ExifTags.GPS.GPSLatitudeRef: "N",
    ExifTags.GPS.GPSLatitude: (46.0, 3.0, 7.5),
    ExifTags.GPS.GPSLongitudeRef: "E",
    ExifTags.GPS.GPSLongitude: (14.0, 30.0, 21.0),
}
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    ' exif:GPSLatitude="46,3.1250N" exif:GPSLongitude="14,30.3500E">'
    f"<dc:creator><rdf:Seq><rdf:li>{PERSON}</rdf:li></rdf:Seq></dc:creator>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()


def exif(orientation=1):
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Artist] = PERSON
    tags[ExifTags.Base.ImageDescription] = f"Call {MOBILE}"
    tags.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "SN-PLANTED-77"
    return tags


def plain_picture(size=(60, 40)):
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return picture


def picture_bytes(kind="JPEG", *, orientation=1, **options):
    """A picture that tells where, by whom and with which camera it was taken."""
    stream = io.BytesIO()
    if kind == "PNG":
        chunks = PngImagePlugin.PngInfo()
        chunks.add_text("Author", PERSON)
        chunks.add_itxt("Comment", f"Call {MOBILE}", zip=False)
        options["pnginfo"] = chunks
    elif kind != "GIF":
        options["xmp"] = XMP
    if kind in ("JPEG", "GIF"):
        options["comment"] = f"Taken by {PERSON}".encode()
    if kind != "GIF":
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        options |= {"exif": exif(orientation).tobytes(), "icc_profile": profile}
    plain_picture().save(stream, kind, **options)
    return stream.getvalue()


def word_bytes(text="An ordinary sentence."):
    """A Word file with an author, a company, a comment and a photograph."""
    document = docx.Document()
    paragraph = document.add_paragraph(text)
    document.add_comment(paragraph.runs, text="Please check.", author=PERSON, initials="AP")
    document.add_picture(io.BytesIO(picture_bytes()))
    properties = document.core_properties
    properties.author = properties.last_modified_by = PERSON
    properties.title, properties.comments = "Return with support", f"Call {MOBILE}"
    stream = io.BytesIO()
    document.save(stream)
    return with_parts(
        stream.getvalue(),
        {
            "docProps/app.xml": f"<Properties><Company>{PERSON}</Company><Pages>1</Pages></Properties>"
        },
    )


def workbook_bytes(text="An ordinary cell."):
    book = openpyxl.Workbook()
    book.active["A1"] = text
    book.active["A1"].comment = Comment("Please check.", PERSON)
    book.properties.creator = book.properties.lastModifiedBy = PERSON
    book.properties.title = "Return with support"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def pdf_bytes():
    """A PDF with an author in its properties and its packet, and a photograph."""
    writer = pypdf.PdfWriter()
    stream = io.BytesIO()
    Image.open(io.BytesIO(picture_bytes())).save(stream, "PDF")
    writer.append(pypdf.PdfReader(stream))
    for thing in writer._objects:
        if isinstance(thing, pypdf.generic.StreamObject) and thing.get("/Filter") == "/DCTDecode":
            thing._data = picture_bytes()
    writer.add_metadata({"/Author": PERSON, "/Title": "Return with support"})
    writer.xmp_metadata = XMP
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def with_parts(data, parts):
    """A zip package with some of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()} | parts
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def all_bytes(data):
    """The bytes of a file, and those of its parts if it is a zip package."""
    if data[:2] != b"PK":
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return data + b"".join(all_bytes(archive.read(name)) for name in archive.namelist())


def secrets_in(data):
    return [secret for secret in SECRETS if secret in all_bytes(data)]
