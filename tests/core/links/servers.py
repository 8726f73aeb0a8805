"""A real HTTP server on the loopback for tests, and the guard that trusts it alone."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from core import guarded_fetch


class Site:
    """What the server answers by path, and what it was asked."""

    def __init__(self):
        self.asked = []
        self.answers = {"/": (200, {}, b"hello")}
        self.no_head = False
        self.port = 0

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def serving(monkeypatch, *, trusted=True):
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self):
            site.asked.append((self.command, self.path, dict(self.headers), time.monotonic()))
            if self.command == "HEAD" and site.no_head:
                self.send_error(405)
                return
            status, headers, body = site.answers.get(self.path, (404, {}, b"not here"))
            if callable(body):
                body(self)
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = _answer

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_port
    if trusted:
        guard = guarded_fetch.Guard(trusted=frozenset({("127.0.0.1", site.port)}))
        monkeypatch.setattr(guarded_fetch, "GUARD", guard)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
