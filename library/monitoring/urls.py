"""Addresses under /library/monitoring/."""

from django.urls import path

from library.monitoring import views

urlpatterns = [
    path("", views.monitoring, name="library_monitoring"),
    path("calendar.ics", views.calendar_feed, name="library_monitoring_feed"),
    path("follow/", views.following, name="library_following"),
    path("<slug:slug>/", views.mechanism, name="library_mechanism"),
    path("<slug:slug>/outline.docx", views.outline_file, name="library_outline"),
]
