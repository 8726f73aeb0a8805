"""`python -m config.healthcheck`: ends with 0 while the site of this container answers."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 4


def is_healthy(port: str, site_url: str) -> bool:
    """Ask /healthz over the loopback the way the proxy of the site would."""
    headers = {"X-Forwarded-Proto": urlsplit(site_url).scheme or "http"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(not is_healthy(os.environ.get("PORT", "8000"), os.environ.get("SITE_URL", "")))
