"""Fetches an address that somebody else wrote, without becoming a way into the network of the server.

Only http and https; only addresses of the public internet, asked of the name once and then connected to as
numbers, so that a name which answers differently a second time leads nowhere; every redirect is checked
anew; no cookies, no credentials, no proxies; limits on size and on the time of the whole.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 64 * 1024
_LONGEST_URL = 4000
#: Networks that hold other addresses inside their own: what they lead to cannot be judged.
_TUNNELS = tuple(
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)


class FetchError(Exception):
    """The address gave nothing; the message says why, in a sentence for editors."""


class FetchRefused(FetchError):
    """The address is none that this site asks."""


class FetchTooLarge(FetchError):
    """The answer is larger than was asked for."""


@dataclass(frozen=True)
class FetchLimits:
    """How much may be fetched: bytes of the answer, seconds for all of it, redirects on the way."""

    size: int = 2_000_000
    seconds: float = 20.0
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """An answer: where it came from in the end, its status, type and content."""

    url: str
    status: int
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Guard:
    """Which numbers may be connected to. `trusted` (number, port) is for tests with a server of their own."""

    trusted: frozenset[tuple[str, int]] = field(default=frozenset())

    def permits(self, number: str, port: int) -> bool:
        """Tell whether an address is one of the public internet."""
        return (number, port) in self.trusted or is_public(number)


GUARD = Guard()


def is_public(number: str) -> bool:
    """Tell whether an IP address belongs to the public internet, and to one machine there."""
    address: Address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _TUNNELS):
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def fetch(url: str, *, method: str = "GET", limits: FetchLimits | None = None) -> Fetched:
    """Return what stands at `url`; raises FetchError, whatever goes wrong.

    Any status is an answer. With HEAD the content is empty. `limits` hold for all redirects together.
    """
    limits = limits or FetchLimits()
    ends_at = time.monotonic() + limits.seconds
    for _step in range(limits.redirects + 1):
        target = _Target.of(url)
        status, headers, content = _ask(target, method, limits, ends_at)
        location = headers.get("location", "")
        if status not in _REDIRECTS or not location:
            return Fetched(url, status, headers.get("content-type", ""), content)
        url = urljoin(target.url, _readable(location))
    raise FetchError(_("It leads on more than %(n)d times.") % {"n": limits.redirects})


def _readable(location: str) -> str:
    """Return a redirect's address as its server meant it: headers come in as Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    return location.strip().replace(" ", "%20")


def user_agent() -> str:
    """Return the name under which this site asks others, with the address to ask back."""
    name = settings.WAGTAIL_SITE_NAME.encode("ascii", "ignore").decode()
    return f"{name} (+{settings.SITE_URL})"


@dataclass(frozen=True)
class _Target:
    """An address taken apart, with the number to connect to."""

    url: str
    host: str
    port: int
    number: str
    is_secure: bool
    path: str

    @classmethod
    def of(cls, url: str) -> "_Target":
        """Check an address and resolve its name, once; raises FetchRefused."""
        parts = _split(url)
        host = _ascii_host(parts)
        port = _port(parts)
        return cls(
            url=url,
            host=host,
            port=port,
            number=_resolve(host, port),
            is_secure=parts.scheme == "https",
            path=_path(parts),
        )


def _split(url: str) -> SplitResult:
    if len(url) > _LONGEST_URL or any(ord(letter) < 33 for letter in url):
        raise FetchRefused(_("It is no address of the web."))
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname)
    except ValueError as error:
        raise FetchRefused(_("It is no address of the web.")) from error
    if parts.scheme not in ("http", "https") or not has_host:
        raise FetchRefused(_("Only addresses that begin with http:// or https:// are asked."))
    if parts.username is not None or parts.password is not None:
        raise FetchRefused(_("An address with a name or password in it is not asked."))
    return parts


def _ascii_host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise FetchRefused(_("The name of its server is not one.")) from error


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise FetchRefused(_("Its port is not a number of one.")) from error
    if port is None:
        return 443 if parts.scheme == "https" else 80
    if port not in (80, 443) and port < 1024:
        raise FetchRefused(_("Its port is not one of the web."))
    return port


def _path(parts: SplitResult) -> str:
    # Letters that an address may hold are left; all others are written as their bytes.
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path


def _resolve(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(_("There is no server of this name.")) from error
    numbers = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not numbers or not all(GUARD.permits(number, port) for number in numbers):
        raise FetchRefused(_("Its server is not one of the public internet."))
    return numbers[0]


def _ask(
    target: _Target, method: str, limits: FetchLimits, ends_at: float
) -> tuple[int, dict[str, str], bytes]:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise FetchError(_("It took too long."))
    connection = _Connection(target, timeout=min(left, 10.0))
    # A server that sends a letter every few seconds keeps each read alive: the whole has its own clock.
    alarm = threading.Timer(left, connection.cut)
    alarm.daemon = True
    alarm.start()
    try:
        connection.request(
            method,
            target.path,
            headers={
                "User-Agent": user_agent(),
                "Accept": "*/*",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        content = b"" if method == "HEAD" else _read(response, limits.size)
        if time.monotonic() >= ends_at:
            raise TimeoutError
    except ssl.SSLError as error:
        raise FetchError(_("Its certificate does not hold.")) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= ends_at or isinstance(error, TimeoutError):
            raise FetchError(_("It took too long.")) from error
        raise FetchError(_("Its server did not answer.")) from error
    finally:
        alarm.cancel()
        connection.close()
    return response.status, headers, content


def _too_large(size: int) -> FetchTooLarge:
    return FetchTooLarge(_("It is larger than %(size)s.") % {"size": filesizeformat(size)})


def _read(response: http.client.HTTPResponse, size: int) -> bytes:
    if response.status in _REDIRECTS:
        return b""
    if response.length is not None and response.length > size:
        raise _too_large(size)
    content = bytearray()
    while chunk := response.read1(_CHUNK):
        content += chunk
        if len(content) > size:
            raise _too_large(size)
    if response.length:
        raise http.client.IncompleteRead(bytes(content), response.length)
    return bytes(content)


class _Connection(http.client.HTTPConnection):
    """A connection to the number that was checked, under the name that was asked for."""

    def __init__(self, target: _Target, *, timeout: float) -> None:
        self.default_port = 443 if target.is_secure else 80
        super().__init__(target.host, target.port, timeout=timeout)
        self._target = target
        self._line: socket.socket | None = None

    def connect(self) -> None:
        """Connect without asking for the name again."""
        address = (self._target.number, self._target.port)
        self.sock = self._line = socket.create_connection(address, self.timeout)
        if self._target.is_secure:
            context = ssl.create_default_context()
            # The handshake comes last, so that `cut` reaches the socket while it lasts.
            self.sock = self._line = context.wrap_socket(
                self.sock, server_hostname=self._target.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self) -> None:
        """End the connection from another thread."""
        # `sock` is given up as soon as the answer begins; the answer goes on reading from the line.
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
