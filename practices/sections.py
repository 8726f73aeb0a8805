"""The places of charts, categories and cases in a new site."""

from functools import partial

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.models import Term, Vocabulary
from core.sections import Section, register_section
from practices.models import CaseStudyIndexPage, Category, CategoryPage, PracticeIndexPage

register_section(
    Section(
        model=PracticeIndexPage,
        slug="practices",
        build=lambda: PracticeIndexPage(title=_("Practices"), show_in_menus=True),
    )
)


def _category_page(category: Category) -> Page:
    term = Term.objects.of(Vocabulary.PRACTICE_CATEGORIES).filter(code=category).first()
    return CategoryPage(
        title=f"{category}. {category.label}",
        category=category,
        summary=term.scope_note if term else "",
    )


for _category in Category:
    register_section(
        Section(
            model=CategoryPage,
            slug=f"category-{_category.lower()}",
            build=partial(_category_page, _category),
            parent=PracticeIndexPage,
        )
    )

register_section(
    Section(
        model=CaseStudyIndexPage,
        slug="case-studies",
        build=lambda: CaseStudyIndexPage(title=_("Case studies"), show_in_menus=True),
    )
)
