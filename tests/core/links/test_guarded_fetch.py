"""The guarded client against a real server: what it fetches, and where it can never be led."""

import socket
import time

import pytest

from core import guarded_fetch
from core.guarded_fetch import (
    Fetched,
    FetchError,
    FetchLimits,
    FetchRefused,
    FetchTooLarge,
    fetch,
    is_public,
)
from tests.core.links.servers import serving


@pytest.fixture
def site(monkeypatch):
    with serving(monkeypatch) as site:
        yield site


def resolve_to(monkeypatch, *answers):
    """Let names resolve to each answer in turn, the last one again and again."""
    left = list(answers)
    real = socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        if host[0].isdigit():
            return real(host, port, *args, **kwargs)
        numbers = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(guarded_fetch.socket, "getaddrinfo", getaddrinfo)


def test_an_address_is_fetched_without_cookies_under_the_name_of_the_site(site, settings):
    settings.SITE_URL = "https://centre.example.org"
    site.answers["/a?b=c"] = (200, {"Content-Type": "text/plain", "Set-Cookie": "a=b"}, b"text")
    for _ in range(2):
        answer = fetch(site.url("/a?b=c"))
    assert answer == Fetched(site.url("/a?b=c"), 200, "text/plain", b"text")
    headers = site.asked[-1][2]
    assert "Cookie" not in headers
    assert headers["User-Agent"] == "Resource Centre (+https://centre.example.org)"


def test_any_status_is_an_answer_and_head_brings_no_content(site):
    assert fetch(site.url("/nowhere")).status == 404
    answer = fetch(site.url(), method="HEAD")
    assert (answer.status, answer.content) == (200, b"")


def test_redirects_are_followed_and_counted(site):
    site.answers["/old"] = (301, {"Location": "/né w"}, b"")
    site.answers["/n%C3%A9%20w"] = (200, {}, b"found")
    site.answers["/round"] = (302, {"Location": "/round"}, b"")
    assert fetch(site.url("/old")).content == b"found"
    with pytest.raises(FetchError, match="more than 5 times"):
        fetch(site.url("/round"))


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1"),
        "2001:0:53aa:64c:0:fff7:80ff:fffe",
    ],
)
def test_numbers_that_are_not_of_the_public_internet_are_known(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_numbers_of_the_public_internet_are_known(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"]
)
def test_the_loopback_is_refused_however_it_is_written(monkeypatch, host):
    with serving(monkeypatch, trusted=False) as site:
        with pytest.raises(FetchError):
            fetch(f"http://{host}:{site.port}/")
        assert site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:1", ""),
        *(
            "http:///path",
            "http://[::1",
            "http://user:secret@example.org/",
            "http://example.org:22/",
        ),
        *("http://example.org:99999/", "http://exa mple.org/", "http://example.org/\r\nX: y"),
        *("http://" + "a" * 70 + ".org/", "http://example.org/" + "a" * 5000, "//example.org/"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_before_a_name_is_asked(monkeypatch, url):
    monkeypatch.setattr(guarded_fetch.socket, "getaddrinfo", None)
    with pytest.raises(FetchRefused):
        fetch(url)


def test_a_redirect_into_the_network_of_the_server_is_refused(site):
    for number, target in enumerate(
        ("http://10.0.0.1/", "http://169.254.169.254/latest/", "http://127.0.0.1:1/", "file:///x")
    ):
        site.answers[f"/{number}"] = (302, {"Location": target}, b"")
        with pytest.raises(FetchRefused):
            fetch(site.url(f"/{number}"))


def test_a_name_that_answers_differently_the_second_time_leads_nowhere(site, monkeypatch):
    connected = []
    connect = socket.create_connection

    def note(address, *args, **kwargs):
        connected.append(address)
        return connect(address, *args, **kwargs)

    monkeypatch.setattr(guarded_fetch.socket, "create_connection", note)
    # The first answer is what was checked; the second, private one is never asked for.
    resolve_to(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    assert fetch(f"http://rebind.example:{site.port}/").content == b"hello"
    assert connected == [("127.0.0.1", site.port)]
    assert site.asked[0][2]["Host"] == f"rebind.example:{site.port}"
    with pytest.raises(FetchRefused):
        fetch(f"http://rebind.example:{site.port}/")


def test_a_name_with_one_private_number_among_public_ones_is_refused(monkeypatch):
    resolve_to(monkeypatch, ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(FetchRefused):
        fetch("http://mixed.example/")


def test_an_answer_that_is_too_large_is_not_read_to_its_end(site):
    limits = FetchLimits(size=1000)
    site.answers["/said"] = (200, {"Content-Length": "1001"}, b"x" * 1001)
    site.answers["/fits"] = (200, {}, b"x" * 1000)

    def unending(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    site.answers["/unsaid"] = (200, {}, unending)
    for path in ("/said", "/unsaid"):
        with pytest.raises(FetchTooLarge, match="1000"):
            fetch(site.url(path), limits=limits)
    assert len(fetch(site.url("/fits"), limits=limits).content) == 1000


def test_a_server_that_sends_a_letter_now_and_then_is_cut_off(site):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(200):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    site.answers["/drip"] = (200, {}, drip)
    begun = time.monotonic()
    with pytest.raises(FetchError, match="too long"):
        fetch(site.url("/drip"), limits=FetchLimits(seconds=0.4))
    assert time.monotonic() - begun < 2


def test_a_server_that_is_not_there_or_speaks_otherwise_is_told(site):
    def nonsense(handler):
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    site.answers["/ssh"] = (200, {}, nonsense)
    with pytest.raises(FetchError, match="did not answer"):
        fetch(site.url("/ssh"))
    with pytest.raises(FetchError):
        fetch(site.url().replace("http:", "https:"))
    with pytest.raises(FetchError, match="no server of this name"):
        fetch("http://no-such-name.invalid/")


def test_no_proxy_of_the_environment_is_used(site, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert fetch(site.url()).status == 200
