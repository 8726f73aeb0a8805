"""Writes Word files part by part, so that tests can hold every way in which Word sets a text."""
# ruff: noqa: E501 - lines of XML

import io
import random
import zipfile
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = f"""<w:styles {NAMESPACES}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="MyList"><w:name w:val="Own list"/><w:basedOn w:val="ListBullet"/></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet2"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"""
LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{{form}}"/><w:lvlText w:val="-"/></w:lvl>'
    for level in range(3)
)
NUMBERING = f"""<w:numbering {NAMESPACES}>
<w:abstractNum w:abstractNumId="0">{LEVELS.format(form="bullet")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{LEVELS.format(form="decimal")}</w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def run(text, properties=""):
    """Write a run; a line feed is a soft break, a tab a tab."""
    parts = []
    for at, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if at else "")
        for count, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if count else "")
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "")
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(parts)}</w:r>"


def paragraph(content, properties=""):
    """Write a paragraph from runs, or from a plain text."""
    content = content if content.startswith("<w:") or not content else run(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def cell(content, properties=""):
    """Write a cell; Word wants a paragraph at its end."""
    end = "" if content.endswith("</w:p>") or content.endswith("</w:sdt>") else "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}{end}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content, properties=""):
    """Wrap something in a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def text_box(content):
    """Write a drawing with a text box, with the older rendering that Word adds for older programs."""
    return (
        "<w:r><mc:AlternateContent><mc:Choice"
        ' Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def chopped(text, rng, properties=""):
    """Write a text as Word does after much editing.

    In runs that end anywhere, with marks of the spelling checker between.
    """
    parts, rest = [], text
    while rest:
        size = rng.randint(3, 40)
        parts.append(run(rest[:size], properties))
        rest = rest[size:]
        parts.append(
            rng.choice(
                (
                    "",
                    "",
                    '<w:proofErr w:type="spellStart"/>',
                    '<w:bookmarkStart w:id="7" w:name="x"/><w:bookmarkEnd w:id="7"/>',
                )
            )
        )
    return "".join(parts)


def word_file(body, *, comments=(), footnotes=(), header="", links=()):
    """Pack a body into a Word file."""
    relations = {"styles": ("styles", STYLES), "numbering": ("numbering", NUMBERING)}
    if comments:
        items = "".join(
            f'<w:comment w:id="{at}" w:author="Somebody">{paragraph(text)}</w:comment>'
            for at, text in enumerate(comments)
        )
        relations["comments"] = ("comments", f"<w:comments {NAMESPACES}>{items}</w:comments>")
    if footnotes:
        items = "".join(
            f'<w:footnote w:id="{at}">{paragraph(text)}</w:footnote>'
            for at, text in enumerate(footnotes, start=2)
        )
        relations["footnotes"] = ("footnotes", f"<w:footnotes {NAMESPACES}>{items}</w:footnotes>")
    if header:
        relations["header1"] = ("header", f"<w:hdr {NAMESPACES}>{paragraph(header)}</w:hdr>")
    rels = "".join(
        f'<Relationship Id="rId{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for name, (kind, _) in relations.items()
    )
    rels += "".join(
        f'<Relationship Id="link{at}" Type="{OFFICE}/hyperlink" Target="{escape(target)}"'
        ' TargetMode="External"/>'
        for at, target in enumerate(links)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="xml"'
            ' ContentType="application/xml"/><Override PartName="/word/document.xml"'
            f' ContentType="{TYPES}.document.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
            f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{package}/relationships">{rels}</Relationships>'
        ),
        **{f"word/{name}.xml": content for name, (_, content) in relations.items()},
    }
    return zip_of(parts)


def zip_of(parts):
    """Pack parts (text or bytes by name) into a zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def seeded(*words):
    """Give a source of chance that is the same in every run."""
    return random.Random("|".join(map(str, words)))
