"""Public addresses of this part, below /newsletter/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
