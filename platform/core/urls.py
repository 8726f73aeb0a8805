"""Addresses that belong to the site as a whole."""

from django.urls import include, path

from core import views, vocabulary_views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("dev/mail/", include("core.demo_mailbox.urls")),
    path("vocabularies/", vocabulary_views.vocabulary_list, name="vocabulary_list"),
    path("vocabularies/<slug:name>/", vocabulary_views.vocabulary_page, name="vocabulary_page"),
    path(
        "vocabularies/<slug:name>.ttl", vocabulary_views.vocabulary_turtle, name="vocabulary_turtle"
    ),
]
