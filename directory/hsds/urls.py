"""Addresses below /api/hsds/."""

from django.urls import path

from directory.hsds import views

_LISTS = (
    ("organizations", views.organizations, views.organization),
    ("services", views.services, views.service),
    ("service_at_locations", views.service_at_locations, views.service_at_location),
    ("taxonomies", views.taxonomies, views.taxonomy),
    ("taxonomy_terms", views.taxonomy_terms, views.taxonomy_term),
)

app_name = "hsds"
urlpatterns = [path("", views.about, name="about")]
for _name, _list, _one in _LISTS:
    urlpatterns += [
        path(_name, _list, name=_name),
        path(f"{_name}/<str:id>", _one, name=f"{_name}-one"),
    ]
