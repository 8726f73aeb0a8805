"""Public addresses of the newsletter, below /newsletter/; the archive itself is made of pages."""

from django.urls import include, path

app_name = "newsletter"

urlpatterns = [
    path("", include("newsletter.subscribing.urls")),
    path("", include("newsletter.archive.urls")),
    path("", include("newsletter.returns.urls")),
    path("", include("newsletter.contributing.urls")),
    path("", include("newsletter.alerts.urls")),
]
