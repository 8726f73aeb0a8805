"""Doors to the server of the tests, as if each were a node of its own: they can be shut and opened again."""

import contextlib
import select
import socket
import threading
from urllib.parse import urlsplit

from tests.sites import free_port


class Door:
    """A port of this machine behind which the server answers; shutting it cuts off who is inside."""

    def __init__(self, server_url):
        parts = urlsplit(server_url)
        self.behind = (parts.hostname, parts.port)
        self.port = free_port()
        self.asked = 0
        self._inside = set()
        self._listening = None

    def open(self):
        """Let in who comes."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._let_in, args=(self._listening,), daemon=True).start()

    def shut(self):
        """Let nobody in any more, and cut off who is inside."""
        listening, self._listening = self._listening, None
        if listening:
            _hang_up(listening)
            listening.close()
        for end in list(self._inside):
            _hang_up(end)

    def _let_in(self, listening):
        while True:
            try:
                guest, _address = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(guest,), daemon=True).start()

    def _carry(self, guest):
        with guest, socket.create_connection(self.behind) as host:
            self._inside |= {guest, host}
            with contextlib.suppress(OSError):
                while True:
                    for end in select.select([guest, host], [], [])[0]:
                        carried = end.recv(65_536)
                        if not carried:
                            return
                        self.asked += end is guest
                        (host if end is guest else guest).sendall(carried)
            self._inside -= {guest, host}


def _hang_up(end):
    """Wake whoever waits for it, and let that one close it."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
