"""Services that a test needs and a machine may lack: a line that names it, a failure under CI=true."""

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def is_ci() -> bool:
    """Tell whether a missing service is a failure."""
    return os.environ.get("CI") == "true"


def missing(service: str) -> None:
    """Skip the test and name what is missing; under CI=true fail."""
    if is_ci():
        pytest.fail(f"{service} is missing, and under CI=true nothing may be.", pytrace=False)
    pytest.skip(f"{service} is missing")


def need_tesseract() -> None:
    """Say that Debian's tesseract is missing, if it is."""
    if not shutil.which("tesseract"):
        missing("tesseract (apt install tesseract-ocr)")


def find_chromium() -> Path:
    """Return Debian's chromium, or say that it is missing."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return Path(path)
    missing("chromium (apt install chromium)")
    raise AssertionError


def find_elasticsearch() -> str:
    """Return the address of a server to test against, or say that it is missing."""
    url = os.environ.get("ELASTICSEARCH_TEST_URL") or os.environ.get("ELASTICSEARCH_URL")
    if not url:
        missing("Elasticsearch (set ELASTICSEARCH_TEST_URL to the address of a server)")
        raise AssertionError
    return url
