"""Addresses of the search, in every language."""

urlpatterns: list = []
