"""OpenDocument files without author, editors and reviewers' names; text stays."""

import posixpath

from lxml import etree

from core.clean_uploads.office import packed_anew
from core.clean_uploads.picture_parts import cleaned_inside
from core.confidential_files.properties import local_name
from core.files.package import Package

_KEPT = {"title", "subject", "language", "document-statistic", "creation-date", "date", "generator"}
_NAMES = {"creator", "creator-initials", "initial-creator", "printed-by", "sender-initials"}


def clean_open_document(data: bytes, name: str) -> bytes:
    """Return the file packed anew without what it says of its makers."""
    package = Package(data, name)

    def clean(part: str, content: bytes) -> bytes:
        if part == "meta.xml":
            return _clean_meta(package.xml(part))
        if part in ("content.xml", "styles.xml"):
            return _without_names(package.xml(part))
        return cleaned_inside(content, posixpath.basename(part))

    return packed_anew(package, clean)


def _clean_meta(root: etree._Element) -> bytes:
    for meta in root:
        for element in list(meta):
            if local_name(element) not in _KEPT:
                meta.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _without_names(root: etree._Element) -> bytes:
    for element in root.iter():
        if local_name(element) in _NAMES:
            element.text = "Author"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
