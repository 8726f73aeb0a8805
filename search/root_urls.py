"""Addresses of the search that have no language."""

urlpatterns: list = []
