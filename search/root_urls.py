"""Addresses of the search that have no language."""

from django.urls import path

from search import views

urlpatterns = [path("opensearch.xml", views.opensearch, name="opensearch")]
