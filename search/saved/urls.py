"""Addresses under /search/saved/."""

from django.urls import path

from search.saved import views

urlpatterns = [
    path("", views.saved, name="search_saved"),
    path("new/", views.new, name=views.SAVE),
    path("<int:pk>/rename/", views.renamed, name="search_saved_rename"),
    path("<int:pk>/delete/", views.deleted, name="search_saved_delete"),
]
