"""Addresses of the people of an organisation and of invitations, below /directory/."""

from django.urls import path

from directory.people import views
from directory.people.accepting import InvitationView

urlpatterns = [
    path("invitation/<str:secret>/", InvitationView.as_view(), name="directory_invitation"),
    path("<slug:slug>/people/", views.PeopleView.as_view(), name="directory_people"),
    path("<slug:slug>/people/<int:pk>/", views.PersonView.as_view(), name="directory_person"),
    path(
        "<slug:slug>/people/invitations/<int:pk>/",
        views.InvitationActionView.as_view(),
        name="directory_invitation_action",
    ),
]
