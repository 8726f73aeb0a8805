"""Owns the talk with the cluster: time limits, one retry, and a circuit that opens when it keeps failing."""

import base64
import logging
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from elastic_transport import TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.address import Address, BadAddress

logger = logging.getLogger(__name__)
FAILURES_TO_OPEN = 3
OPEN_SECONDS = 5.0
BRIEF_SECONDS = 1.0
"""A page waits so long for what merely stands beside its content."""
NOT_BUILT = "The search index has not been built yet: run `manage.py rebuild_search`."
_TOO_BUSY = 429
_NOBODY, _FORBIDDEN = 401, 403
_SERVER_FAULT = 500
_TLS_FAULTS = (
    ("has expired", "its certificate has expired; renew it on the server"),
    ("not yet valid", "its certificate is not valid yet; compare the clocks of both machines"),
    ("match", "its certificate is for another name than the one in ELASTICSEARCH_URL"),
    (
        "verify failed",
        "nobody whom we trust has signed its certificate; let ca_file in ELASTICSEARCH_URL name who did",
    ),
    ("WRONG_VERSION", "it does not speak TLS; let ELASTICSEARCH_URL begin with http://"),
)
"""What is said of a failed handshake, by words of the error."""


class Circuit:
    """Opens after failures in a row, so that nobody waits for a dead cluster; one caller at a time then tries again.

    Its clock only ever goes forward, whatever the machine's does.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._closed_from = 0.0

    def check(self) -> None:
        """Let a call pass, or raise EngineUnavailable at once."""
        with self._lock:
            if self._failures < FAILURES_TO_OPEN:
                return
            now = self._clock()
            if now < self._closed_from:
                raise EngineUnavailable(
                    "Elasticsearch did not answer several times in a row; it is asked again in a few seconds."
                )
            # This caller tries; the others are turned away until it is known how it went.
            self._closed_from = now + OPEN_SECONDS

    def succeeded(self) -> None:
        """Note that the cluster answered."""
        if self._failures:
            with self._lock:
                self._failures = 0

    def failed(self) -> None:
        """Note that it did not."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_TO_OPEN:
                self._closed_from = self._clock() + OPEN_SECONDS
                logger.warning("Elasticsearch does not answer; it is left alone for a moment.")


class Connection:
    """A client whose every call ends in an answer or in EngineUnavailable."""

    def __init__(self, address: Address, *, circuit: Circuit | None = None) -> None:
        self.address = address
        self.circuit = circuit or Circuit()
        self._client = Elasticsearch(
            list(address.nodes),
            **_login(address),
            **_trust(address),
            request_timeout=address.timeout,
            max_retries=1,
            retry_on_timeout=True,
            retry_on_status=(502, 503, 504),
        )
        self._writing_client = self._client.options(request_timeout=address.write_timeout)
        self._brief_client = self._client.options(
            request_timeout=min(address.timeout, BRIEF_SECONDS), retry_on_timeout=False
        )
        # Searches may take longer: that nobody waited for an answer says nothing about them.
        self._brief_circuit = Circuit()

    @contextmanager
    def asking(self, *, briefly: bool = False) -> Iterator[Elasticsearch]:
        """Give the client for reading; whatever goes wrong becomes EngineUnavailable.

        `briefly` is for what a page shows besides: it gives up soon, and does not open the circuit of searches.
        """
        circuit, client = (
            (self._brief_circuit, self._brief_client) if briefly else (self.circuit, self._client)
        )
        with self._guarded(circuit):
            yield client

    @contextmanager
    def changing(self) -> Iterator[Elasticsearch]:
        """Give the client for what may take longer: writing, building, comparing."""
        with self._guarded(self.circuit):
            yield self._writing_client

    @contextmanager
    def _guarded(self, circuit: Circuit) -> Iterator[None]:
        circuit.check()
        try:
            yield
        except ApiError as error:
            if error.meta.status >= _SERVER_FAULT:
                circuit.failed()
            else:
                circuit.succeeded()
            raise unavailable(error) from error
        except TransportError as error:
            circuit.failed()
            raise EngineUnavailable(_unreachable(error)) from error
        circuit.succeeded()


def _login(address: Address) -> dict[str, Any]:
    """Return who we are; user and password may have any letters."""
    if address.api_key:
        return {"api_key": address.api_key}
    if address.login:
        return {"basic_auth": base64.b64encode(":".join(address.login).encode()).decode()}
    return {}


def _trust(address: Address) -> dict[str, Any]:
    """Return whom we trust; raise BadAddress where the file cannot be read, which the client tells too late."""
    if not address.ca_file:
        return {}
    try:
        ssl.create_default_context(cafile=address.ca_file)
    except (OSError, ssl.SSLError) as error:
        raise BadAddress(
            f"The ca_file in ELASTICSEARCH_URL, {address.ca_file}, has no certificate that can be read "
            f"({error.strerror or error})."
        ) from error
    return {"ca_certs": address.ca_file}


def _unreachable(error: TransportError) -> str:
    """Say in words why the cluster could not be asked."""
    if isinstance(error, TlsError):
        for words, told in _TLS_FAULTS:
            if words in str(error.message):
                return f"Elasticsearch cannot be trusted: {told}."
    return (
        f"Elasticsearch does not answer ({type(error).__name__}); check that the server runs "
        "and that ELASTICSEARCH_URL names it, with https:// if it speaks TLS."
    )


def unavailable(error: ApiError) -> EngineUnavailable:
    """Return what an error of the cluster means for us, and how to mend it."""
    if isinstance(error, NotFoundError):
        return EngineUnavailable(NOT_BUILT)
    return refusal(error.meta.status, f"{error.error}: {reason_of(error)}")


def refusal(status: int, reason: str) -> EngineUnavailable:
    """Return the refusal of a request, or of a part of it, by its status."""
    if "block" in reason and status in (_FORBIDDEN, _TOO_BUSY):
        return EngineUnavailable(
            f"The index is read-only ({reason}): the disk of a node is nearly full. Free some space; "
            "Elasticsearch then lifts the block by itself, and what waits in the outbox is written."
        )
    if status == _NOBODY:
        return EngineUnavailable(
            f"Elasticsearch refuses our login ({reason}): check the key or password in ELASTICSEARCH_URL."
        )
    if status == _FORBIDDEN:
        return EngineUnavailable(
            f"Our login may not do this in Elasticsearch ({reason}): "
            "give it the rights that docs/configuration.md names."
        )
    if status == _TOO_BUSY:
        return EngineUnavailable(f"Elasticsearch is too busy ({reason}).")
    return EngineUnavailable(f"Elasticsearch could not answer: {status} {reason}")


def reason_of(error: ApiError) -> str:
    """Return the cluster's own words about an error, without the request."""
    if isinstance(error.body, dict) and isinstance(told := error.body.get("error"), dict):
        causes = told.get("root_cause") or [told]
        return str(causes[0].get("reason", ""))[:300]
    return str(error.body)[:300]
