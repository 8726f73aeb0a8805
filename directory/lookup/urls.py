"""Addresses of the lookup, below /directory/: the list, its downloads, the tools, the entries and their files."""

from django.urls import path, re_path

from directory.lookup import views

SLUG = r"(?P<slug>[\w-]+)"

urlpatterns = [
    path("", views.directory, name="directory"),
    re_path(r"^export\.(?P<extension>csv|xlsx)$", views.export, name="directory_export"),
    path("coverage/", views.coverage, name="directory_coverage"),
    path("coverage.csv", views.coverage_csv, name="directory_coverage_csv"),
    path("referral/", views.referral, name="directory_referral"),
    re_path(rf"^{SLUG}\.(?P<extension>vcf|json)$", views.entry_file, name="directory_file"),
    re_path(rf"^{SLUG}/$", views.entry),
]
