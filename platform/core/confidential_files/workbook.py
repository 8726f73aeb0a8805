"""Excel workbooks: cells, hidden ones too, comments, margins, boxes, names and properties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel

from core.anonymity import FindingKind
from core.confidential_files.content import Content, Place, PlacedText, Stretch
from core.confidential_files.named_fields import names_somebody
from core.confidential_files.properties import local_name, read_properties
from core.confidential_files.tables import heads_of
from core.files.package import Package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TRUE = {"1", "true"}
_MARGINS = {"Header": Place.HEADER, "Footer": Place.FOOTER}
#: codes in headers and footers: fonts, sizes, page numbers
_CODES = re.compile(r'&(?:"[^"]*"|\d+|[A-Za-z])')
#: a range that hides “the rest of the sheet” ends with the last column that Excel has
_LAST_COLUMN = 16_384
_CELL, _LINE = "\t", "\n"


@dataclass
class _Book:
    """Hold what cells refer to."""

    strings: list[str]
    date_styles: set[int]


@dataclass
class _Row:
    """Hold the texts of one row by column."""

    cells: dict[int, str] = field(default_factory=dict)
    is_hidden: bool = False


def read_workbook(package: Package, content: Content) -> None:
    """Read all sheets of a workbook, then what it says of its makers."""
    main = package.main_part() or "xl/workbook.xml"
    root = package.xml(main)
    book = _Book(_shared_strings(package), _date_styles(package))
    relations = package.relations(main)
    for sheet in root.iter(S + "sheet"):
        link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        target = relations.get(str(link), ("", "", True))[1]
        if package.has(target):
            _read_sheet(package, target, sheet, book, content)
    for name in root.iter(S + "definedName"):
        content.add(f"{name.get('name', '')} {name.text or ''}".strip(), Place.DEFINED_NAME)
    for part in package.entries:
        if part.startswith("xl/") and part.endswith(".xml"):
            _read_side_part(package, part, content)
    read_properties(package, content)


def _shared_strings(package: Package) -> list[str]:
    if not package.has("xl/sharedStrings.xml"):
        return []
    return [_words(item) for item in package.xml("xl/sharedStrings.xml").iter(S + "si")]


def _words(element: etree._Element) -> str:
    """Return the words of an element, without how they are pronounced."""
    return "".join(
        node.text or ""
        for node in element.iter(S + "t")
        if node.getparent() is None or local_name(node.getparent()) != "rPh"
    )


def _date_styles(package: Package) -> set[int]:
    """Return the numbers of the cell styles that show a number as a date."""
    if not package.has("xl/styles.xml"):
        return set()
    root = package.xml("xl/styles.xml")
    formats = dict(BUILTIN_FORMATS)
    for one in root.iter(S + "numFmt"):
        formats[int(one.get("numFmtId") or 0)] = one.get("formatCode", "")
    styles = root.find(S + "cellXfs")
    return {
        number
        for number, style in enumerate(styles if styles is not None else ())
        if is_date_format(formats.get(int(style.get("numFmtId") or 0), ""))
    }


def _read_sheet(
    package: Package, part: str, sheet: etree._Element, book: _Book, content: Content
) -> None:
    root = package.xml(part)
    title = sheet.get("name", "")
    content.add(title, Place.METADATA)
    is_hidden = sheet.get("state", "visible") != "visible"
    hidden_columns = {
        column
        for columns in root.iter(S + "col")
        if columns.get("hidden") in _TRUE
        for column in range(
            int(columns.get("min") or 1), min(int(columns.get("max") or 1), _LAST_COLUMN) + 1
        )
    }
    place = Place.HIDDEN if is_hidden else f"sheet {title}"
    rows = list(_rows(root, book))
    text, stretches = _sheet_text(rows, hidden_columns)
    content.texts.append(PlacedText(text, place, tuple(stretches)))
    for margin in root.iter(S + "headerFooter"):
        for one in margin:
            where = next((w for end, w in _MARGINS.items() if local_name(one).endswith(end)), "")
            content.add(_CODES.sub(" ", one.text or "").strip(), where or Place.HEADER)


def _rows(root: etree._Element, book: _Book) -> Iterator[_Row]:
    for element in root.iter(S + "row"):
        row = _Row(is_hidden=element.get("hidden") in _TRUE)
        for at, cell in enumerate(element.iter(S + "c"), start=1):
            letters = (cell.get("r") or "").rstrip("0123456789")
            column = column_index_from_string(letters) if letters else at
            text = _cell_text(cell, book)
            if text.strip():
                row.cells[column] = text
        if row.cells:
            yield row


def _cell_text(cell: etree._Element, book: _Book) -> str:
    value = cell.findtext(S + "v") or ""
    kind = cell.get("t", "n")
    if kind == "s":
        number = int(value) if value.isdigit() else -1
        return book.strings[number] if 0 <= number < len(book.strings) else ""
    if kind == "inlineStr":
        return _words(cell)
    if kind == "n" and value:
        return _number_text(value, is_date=int(cell.get("s") or 0) in book.date_styles)
    return value if kind != "b" else ""


def _number_text(value: str, *, is_date: bool) -> str:
    """Return a number as it is shown: a date by its day, a long one without an exponent."""
    try:
        number = float(value)
        if is_date:
            return str(from_excel(number)).removesuffix(" 00:00:00")
        return f"{number:.0f}" if number.is_integer() else value
    except (ValueError, OverflowError, TypeError):
        return value


def _sheet_text(rows: list[_Row], hidden_columns: set[int]) -> tuple[str, list[Stretch]]:
    """Return the text of a sheet, and where its hidden cells stand in it.

    A row is a line of cells parted by tabs. Below a row of heads each cell is a line with its head
    (“Date of birth: 1996-03-14”): without it a date or a name is just that.
    """
    head_row, heads = heads_of([row.cells for row in rows])
    pieces: list[str] = []
    stretches: list[Stretch] = []
    length = 0
    for number, row in enumerate(rows):
        last = max(row.cells)
        for column, value in row.cells.items():
            has_head = number > head_row and column in heads
            head = f"{heads[column]}: " if has_head else ""
            start = length + len(head)
            if row.is_hidden or column in hidden_columns:
                stretches.append(Stretch(start, start + len(value), Place.HIDDEN))
            pieces.append(f"{head}{value}{_LINE if has_head or column == last else _CELL}")
            length += len(pieces[-1])
    return "".join(pieces), stretches


def _read_side_part(package: Package, part: str, content: Content) -> None:
    """Read comments, those who wrote them, boxes, charts and who refreshed a pivot table."""
    if re.match(r"xl/(?:comments|threadedComments|persons)", part):
        for element in package.xml(part).iter():
            name = local_name(element)
            if name == "author":
                _report_author(element.text, content)
            elif name == "person":
                _report_author(element.get("displayName"), content)
                content.add(element.get("userId"), Place.COMMENT)
            elif name == "comment":
                content.add(_words(element), Place.COMMENT)
            elif name == "threadedComment":
                content.add("".join(element.itertext()), Place.COMMENT)
    elif part.startswith(("xl/drawings/", "xl/charts/")):
        _read_drawing(package.xml(part), content)
    elif part.startswith("xl/pivotCache/pivotCacheDefinition"):
        _report_author(package.xml(part).get("refreshedBy"), content, Place.METADATA)
    elif part == "xl/workbook.xml":
        for element in package.xml(part).iter():
            if local_name(element) == "absPath":
                content.add(element.get("url", "").replace("\\", "/"), Place.METADATA)
            elif local_name(element) == "fileSharing":
                _report_author(element.get("userName"), content, Place.METADATA)


def _read_drawing(root: etree._Element, content: Content) -> None:
    words = [
        element.text
        for element in root.iter()
        if local_name(element) in ("t", "v") and element.text
    ]
    content.add("\n".join(words), Place.TEXT_BOX)
    for element in root.iter():
        if local_name(element) == "cNvPr":
            content.add(element.get("descr"), Place.ALT_TEXT)
            content.add(element.get("title"), Place.ALT_TEXT)


def _report_author(author: str | None, content: Content, place: str = Place.COMMENT) -> None:
    name = (author or "").strip()
    # Excel names the author of a threaded comment by its number alone.
    if names_somebody(name) and not name.startswith("tc={"):
        content.add_fact(FindingKind.DOCUMENT_METADATA, name, place)
