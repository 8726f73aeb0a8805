"""Addresses of the search, in every language."""

from django.urls import include, path

from search import views
from search.suggesting.views import suggest

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/suggest/", suggest, name="search_suggest"),
    path("search/saved/", include("search.saved.urls")),
    path("search/feed/", views.search_feed, name="search_feed"),
    path("search/export.csv", views.search_csv, name="search_csv"),
    path("search/export.xlsx", views.search_xlsx, name="search_xlsx"),
]
