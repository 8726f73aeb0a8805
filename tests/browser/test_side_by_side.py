"""Two sites run from one checkout, each with what lies under its own VAR_DIR."""

import urllib.request

import pytest

pytestmark = pytest.mark.browser


def read(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def test_a_second_site_with_content_of_its_own_stays_free_of_the_demonstration(
    site, migrated_site, tmp_path
):
    other = migrated_site.copy(tmp_path / "var")
    other.run("shell", "--command", MAKE_A_USER)
    with other.serving():
        assert "Ac.Sé" in read(f"{site.url}/practices/")
        assert "Ac.Sé" not in read(f"{other.url}/practices/")
        assert f"{site.url}/practices/" in read(f"{site.url}/sitemap.xml")
        assert f"{other.url}/practices/" in read(f"{other.url}/sitemap.xml")


MAKE_A_USER = (
    "from accounts.models import User; User.objects.create_user('somebody@example.net', 'x')"
)
