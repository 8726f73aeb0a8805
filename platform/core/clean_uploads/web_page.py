"""Web pages cut down to their text and structure: no script, no style, no picture, no word of who made them."""

import re
from html import escape

from lxml import etree, html

from core.files.decoding import decoded
from core.files.limits import MEGABYTE, readable_size
from core.files.problems import UnreadableFile
from core.sanitise import plain_text, sanitise

_HEAD = 1024
#: the gate for rich text reads about a megabyte a second
_MOST = 3 * MEGABYTE
_MARKS = re.compile(rb"<(!doctype\s+html|html|head|body|title|h1|p)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
#: headings that the gate for rich text does not know
_HEADINGS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}


def is_web_page(data: bytes) -> bool:
    """Tell whether a file begins as a web page does."""
    return bool(_MARKS.search(data[:_HEAD]))


def clean_web_page(data: bytes, name: str) -> bytes:
    """Return the page written anew in UTF-8; raise UnreadableFile if there is none."""
    if len(data) > _MOST:
        raise UnreadableFile(
            name, f"a web page of more than {readable_size(_MOST)} is not taken; save it in parts."
        )
    source = _decoded(data, name)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(name, "the web page is damaged; save it again and retry.") from error
    language = re.sub(r"[^\w-]", "", root.get("lang") or "")[:20]
    title = " ".join((root.findtext(".//title") or "").split())[:300]
    for element in list(root.iter("table", "tr", "td", "th", "div", "section", "article")):
        element.tail = f"\n{element.tail or ''}"
    for element in root.iter(*_HEADINGS):
        element.tag = _HEADINGS[element.tag]
    body = root.find("body")
    inner = html.tostring(body, encoding="unicode") if body is not None else ""
    text = sanitise(inner)
    if not plain_text(text):
        raise UnreadableFile(name, "the web page holds no text.")
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n<body>{text}</body></html>\n"
    ).encode("utf-8", "replace")


def _decoded(data: bytes, name: str) -> str:
    """Return the text in the encoding that the page names, else as plain text is read."""
    named = _CHARSET.search(data[:_HEAD])
    if named:
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data, name)
