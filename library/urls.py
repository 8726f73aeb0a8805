"""Addresses under /library/ beside the pages."""

from django.urls import include, path, re_path

from library import document_views, download, ratification_views, views
from library.reader import views as reader_views

urlpatterns = [
    path("monitoring/", include("library.monitoring.urls")),
    path("download.zip", download.library_zip, name="library_zip"),
    path("lists/", include("library.reading_lists.urls")),
    path("policies/ratifications/", ratification_views.ratifications, name="library_ratifications"),
    path(
        "policies/ratifications.csv",
        ratification_views.ratifications_csv,
        name="library_ratifications_csv",
    ),
    re_path(
        r"^(?P<shelf>policies|publications)/(?P<slug>[\w-]+)\.(?P<extension>json|bib|ris|csl)$",
        views.work_file,
        name="library_file",
    ),
    path("documents/<int:pk>/cover.png", document_views.cover, name="library_thumbnail"),
    path("documents/<int:pk>/read/", reader_views.reader, name="library_reader"),
    path(
        "documents/<int:pk>/read/<int:number>.png",
        reader_views.picture,
        name="library_reader_picture",
    ),
    path(
        "documents/<int:pk>/<str:filename>", document_views.document_file, name="library_document"
    ),
]
