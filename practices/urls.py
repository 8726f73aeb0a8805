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
    path("form/", views.forms, name="practice_form"),
    re_path(
        r"^form/(?P<kind>practice|case-study)-(?P<language>en|fr|it|de|es)\.(?P<extension>docx|xlsx)$",
        views.blank_form,
        name="blank_form",
    ),
    re_path(
        rf"^{SLUG}\.(?P<extension>pdf|docx|xlsx|json|bib|ris)$",
        views.practice_file,
        name="practice_file",
    ),
    re_path(rf"^{SLUG}/$", page_view(PracticePage, "practices/")),
]
