"""Blank forms in Word and Excel, for organisations to fill in."""

import io
from typing import Literal

from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.models import Term, Vocabulary
from practices.forms.exact import words
from practices.forms.exact.layout import CASE_LAYOUT, PRACTICE_LAYOUT, Layout
from practices.forms.labels import CATEGORIES, GROUPS, TICK_OPTIONS
from practices.forms.wording import LANGUAGES
from practices.forms.writing.hints import CASE_HINTS, PRACTICE_HINTS
from practices.forms.writing.sheet import workbook
from practices.forms.writing.word import FormDocument

Kind = Literal["practice", "case-study"]
Format = Literal["docx", "xlsx"]

#: What the paper form asks for by its parts: "Learning from the case".
_ROWS_TO_FILL = 500
_NOT_ASKED = frozenset({"learning"})


def blank_form(kind: Kind, language: str, format: Format) -> bytes:
    """Return the blank form; raises ValueError for a kind, language or format that there is not."""
    layouts: dict[str, Layout] = {"practice": PRACTICE_LAYOUT, "case-study": CASE_LAYOUT}
    writers = {"docx": _word, "xlsx": _excel}
    if kind not in layouts or language not in LANGUAGES or format not in writers:
        raise ValueError(f"There is no blank form {kind!r} in {language!r} as {format!r}.")
    return writers[format](layouts[kind], language)


def _word(layout: Layout, language: str) -> bytes:
    form = FormDocument(layout.title[language], language)
    form.add_own_text([(words.FILL_IN[language], False)])
    table = form.add_table(words.ITEM[language], words.ANSWER[language], layout.title[language])
    for row in layout.standard:
        if row in _NOT_ASKED:
            continue
        hint = _hint(layout, row, language)
        cell = form.add_row(table, layout.label(row, language), [], hint)
        if row == "category":
            form.add_boxes(cell, [(None, _categories(language))])
        elif row == "q2":
            form.add_boxes(cell, _ticks(language))
    if layout is PRACTICE_LAYOUT:
        form.add_page_break()
        form.add_own_text(_typology_text(language))
    return form.to_bytes()


def _hint(layout: Layout, row: str, language: str) -> str:
    """Return the hint of a row, or the whole question where the label is a short one."""
    hints = CASE_HINTS if layout is CASE_LAYOUT else PRACTICE_HINTS
    if row in hints:
        return hints[row][language]
    item = layout.items[row]
    question = item.question(language)
    return question if question != item.label(language) else ""


def _categories(language: str) -> list[str]:
    return [f"{letter}. {item.label(language)}" for letter, item in CATEGORIES.items()]


def _ticks(language: str) -> list[tuple[str | None, list[str]]]:
    return [
        (item.label(language), [option.label(language) for option in TICK_OPTIONS[group]])
        for group, item in GROUPS.items()
    ]


def typologies(language: str) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the title of each category with its typologies: (0 or 1 for a narrower one, label)."""
    terms = Term.objects.of(Vocabulary.TYPOLOGIES)
    by_category: dict[str, list[tuple[int, str]]] = {letter: [] for letter in CATEGORIES}
    for term in terms:
        label = term.labels.get(language) or term.label
        by_category.setdefault(term.category, []).append((1 if term.parent_id else 0, label))
    return [
        (f"{letter}. {CATEGORIES[letter].label(language)}", found)
        for letter, found in by_category.items()
        if found and letter in CATEGORIES
    ]


def _typology_text(language: str) -> list[tuple[str, bool]]:
    paragraphs = [(words.CHOOSE_TYPOLOGIES[language], True)]
    for title, found in typologies(language):
        paragraphs.append((title, False))
        paragraphs += [(f"{'   ' * level}– {label}", False) for level, label in found]
    return paragraphs


def _excel(layout: Layout, language: str) -> bytes:
    """Return a workbook with the heads, hints that show in the cells, and a sheet of the typologies."""
    book = load_workbook(io.BytesIO(workbook(layout, [], language, details=False)))
    sheet = book.active
    for number, row in reversed(list(enumerate(layout.standard, start=1))):
        if row in _NOT_ASKED:
            sheet.delete_cols(number)
    rows = [row for row in layout.standard if row not in _NOT_ASKED]
    for number, row in enumerate(rows, start=1):
        _advise(sheet, get_column_letter(number), row, layout, language)
    if layout is PRACTICE_LAYOUT:
        _add_typologies(book.create_sheet(layout.label("typology", language)[:31]), language)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _advise(sheet: Worksheet, column: str, row: str, layout: Layout, language: str) -> None:
    """Let the cells of a column show their hint when they are chosen; a category is picked from a list."""
    advice = DataValidation(allow_blank=True, showErrorMessage=False)
    if row == "category":
        advice = DataValidation(type="list", formula1=f'"{",".join(CATEGORIES)}"', allow_blank=True)
    hint = _hint(layout, row, language)
    if hint:
        advice.promptTitle, advice.prompt = layout.label(row, language)[:32], hint[:255]
        advice.showInputMessage = True
    if hint or row == "category":
        advice.add(f"{column}2:{column}{_ROWS_TO_FILL}")
        sheet.add_data_validation(advice)


def _add_typologies(sheet: Worksheet, language: str) -> None:
    sheet.column_dimensions["A"].width = 100
    for title, found in typologies(language):
        sheet.append([title])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for level, label in found:
            sheet.append([f"{'   ' * level}{label}"])
