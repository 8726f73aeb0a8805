"""Addresses of the editors' queue, under /admin/applications/."""

from django.urls import path

from directory.joining import admin_views

app_name = "applications"
urlpatterns = [
    path("", admin_views.ApplicationIndexView.as_view(), name="index"),
    path("<int:pk>/", admin_views.ApplicationDetailView.as_view(), name="detail"),
]
