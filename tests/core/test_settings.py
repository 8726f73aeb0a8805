"""Production says what is missing, the demonstration needs nothing, nothing is written outside VAR_DIR."""

import os
import subprocess
import sys

import pytest

from tests.sites import ROOT

COMPLETE = {
    "SECRET_KEY": "long and random",
    "ALLOWED_HOSTS": "centre.example.org",
    "SITE_URL": "https://centre.example.org/",
}


def load(module, tmp_path, expression="None", **variables):
    """Load settings in a process of their own, and print an expression of them."""
    code = (
        "import importlib, json; from django.conf import settings; import django; "
        f"settings.DEBUG; print(json.dumps({expression}, default=str))"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": f"config.settings.{module}",
        "PYTHONPATH": "platform",
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
    )


def value(*args, **variables):
    done = load(*args, **variables)
    assert done.returncode == 0, done.stderr
    import json

    return json.loads(done.stdout)


@pytest.mark.parametrize("name", COMPLETE)
def test_production_does_not_start_without_what_it_needs_and_names_it(name, tmp_path):
    given = {key: text for key, text in COMPLETE.items() if key != name}
    refused = load("production", tmp_path, **given)
    assert refused.returncode != 0
    assert f"ImproperlyConfigured: Set {name} in the environment" in refused.stderr


def test_production_names_all_that_is_missing_at_once(tmp_path):
    assert "Set SECRET_KEY, ALLOWED_HOSTS, SITE_URL in" in load("production", tmp_path).stderr


def test_production_is_no_demonstration_and_shows_no_debug_pages(tmp_path):
    found = value(
        "production",
        tmp_path,
        "[settings.DEBUG, settings.DEMONSTRATION, settings.SESSION_COOKIE_SECURE, "
        "settings.SECURE_HSTS_SECONDS > 0, settings.SITE_URL]",
        **COMPLETE,
        DEBUG="true",
    )
    assert found == [False, False, True, True, "https://centre.example.org"]


def test_the_demonstration_needs_no_variable_and_keeps_its_key(tmp_path):
    first = value("dev", tmp_path, "settings.SECRET_KEY")
    assert len(first) >= 50
    assert value("dev", tmp_path, "settings.SECRET_KEY") == first
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0


def test_the_address_of_the_demonstration_follows_its_port(tmp_path):
    assert value("dev", tmp_path, "settings.SITE_URL", PORT="8123") == "http://127.0.0.1:8123"
    given = value("dev", tmp_path, "settings.SITE_URL", PORT="8123", SITE_URL="http://a.test/")
    assert given == "http://a.test"


def test_everything_that_is_written_lies_under_var_dir(tmp_path):
    paths = value(
        "dev",
        tmp_path,
        "[settings.MEDIA_ROOT, settings.STATIC_ROOT, settings.DATABASES['default']['NAME']]",
    )
    assert all(path.startswith(str(tmp_path / "var")) for path in paths)


def test_postgresql_is_chosen_by_its_address(tmp_path):
    engine = value(
        "dev",
        tmp_path,
        "settings.DATABASES['default']['ENGINE']",
        DATABASE_URL="postgresql://u:p@db.example.org/centre",
    )
    assert engine == "django.db.backends.postgresql"
