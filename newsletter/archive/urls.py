"""Addresses of the archive besides its pages."""

from django.urls import path

from newsletter.archive import views

urlpatterns = [path("feed/", views.feed, name="feed")]
