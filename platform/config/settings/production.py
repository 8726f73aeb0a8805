"""Settings of a site that people rely on: nothing is guessed, what is missing is named."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, SECRET_KEY, SITE_URL, STORAGES, env

_missing = [
    name
    for name, value in (
        ("SECRET_KEY", SECRET_KEY),
        ("ALLOWED_HOSTS", ALLOWED_HOSTS),
        ("SITE_URL", env.str("SITE_URL", default="")),
    )
    if not value
]
if _missing:
    raise ImproperlyConfigured(
        f"Set {', '.join(_missing)} in the environment: a production site does not start without "
        "them (docs/configuration.md explains each)."
    )

DEBUG = False
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
_secure = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.int("TRUSTED_PROXY_COUNT", default=0) else None
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
