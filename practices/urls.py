"""Addresses under /practices/: the charts themselves, their other forms, the tools."""

from django.urls import path, re_path

from core.routing import page_view
from practices import views
from practices.models import PracticePage

SLUG = r"(?P<slug>[\w-]+)"

urlpatterns = [
    path("compare/", views.comparison, name="practice_comparison"),
    re_path(
        r"^compare\.(?P<extension>csv|docx)$",
        views.comparison_file,
        name="practice_comparison_file",
    ),
    re_path(
        rf"^{SLUG}\.(?P<extension>pdf|json|bib|ris)$",
        views.practice_file,
        name="practice_file",
    ),
    re_path(rf"^{SLUG}/$", page_view(PracticePage, "practices/")),
]
