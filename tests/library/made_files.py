"""Files of known text, and files that harm careless readers; each is made here from a few lines."""

import io
import zipfile
import zlib

import docx
import pypdf
from PIL import Image, ImageDraw, ImageFont

SIGNS = {"(": r"\(", ")": r"\)", "\\": r"\\"}
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
ODT_NAMES = " ".join(
    f'xmlns:{short}="{OFFICE}{name}"'
    for short, name in (
        ("office", "office:1.0"),
        ("text", "text:1.0"),
        ("style", "style:1.0"),
        ("fo", "xsl-fo-compatible:1.0"),
    )
)


def raw_pdf(objects, root=1):
    """Write PDF objects (bytes, numbered from 1) with their table."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, root, len(body),
    )  # fmt: skip


def stream(content, extra=b""):
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), extra, content)


def pdf_of(*pages, box=b"[0 0 595 842]"):
    """Return a PDF with a text for each page, its lines parted by line feeds; Latin letters."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox %b /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % (box, 5 + 2 * number)
        )
        objects.append(stream(_drawn(text)))
    return raw_pdf(objects)


def _drawn(text):
    lines = "".join(
        f"({''.join(SIGNS.get(letter, letter) for letter in line)}) Tj T*\n"
        for line in text.split("\n")
    )
    return f"BT /F1 11 Tf 14 TL 50 800 Td\n{lines}ET".encode("cp1252", "replace")


def scanned_pdf():
    """Return a page that is a picture alone."""
    picture = b"<< /Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /XObject << /I 5 0 R >> >> >>",
            stream(b"q 500 0 0 700 40 60 cm /I Do Q"),
            picture + b" /Length 2 >>\nstream\n\x20\xe0\nendstream",
        ]
    )


def scan_of(*pages):
    """Return pages that are pictures of these texts."""
    font = ImageFont.load_default(40)
    sheets = []
    for text in pages:
        sheet = Image.new("L", (1240, 600), 255)
        ImageDraw.Draw(sheet).multiline_text((90, 90), text, font=font, fill=0, spacing=20)
        sheets.append(sheet)
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=150)
    return out.getvalue()


def encrypted_pdf():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of("A page behind a password.")))
    writer.encrypt("invented", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_without_pages():
    return raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def pdf_of_itself():
    """Return a PDF whose tree of pages holds itself, and whose drawing draws itself."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
            b" /Resources << /XObject << /X 5 0 R >> >> >>",
            stream(b"/X Do"),
            stream(
                b"/X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
            ),
        ]
    )


def bomb_pdf(megabytes=600):
    """Return a small PDF whose page unpacks to so much."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m " * 174_763) for _ in range(megabytes))
    packed += packer.flush()
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
            stream(packed, b"/Filter /FlateDecode"),
        ]
    )


def endless_pdf(forms=9):
    """Return a page that draws a drawing ten times, which draws another ten times, and so on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do " * 10),
    ]
    for number in range(forms):
        inner = b"<< /XObject << /X %d 0 R >> >>" % (6 + number) if number < forms - 1 else b"<< >>"
        drawing = b"/X Do " * 10 if number < forms - 1 else b"0 0 1 1 re f "
        objects.append(
            stream(
                drawing,
                b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources %b" % inner,
            )
        )
    return raw_pdf(objects)


def word_of(*pages):
    """Return a Word file whose writer began each page."""
    document = docx.Document()
    for number, text in enumerate(pages):
        if number:
            document.add_page_break()
        for line in text.split("\n"):
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with_link_outside(address="http://127.0.0.1:9/picture.png"):
    """Return a Word file whose picture and template lie on a server."""
    return with_part(
        word_of("Plain words."),
        "word/_rels/document.xml.rels",
        lambda part: part.replace(
            b"</Relationships>",
            b'<Relationship Id="rOut" TargetMode="External" Target="%b" Type='
            b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
            % address.encode(),
        ),
    )


def odt_of(content, styles=""):
    """Return an OpenDocument text with this content between its tags."""
    text = (
        f'<?xml version="1.0"?><office:document-content {ODT_NAMES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{content}</office:text></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", text)
    return out.getvalue()


def with_part(data, name, change):
    """Return an Office file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return out.getvalue()
