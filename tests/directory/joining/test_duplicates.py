"""Which addresses on the web tell whose they are."""

import pytest

from directory.joining.duplicates import host_of


@pytest.mark.parametrize(
    ("website", "host"),
    [
        ("https://www.lantern.example.org/about", "lantern.example.org"),
        ("https://facebook.com/lantern", ""),
        ("https://lantern.wordpress.com/", ""),
        ("https://www.notfacebook.com/", "notfacebook.com"),
        ("", ""),
    ],
)
def test_a_host_that_many_share_is_nobodys(website, host):
    assert host_of(website) == host
