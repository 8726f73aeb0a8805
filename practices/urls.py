"""Addresses under /practices/ that are no pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
