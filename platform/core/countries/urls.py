"""Addresses under /countries/."""

from django.urls import path, re_path

from core.countries import views

urlpatterns = [
    path("", views.countries, name="countries"),
    path("compare/", views.compare, name="countries_compare"),
    re_path(r"^(?P<code>[A-Za-z]{2})/$", views.country, name="country"),
]
