"""A real server that answers by TLS alone, and nobody without a login; and ends of TLS with nothing behind them."""

import base64
import hashlib
import json
import os
import shutil
import ssl
import threading
import urllib.request
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import quote

from tests.search.elasticsearch.own_server import OwnServer

USER, PASSWORD = "keeper", "pass/word+with:marks@all"


class GuardedServer(OwnServer):
    """A node whose certificate an authority has signed, with one account that may do everything."""

    scheme = "https"
    security = (
        "xpack.security.enabled: true\n"
        "xpack.security.http.ssl.enabled: true\n"
        "xpack.security.http.ssl.certificate: server.pem\n"
        "xpack.security.http.ssl.key: server.key"
    )

    def __init__(self, authority):
        super().__init__()
        self.authority = authority

    def configure(self, folder):
        """Give it a certificate and the account as well."""
        super().configure(folder)
        for file in self.authority.certify():
            shutil.copy(file, folder / f"server{file.suffix}")
        (folder / "users").write_text(f"{USER}:{_hashed(PASSWORD)}\n")
        (folder / "users_roles").write_text(f"superuser:{USER}\n")

    def headers(self):
        """Ask as the one account."""
        return {
            "Authorization": f"Basic {base64.b64encode(f'{USER}:{PASSWORD}'.encode()).decode()}"
        }

    def trust(self):
        """Trust the authority."""
        return ssl.create_default_context(cafile=self.authority.file)

    def address(self, *, login="", **options):
        """Return what ELASTICSEARCH_URL says about it."""
        said = {"ca_file": self.authority.file, **options}
        query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in said.items())
        return f"https://{login}127.0.0.1:{self.port}/?{query}"

    def key_for(self, prefix):
        """Return an API key with the rights that docs/configuration.md names."""
        rights = [{"names": [f"{prefix}-*"], "privileges": ["manage", "read", "write"]}]
        body = {"name": prefix, "role_descriptors": {"site": {"indices": rights}}}
        request = urllib.request.Request(
            f"{self.url}/_security/api_key",
            data=json.dumps(body).encode(),
            headers={**self.headers(), "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30, context=self.trust()) as answer:
            return json.load(answer)["encoded"]


def _hashed(password):
    """Return a password as `elasticsearch-users` writes it."""
    salt = os.urandom(32)
    hashed = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, 1_000, 32)
    written = (base64.b64encode(one).decode() for one in (salt, hashed))
    return "$".join(("{PBKDF2}1000", *written))


@contextmanager
def presenting(certificate, key):
    """Listen with a certificate, and hang up on whoever accepts it; gives the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    class HangUp(StreamRequestHandler):
        def handle(self):
            try:
                context.wrap_socket(self.request, server_side=True).close()
            except OSError:
                return  # the other side did not accept it

    with ThreadingTCPServer(("127.0.0.1", 0), HangUp) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()
