"""Owns what ELASTICSEARCH_URL says: nodes, who we are to them, whom we trust, the names our indices begin with."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from search.engines.base import EngineUnavailable

DEFAULT_PREFIX = "resource-centre"
_PREFIX = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_OPTIONS = ("api_key", "ca_file", "prefix", "timeout", "write_timeout", "shards", "replicas")
_API_KEY = re.compile(r"[A-Za-z0-9+/=_-]+")
_PORTS = {"http": 9200, "https": 9200}


class BadAddress(EngineUnavailable, ValueError):
    """The setting cannot be used; the message says why. A site that runs all the same goes on as without its engine."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the cluster is and how to speak to it; times are seconds."""

    nodes: tuple[str, ...]
    login: tuple[str, str] | None = None
    api_key: str | None = None
    ca_file: str | None = None
    prefix: str = DEFAULT_PREFIX
    timeout: float = 5.0
    write_timeout: float = 60.0
    shards: int = 1
    replicas: str = "0-1"
    """A number, or a span: as many copies within it as there are nodes to hold them."""


def read_address(url: str) -> Address:
    """Read `https://user:password@one:9200,two:9200/?api_key=…&ca_file=…&prefix=…`; raise BadAddress."""
    parts = urlsplit(url.strip())
    if parts.scheme not in _PORTS or not parts.netloc:
        raise BadAddress(
            "ELASTICSEARCH_URL must begin with http:// or https:// and name a server, "
            "as in http://127.0.0.1:9200."
        )
    login, _, hosts = parts.netloc.rpartition("@")
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = sorted(set(options) - set(_OPTIONS))
    if unknown:
        raise BadAddress(
            f"ELASTICSEARCH_URL has the unknown option “{unknown[0]}”; there are: {', '.join(_OPTIONS)}."
        )
    said = {name: values[-1] for name, values in options.items() if values[-1]}
    prefix = said.get("prefix", DEFAULT_PREFIX)
    if not _PREFIX.fullmatch(prefix):
        raise BadAddress(
            "The prefix in ELASTICSEARCH_URL may have small letters, digits and hyphens alone."
        )
    _check_key_and_authority(said, parts.scheme)
    user, _, password = login.partition(":")
    return Address(
        nodes=tuple(_node(parts.scheme, host) for host in hosts.split(",")),
        login=(unquote(user), unquote(password)) if login else None,
        api_key=said.get("api_key"),
        ca_file=said.get("ca_file"),
        prefix=prefix,
        timeout=_seconds(said, "timeout", 5.0),
        write_timeout=_seconds(said, "write_timeout", 60.0),
        shards=_shards(said.get("shards", "1")),
        replicas=_replicas(said.get("replicas", "0-1")),
    )


def _check_key_and_authority(said: dict[str, str], scheme: str) -> None:
    if "api_key" in said and not _API_KEY.fullmatch(said["api_key"]):
        raise BadAddress(
            "The option api_key in ELASTICSEARCH_URL has characters that no key has; "
            "write the key's encoded form, with %2B for each + in it."
        )
    if "ca_file" in said and scheme != "https":
        raise BadAddress("ELASTICSEARCH_URL has a ca_file; it must then begin with https://.")


def _node(scheme: str, host: str) -> str:
    name, _, port = host.strip().rpartition(":")
    if host.strip().endswith("]") or not name:  # an IPv6 address, or no port at all
        name, port = host.strip(), str(_PORTS[scheme])
    if not name.strip(":") or not port.isdigit() or not 0 < int(port) < 65_536:
        raise BadAddress(
            f"ELASTICSEARCH_URL names the server “{host}”; write host:port, several separated by commas."
        )
    return f"{scheme}://{name}:{port}"


def _seconds(said: dict[str, str], name: str, default: float) -> float:
    try:
        seconds = float(said.get(name, default))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise BadAddress(
            f"The option {name} in ELASTICSEARCH_URL is a number of seconds, at most 600."
        )
    return seconds


def _shards(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise BadAddress("The option shards in ELASTICSEARCH_URL is a number from 1 to 64.")
    return int(text)


def _replicas(text: str) -> str:
    if not re.fullmatch(r"\d{1,2}(-(\d{1,2}|all))?", text):
        raise BadAddress(
            "The option replicas in ELASTICSEARCH_URL is a number, or a span as in 0-1 or 1-all."
        )
    return text
