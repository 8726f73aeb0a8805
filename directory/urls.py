"""Public addresses of the directory, below /directory/."""

from django.urls import include, path

urlpatterns = [
    path("", include("directory.joining.urls")),
    path("", include("directory.people.urls")),
    path("", include("directory.register.urls")),
    # The last, since it takes whatever is left for the address of an entry.
    path("", include("directory.lookup.urls")),
]
