"""Filled-in forms of pages: one Word form a page, one workbook for many."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.access import Tier
from practices.forms.exact import words
from practices.forms.exact.case import CaseCells
from practices.forms.exact.cells import Cell
from practices.forms.exact.layout import CASE_LAYOUT, PRACTICE_LAYOUT, Layout
from practices.forms.exact.practice import PracticeCells
from practices.forms.writing.sheet import workbook
from practices.forms.writing.word import FormDocument
from practices.json_records import case_study_record, practice_record
from practices.models import CaseStudyPage, PracticePage


def practice_cells(
    page: PracticePage, language: str, tier: str = Tier.PUBLIC, writer: PracticeCells | None = None
) -> dict[str, Cell]:
    """Return a chart as the cells of its form; contacts are those that `tier` may see."""
    names = {
        row.organisation.slug: row.printed_name or row.organisation.title
        for row in page.organisation_rows.all()
        if row.organisation
    }
    return (writer or PracticeCells()).write(practice_record(page, tier), language, names)


def case_cells(
    page: CaseStudyPage, language: str, writer: CaseCells | None = None
) -> dict[str, Cell]:
    """Return a case study as the cells of its form."""
    organisation = page.organisation
    names = (
        {organisation.slug: page.printed_organisation or organisation.title} if organisation else {}
    )
    return (writer or CaseCells()).write(case_study_record(page), language, names)


def practice_docx(
    page: PracticePage,
    language: str = "en",
    tier: str = Tier.PUBLIC,
    writer: PracticeCells | None = None,
) -> bytes:
    """Return the Word form of a chart; imported again it gives the same record.

    A `writer` given for many charts reads the labels of the terms once.
    """
    return _document(PRACTICE_LAYOUT, practice_cells(page, language, tier, writer), language, page)


def case_docx(page: CaseStudyPage, language: str = "en") -> bytes:
    """Return the Word form of a case study; imported again it gives the same record."""
    return _document(CASE_LAYOUT, case_cells(page, language), language, page)


def practices_xlsx(
    pages: Iterable[PracticePage], language: str = "en", tier: str = Tier.PUBLIC
) -> bytes:
    """Return a workbook of charts, one a row; imported again it gives the same records."""
    writer = PracticeCells()
    cells = (practice_cells(page, language, tier, writer) for page in pages)
    return workbook(PRACTICE_LAYOUT, cells, language)


def cases_xlsx(pages: Iterable[CaseStudyPage], language: str = "en") -> bytes:
    """Return a workbook of case studies, one a row; imported again it gives the same records."""
    writer = CaseCells()
    return workbook(CASE_LAYOUT, (case_cells(page, language, writer) for page in pages), language)


def _document(
    layout: Layout,
    cells: Mapping[str, Cell],
    language: str,
    page: Any,
) -> bytes:
    form = FormDocument(layout.title[language], language, page.title)
    heads = words.ITEM[language], words.ANSWER[language]
    table = form.add_table(*heads, layout.title[language])
    for row in layout.standard:
        # The paper form has no row for a part that the record does not separate.
        if row != "learning" or cells[row]:
            form.add_row(table, layout.label(row, language), cells[row])
    form.add_heading(words.DETAILS[language])
    details = form.add_table(*heads, words.DETAILS[language])
    for row in layout.details:
        if cells[row]:
            form.add_row(details, layout.label(row, language), cells[row])
    notes = [f"{one.name} {one.footnote}" for one in page.countries.all() if one.footnote]
    if notes:
        form.add_own_text([(note, False) for note in notes])
    return form.to_bytes(page.latest_revision_created_at)
