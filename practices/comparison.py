"""Two to six charts side by side, item by item of the form, with what differs marked."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.public_pages import open_to_all
from core.sanitise import plain_text
from practices.models import PracticePage
from practices.selectors.links import Link, PagePaths
from practices.selectors.sheet import ChartSheet, chart_sheet

FEWEST, MOST = 2, 6
# However many are asked for, so many are looked up.
MOST_READ = 50
# Longer numbers are no key of any row, and SQLite would refuse them.
MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a list; `is_alone` when no other chart has it."""

    label: str
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one chart says to one item: rich text, or values of a list, or nothing."""

    html: str = ""
    values: tuple[Value, ...] = ()

    @property
    def text(self) -> str:
        """Return the cell in plain words, one line a paragraph or value."""
        return plain_text(self.html) or "\n".join(value.label for value in self.values)


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the form for all charts."""

    number: int
    label: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Tell whether the charts do not all say the same."""
        return len({" ".join(sorted(cell.text.casefold().split("\n"))) for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Column:
    """One of the charts."""

    pk: int
    number: int | None
    title: str
    url: str
    category: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The charts and the rows; `problems` says in sentences what could not be done as asked."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    problems: tuple[str, ...]

    @property
    def is_possible(self) -> bool:
        """Tell whether there are enough charts to compare."""
        return len(self.columns) >= FEWEST

    @property
    def pks(self) -> list[int]:
        """Return the keys of the charts, in their order."""
        return [column.pk for column in self.columns]


def compare(asked: Sequence[str], request: HttpRequest | None = None) -> Comparison:
    """Compare the charts with these keys, in this order; keys that nobody may read are left out and told."""
    keys = list(dict.fromkeys(_key(text) for text in asked[:MOST_READ] if text.strip()))
    pages = open_to_all(PracticePage.objects.filter(pk__in=keys))
    found = {page.pk: page for page in pages.select_related("locale").prefetch_related("terms")}
    known = [found[key] for key in keys if key in found]
    sheets = [chart_sheet(page, request=request) for page in known[:MOST]]
    paths = PagePaths(request)
    columns = tuple(_column(sheet.page, paths) for sheet in sheets)
    problems = _problems(len(keys) - len(known), len(known), bool(keys))
    return Comparison(columns, _rows(sheets) if len(sheets) >= FEWEST else (), problems)


def _key(text: str) -> int:
    """Return the key that a parameter names, or 0, which no page has."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else 0


def _column(page: PracticePage, paths: PagePaths) -> Column:
    return Column(page.pk, page.number, page.title, paths.url(page.url_path), page.category)


def _problems(missing: int, known: int, is_asked: bool) -> tuple[str, ...]:
    problems = []
    if missing:
        problems.append(
            ngettext(
                "%(count)d of the charts asked for does not exist or is not public.",
                "%(count)d of the charts asked for do not exist or are not public.",
                missing,
            )
            % {"count": missing}
        )
    if known > MOST:
        problems.append(
            _("At most %(most)d charts stand side by side; the first %(most)d are shown.")
            % {"most": MOST}
        )
    if is_asked and known < FEWEST:
        problems.append(_("A comparison needs two charts or more. Tick them below."))
    return tuple(problems)


_Read = Callable[[ChartSheet], Cell]


def _field(name: str) -> _Read:
    return lambda sheet: Cell(html=getattr(sheet.page, name))


def _text(read: Callable[[ChartSheet], str]) -> _Read:
    def cell(sheet: ChartSheet) -> Cell:
        text = read(sheet).strip()
        return Cell(values=(Value(text),) if text else ())

    return cell


def _list(read: Callable[[ChartSheet], Iterable[str]]) -> _Read:
    return lambda sheet: Cell(values=tuple(Value(label) for label in read(sheet)))


def _labels(name: str) -> _Read:
    def read(sheet: ChartSheet) -> Iterable[str]:
        links: tuple[Link, ...] = getattr(sheet, name)
        return [link.label for link in links]

    return _list(read)


def _pair(number: str, label: str) -> str:
    return f"{number} {label}" if number else label


# Item number, label, and how a chart's cell is read: the order of the form.
ITEMS: tuple[tuple[int, str | Promise, _Read], ...] = (
    (1, gettext_lazy("Countries"), _labels("countries")),
    (2, gettext_lazy("Organisations"), _labels("organisations")),
    (4, gettext_lazy("Category"), _text(lambda sheet: str(sheet.page.get_category_display()))),
    (5, gettext_lazy("Typology of intervention"), _labels("typologies")),
    (6, gettext_lazy("Period"), _text(lambda sheet: sheet.period)),
    (7, gettext_lazy("Area"), _text(lambda sheet: sheet.area)),
    (8, gettext_lazy("Background"), _field("background")),
    (9, gettext_lazy("Target groups"), _labels("target_groups")),
    (9, gettext_lazy("Target groups in words"), _text(lambda sheet: sheet.page.target_group_note)),
    (10, gettext_lazy("Objectives"), _field("objectives")),
    (11, gettext_lazy("Activities"), _field("activities")),
    (12, gettext_lazy("Methods"), _field("methods")),
    (12, gettext_lazy("Tools"), _field("tools")),
    (
        13,
        gettext_lazy("People"),
        _list(lambda sheet: [_pair(row.number, row.label) for row in sheet.people]),
    ),
    (
        13,
        gettext_lazy("In kind"),
        _list(lambda sheet: [_pair(row.number, row.label) for row in sheet.in_kind]),
    ),
    (
        13,
        gettext_lazy("Funding"),
        _list(lambda sheet: [_pair(row.percent, row.label) for row in sheet.funding]),
    ),
    (13, gettext_lazy("Remark on the resources"), _text(lambda sheet: sheet.page.resources_note)),
    (14, gettext_lazy("Results"), _field("results")),
    (
        14,
        gettext_lazy("Figures"),
        _list(
            lambda sheet: [
                _pair(bar.value, bar.label) for group in sheet.figures for bar in group.bars
            ]
        ),
    ),
    (
        14,
        gettext_lazy("Evidence"),
        _text(lambda sheet: str(sheet.page.get_evidence_level_display())),
    ),
    (15, gettext_lazy("Learning"), _field("learning")),
    (15, gettext_lazy("Strengths"), _field("strengths")),
    (15, gettext_lazy("Innovation"), _field("innovation")),
    (15, gettext_lazy("Challenges"), _field("challenges")),
    (16, gettext_lazy("Transferability"), _field("transferability")),
    (17, gettext_lazy("Mainstreaming"), _field("mainstreaming")),
    (18, gettext_lazy("References"), _labels("links")),
)


def _rows(sheets: Sequence[ChartSheet]) -> tuple[Row, ...]:
    """Return the items that at least one chart answers."""
    rows = (
        Row(number, str(label), _marked([read(sheet) for sheet in sheets]))
        for number, label, read in ITEMS
    )
    return tuple(row for row in rows if any(cell.text for cell in row.cells))


def _marked(cells: list[Cell]) -> tuple[Cell, ...]:
    """Mark the values that stand with one chart alone, in a list of which the charts share some value.

    Where they share none, every value would be marked, and the mark of the row says it already.
    """
    carriers = Counter(label for cell in cells for label in {one.label for one in cell.values})
    if not any(count > 1 for count in carriers.values()):
        return tuple(cells)
    return tuple(
        Cell(cell.html, tuple(Value(one.label, carriers[one.label] == 1) for one in cell.values))
        for cell in cells
    )
