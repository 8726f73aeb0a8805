"""Word, Excel and PowerPoint files without author, company, reviewers' names and paths; text stays."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from core.clean_uploads.picture_parts import cleaned_inside
from core.confidential_files.properties import local_name
from core.files.kinds import FileKind, kind_of
from core.files.package import Package
from core.files.problems import UnreadableFile

#: what the properties keep: what the document is, not who made it
_KEPT_CORE = {"title", "subject", "language", "created", "modified"}
_KEPT_APP = {
    "Application", "AppVersion", "DocSecurity", "HeadingPairs", "TitlesOfParts", "Pages", "Words",
    "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "Slides", "Notes", "HiddenSlides",
    "MMClips", "ScaleCrop", "PresentationFormat",
}  # fmt: skip
#: attributes that name a person wherever they stand, whatever their namespace
_NAMING = {"author", "refreshedBy", "userName", "lastModifiedBy"}
#: elements that stand for a person, and what names one there; elsewhere these name tables and shapes
_PERSONS = {"person", "cmAuthor", "author"}
_NAMING_PERSONS = {"displayName", "name", "userId"}
_NOBODY = "Author"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_HOLDS_NAMES = re.compile(
    rb"author|person|refreshedBy|userName|absPath|lastModifiedBy|initials=", re.IGNORECASE
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
#: fields of one's own, and labels that say in which organisation a file was made
_EMPTIED = ("docProps/custom", "docMetadata/")


def clean_office(data: bytes, name: str, *, depth: int = 0) -> bytes:
    """Return the file packed anew without what it says of its makers."""
    package = Package(data, name)
    known: dict[str, str] = {}

    def clean(part: str, content: bytes) -> bytes:
        return _clean_part(package, part, content, known, depth)

    return packed_anew(package, clean)


def packed_anew(package: Package, clean: Callable[[str, bytes], bytes]) -> bytes:
    """Pack the parts of a file anew, each as `clean` returns it, in their order and without dates."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, entry in package.entries.items():
            if entry.is_dir():
                continue
            plain = zipfile.ZipInfo(part, _FIXED_TIME)
            plain.compress_type = (
                zipfile.ZIP_STORED
                if entry.compress_type == zipfile.ZIP_STORED
                else zipfile.ZIP_DEFLATED
            )
            archive.writestr(plain, clean(part, package.read(part)))
    return stream.getvalue()


def _clean_part(
    package: Package, part: str, content: bytes, known: dict[str, str], depth: int
) -> bytes:
    if part == "docProps/core.xml":
        return _only(package.xml(part), _KEPT_CORE)
    if part == "docProps/app.xml":
        return _only(package.xml(part), _KEPT_APP)
    if part.startswith(_EMPTIED) and part.endswith(".xml"):
        return _only(package.xml(part), set())
    if "/embeddings/" in part and content[:2] == b"PK":
        return _clean_inner(content, posixpath.basename(part), depth)
    if part.endswith(".rels"):
        return _without_paths(package, part, content)
    if part.endswith(".xml") and (_HOLDS_NAMES.search(content) or content[:2] in _WIDE):
        return _without_names(package.xml(part), known)
    return cleaned_inside(content, posixpath.basename(part))


def _clean_inner(content: bytes, name: str, depth: int) -> bytes:
    if depth > 1:
        raise UnreadableFile(name, "the file nests files in files in files; take them out first.")
    if kind_of(content, name) in (FileKind.WORD, FileKind.EXCEL, FileKind.POWERPOINT):
        return clean_office(content, name, depth=depth + 1)
    return content


def _only(root: etree._Element, kept: set[str]) -> bytes:
    for element in list(root):
        if local_name(element) not in kept:
            root.remove(element)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_paths(package: Package, part: str, content: bytes) -> bytes:
    """Cut the path of a template on somebody's computer down to its name: paths name accounts."""
    if b"attachedTemplate" not in content:
        return content
    root = package.xml(part)
    for relation in root:
        if str(relation.get("Type", "")).endswith("/attachedTemplate"):
            relation.set("Target", re.split(r"[\\/]", relation.get("Target", ""))[-1])
    return _written(root)


def _without_names(root: etree._Element, known: dict[str, str]) -> bytes:
    """Call everybody who commented, changed or refreshed something “Author”, one after the other."""
    for element in list(root.iter()):
        name = local_name(element)
        if name == "presenceInfo" or name == "absPath":
            _remove(element)
            continue
        if name == "author" and element.text:
            element.text = _stand_in(element.text, known)
        for key, value in element.attrib.items():
            attribute = etree.QName(key).localname
            if attribute == "initials":
                element.set(key, "A")
            elif value and (
                attribute in _NAMING or (name in _PERSONS and attribute in _NAMING_PERSONS)
            ):
                element.set(key, _stand_in(value, known))
    return _written(root)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _stand_in(value: str, known: dict[str, str]) -> str:
    # Excel joins threaded comments to their notes by such a number in place of a name.
    if value.startswith("tc={"):
        return value
    return known.setdefault(value, f"{_NOBODY} {len(known) + 1}" if known else _NOBODY)
