"""Every address of the site; public addresses are fixed (docs/architecture.md lists them)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views.entrance import wagtails_login
from config.api import api
from core.routing import serve as serve_page

urlpatterns = [
    # Wagtail's own logins take a password alone: they are closed ahead of its addresses.
    path("_util/login/", wagtails_login),
    path("admin/login/", wagtails_login),
    path(
        "admin/password_reset/",
        RedirectView.as_view(pattern_name="account_reset_password", query_string=True),
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("api/hsds/", include("directory.hsds.urls")),
    path("", include("core.urls")),
    path("", include("search.root_urls")),
    # Pictures alone: documents are served by a view that asks who may see them.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
]

urlpatterns += i18n_patterns(
    path("", include("search.urls")),
    path("practices/", include("practices.urls")),
    path("case-studies/", include("practices.case_study_urls")),
    path("countries/", include("core.countries.urls")),
    path("library/", include("library.urls")),
    path("directory/confirm/", include("directory.freshness.urls")),
    path("directory/", include("directory.urls")),
    path("newsletter/", include("newsletter.urls")),
    # Wagtail's view by a shorter way; its own pattern stays for the names of addresses.
    re_path(wagtail_urls.serve_pattern, serve_page),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler404 = "core.views.page_not_found"
handler400 = "core.views.bad_request"
handler500 = "core.views.server_error"
