"""The pages that lead to charts and cases: two indexes and one page a category."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks import ContentStreamBlock
from core.models import ResourcePageMixin
from practices.models.choices import Category


class PracticeIndexPage(ResourcePageMixin, Page):
    """The shelf of practice charts, at /practices/."""

    body = StreamField(ContentStreamBlock(), verbose_name=_("text"), blank=True)

    max_count_per_parent = 1
    parent_page_types = ["core.HomePage"]
    subpage_types = ["practices.PracticePage", "practices.CategoryPage"]
    template = "practices/practice_index_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("practice index")


class CategoryPage(ResourcePageMixin, Page):
    """What a category means, and its charts."""

    category = models.CharField(_("category"), max_length=1, choices=Category.choices)
    body = StreamField(ContentStreamBlock(), verbose_name=_("explanation"), blank=True)

    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: list[str] = []
    template = "practices/category_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("category"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("category page")


class CaseStudyIndexPage(ResourcePageMixin, Page):
    """The shelf of case studies, at /case-studies/."""

    body = StreamField(ContentStreamBlock(), verbose_name=_("text"), blank=True)

    max_count_per_parent = 1
    parent_page_types = ["core.HomePage"]
    subpage_types = ["practices.CaseStudyPage"]
    template = "practices/case_study_index_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("case study index")
