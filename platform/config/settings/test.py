"""Settings of the test suite: fast hashes, mail in memory, a directory of its own."""

import os
import tempfile

# Each test process (pytest-xdist starts several) writes into its own directory.
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="resource-centre-test-")

from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT

SECRET_KEY = "only for tests, never for a site"  # noqa: S105
ALLOWED_HOSTS = ["*"]
SITE_URL = "http://testserver"
DEMONSTRATION = True
COUNT_SEARCHES = False  # a thread writes the counts: tests of them write themselves
ELASTICSEARCH_URL = ""  # tests that talk to a server take its address from ELASTICSEARCH_TEST_URL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
