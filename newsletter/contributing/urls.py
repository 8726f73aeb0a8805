"""Public addresses of this part, below /newsletter/."""

from django.urls import URLPattern, path

from newsletter.contributing import views

urlpatterns: list[URLPattern] = [
    path("contribute/own/<int:pk>/", views.signed_in, name="contribute_signed_in"),
    path("contribute/<str:secret>/", views.by_link, name="contribute"),
]
