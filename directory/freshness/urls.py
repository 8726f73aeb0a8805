"""Addresses of the links in mails, below /directory/confirm/."""

from django.urls import path

from directory.freshness import views

urlpatterns = [
    path("<str:token>/", views.confirm, name="confirm_entry"),
    path("<str:token>/change/", views.change, name="confirm_entry_change"),
    path("<str:token>/closed/", views.closed, name="confirm_entry_closed"),
]
