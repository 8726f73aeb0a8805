"""Public addresses of joining, below /directory/."""

from django.urls import path

from directory.joining import views

urlpatterns = [
    path("join/", views.JoinView.as_view(), name="directory_join"),
    path("join/sent/", views.join_sent, name="directory_join_sent"),
    path("join/<str:secret>/", views.ApplicationView.as_view(), name="directory_application"),
]
