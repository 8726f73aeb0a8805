"""Addresses of the import pages under the admin."""

from django.urls import path

from practices.admin import views

app_name = "practice_imports"
urlpatterns = [
    path("", views.ImportIndexView.as_view(), name="index"),
    path("<int:pk>/", views.ImportBatchView.as_view(), name="batch"),
    path("<int:pk>/status/", views.ImportStatusView.as_view(), name="status"),
    path("<int:pk>/go-on/", views.ImportGoOnView.as_view(), name="go_on"),
    path("<int:pk>/decide/", views.ImportDecideView.as_view(), name="decide"),
    path("<int:pk>/discard/", views.ImportDiscardView.as_view(), name="discard"),
]
