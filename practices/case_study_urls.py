"""Addresses under /case-studies/: the cases themselves and their other forms."""

from django.urls import re_path

from core.routing import page_view
from practices import views
from practices.models import CaseStudyPage
from practices.urls import SLUG

urlpatterns = [
    re_path(
        rf"^{SLUG}\.(?P<extension>pdf|docx|json|bib|ris)$",
        views.case_study_file,
        name="case_study_file",
    ),
    re_path(rf"^{SLUG}/$", page_view(CaseStudyPage, "case-studies/")),
]
