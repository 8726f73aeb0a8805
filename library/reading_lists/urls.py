"""Addresses under /library/lists/."""

from django.urls import path, re_path

from library.reading_lists import changing, views

urlpatterns = [
    path("", views.lists, name="library_lists"),
    path("add/", changing.add, name="library_list_add"),
    path("new/", changing.new, name="library_list_new"),
    re_path(
        r"^(?P<slug>[\w-]+)\.(?P<extension>docx|pdf|bib)$",
        views.list_file,
        name="library_list_file",
    ),
    path("<slug:slug>/", views.reading_list, name="library_list"),
    path("<slug:slug>/edit/", changing.edit, name="library_list_edit"),
    path("<slug:slug>/audience/", changing.audience, name="library_list_audience"),
    path("<slug:slug>/delete/", changing.delete, name="library_list_delete"),
]
