"""The public address of the register, below /directory/."""

from django.urls import path

from directory.register import views

urlpatterns = [path("members/", views.members, name="directory_members")]
