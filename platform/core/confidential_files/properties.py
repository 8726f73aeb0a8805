"""The properties of an Office file: who made it, who changed it, for whom, and fields of one's own."""

import posixpath
from urllib.parse import unquote

from lxml import etree

from core.confidential_files.content import Content, Place
from core.confidential_files.named_fields import add_maker, add_organisation, is_personal_label
from core.confidential_files.picture import read_embedded_picture
from core.files.package import Package

_MAKERS = {"creator", "lastModifiedBy", "initial-creator", "printed-by", "Manager"}
_ORGANISATIONS = {"Company", "publisher"}
_TEXTS = {
    "title",
    "subject",
    "description",
    "keywords",
    "category",
    "contentStatus",
    "HyperlinkBase",
    "Template",
}
_PICTURES = (".jpeg", ".jpg", ".png", ".webp", ".tif", ".tiff", ".gif", ".heic", ".avif")
#: relations that carry an address or a path somebody may be named in
_LINKS = {"hyperlink", "attachedTemplate", "externalLinkPath", "image", "oleObject", "subDocument"}


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; comments have none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def read_properties(package: Package, content: Content) -> None:
    """Read the properties of the whole file, its pictures and the targets of its links."""
    for part in package.entries:
        if part in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
            _standard(package.xml(part), content)
        elif part.startswith("docProps/custom"):
            _custom(package.xml(part), content)
        elif part.startswith("customXml/item") and part.endswith(".xml"):
            content.add(" \n".join(package.xml(part).itertext()).strip(), Place.METADATA)
        elif part.endswith(".rels"):
            _links(package, part, content)
        elif part.lower().endswith(_PICTURES):
            read_embedded_picture(package.read(part), posixpath.basename(part), content)


def _standard(root: etree._Element, content: Content) -> None:
    for element in root.iter():
        name, value = local_name(element), (element.text or "").strip()
        if name in _MAKERS:
            add_maker(content, value)
        elif name in _ORGANISATIONS:
            add_organisation(content, value)
        elif name in _TEXTS:
            content.add(value, Place.METADATA)


def _custom(root: etree._Element, content: Content) -> None:
    for element in root:
        label, value = element.get("name", ""), " ".join("".join(element.itertext()).split())
        if is_personal_label(label):
            add_maker(content, value)
        else:
            content.add(value, Place.METADATA)


def _links(package: Package, part: str, content: Content) -> None:
    owner = posixpath.join(
        posixpath.dirname(posixpath.dirname(part)), posixpath.basename(part).removesuffix(".rels")
    )
    for kind, target, is_outside in package.relations(owner).values():
        if is_outside and kind in _LINKS:
            content.add(readable_link(target), Place.LINK)


def readable_link(target: str) -> str:
    """Return the address of a link as a person would write it."""
    text = unquote(target)
    for scheme in ("mailto:", "tel:", "sms:", "callto:"):
        text = text.removeprefix(scheme)
    return text
