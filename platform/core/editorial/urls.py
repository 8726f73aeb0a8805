"""Addresses of the editorial way under the admin."""

from django.urls import path

from core.editorial.views import CheckView

app_name = "editorial"
urlpatterns = [
    path("pages/<int:page_id>/do-no-harm/", CheckView.as_view(), name="check"),
]
