"""Addresses of the search that have no language."""

from django.urls import path

from search import views
from search.oai.views import oai

urlpatterns = [
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("oai", oai, name="oai"),
]
