"""Listings of charts and case studies: number, category, countries, when they are to be reviewed."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.models import Page

from core.models import Country
from directory.admin_visibility import PermittedParentView
from practices.admin.publishing import CarefulWorkflowActionView
from practices.models import CaseStudyIndexPage, CaseStudyPage, PracticeIndexPage, PracticePage

RECORD_MODELS = (PracticePage, CaseStudyPage)


def note_countries(pages: list[Page]) -> None:
    """Give each chart and case its country names, with one query a page type."""
    names: dict[int, list[str]] = {}
    countries = {country.pk: country.name for country in Country.objects.all()}
    for model in RECORD_MODELS:
        keys = [page.pk for page in pages if isinstance(page, model)]
        through = model.countries.through
        owner = f"{model._meta.model_name}_id"
        rows = through.objects.filter(**{f"{owner}__in": keys}) if keys else through.objects.none()
        for pk, code in rows.values_list(owner, "country_id"):
            names.setdefault(pk, []).append(countries[code])
    for page in pages:
        page.country_names = ", ".join(sorted(names.get(page.pk, [])))


def review_date(page: Page) -> str:
    """Return the day until which a record is to be reviewed, as people write it."""
    day = getattr(page, "review_by", None)
    return date_format(day) if day else ""


class CountriesMixin:
    """Adds the country names to the pages of a listing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the countries of the pages that are shown."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        note_countries(list(context["object_list"]))
        return context


class RecordIndexView(CountriesMixin, IndexView):
    """All charts, or all case studies, wherever they stand."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Find by title, organisation or number."""
        if not self.is_searching:
            return queryset
        words = self.search_query.replace("\x00", "")
        matches = Q(title__icontains=words) | Q(draft_title__icontains=words)
        if self.model is PracticePage:
            matches |= Q(organisation_rows__organisation__title__icontains=words)
            matches |= Q(organisation_rows__printed_name__icontains=words)
        else:
            matches |= Q(organisation__title__icontains=words)
            matches |= Q(printed_organisation__icontains=words)
        if words.isdecimal():
            matches |= Q(number=int(words[:9]))
        # By key: a chart of two organisations that match is one chart.
        found = self.model.objects.filter(matches).values("pk")
        return queryset.filter(pk__in=found)


class RecordExplorerView(CountriesMixin, ExplorableIndexView):
    """The pages below an index, records and others, with the columns of the records."""


def with_record_columns(columns: list[Column], path: str, *, category: bool) -> list[Column]:
    """Return Wagtail's columns with those of the records behind the title.

    `path` leads from the listed model to the record, for sorting ("" or "practicepage__").
    """
    own: list[Column] = [Column("number", label=_("No."), sort_key=f"{path}number", width="4%")]
    if category:
        own.append(Column("category", label=_("Category"), sort_key=f"{path}category", width="5%"))
    own.append(Column("country_names", label=_("Countries"), width="14%"))
    own.append(
        Column(
            "review_by",
            label=_("Review by"),
            accessor=review_date,
            sort_key=f"{path}review_by",
            width="9%",
        )
    )
    wanted = [column for column in columns if column.name not in ("parent", "type")]
    return [*wanted[:2], *own, *wanted[2:]]


class PracticeListing(PageListingViewSet):
    """The menu entry “Practice charts”."""

    model = PracticePage
    icon = "form"
    menu_label = _("Practice charts")
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = RecordIndexView
    choose_parent_view_class = PermittedParentView
    columns = with_record_columns(IndexView.base_columns, "", category=True)
    list_filter = ["category", "countries", "live", "review_by"]


class CaseStudyListing(PageListingViewSet):
    """The menu entry “Case studies”."""

    model = CaseStudyPage
    icon = "doc-full"
    menu_label = _("Case studies")
    menu_order = 120
    add_to_admin_menu = True
    index_view_class = RecordIndexView
    choose_parent_view_class = PermittedParentView
    columns = with_record_columns(IndexView.base_columns, "", category=False)
    list_filter = ["countries", "live", "review_by"]


class RecordPageViewSet(PageViewSet):
    """The views of one record type; its index page lists all its children with the record's columns."""

    index_view_class = RecordExplorerView
    workflow_action_view_class = CarefulWorkflowActionView
    has_category = False

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """List every child: beside the charts stand the pages of the categories."""
        path = f"{self.model._meta.model_name}__"
        columns = ExplorableIndexView.base_columns
        return super().get_index_view_kwargs(
            model=Page,
            columns=with_record_columns(columns, path, category=self.has_category),
            **kwargs,
        )


class PracticePageViewSet(RecordPageViewSet):
    """Charts under their index."""

    model = PracticePage
    parent_models = [PracticeIndexPage]
    has_category = True


class CaseStudyPageViewSet(RecordPageViewSet):
    """Case studies under their index."""

    model = CaseStudyPage
    parent_models = [CaseStudyIndexPage]
