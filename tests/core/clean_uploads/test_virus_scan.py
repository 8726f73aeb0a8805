"""Uploads pass a virus scanner where one is set: a small server here speaks clamd's protocol."""

import socket
import struct
import threading
from contextlib import contextmanager

import pytest

from core.clean_uploads.cleaning import cleaned
from core.clean_uploads.refusal import RefusedFile

BAD = b"INVENTED-VIRUS"


@contextmanager
def scanner(family=socket.AF_INET, address=("127.0.0.1", 0), answer=None):
    """Serve INSTREAM until the context ends; what was streamed is listed."""
    seen = []
    server = socket.socket(family)
    server.bind(address)
    server.listen()

    def serve():
        while True:
            try:
                line, _from = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                data = b""
                while length := struct.unpack(">I", stream.read(4))[0]:
                    data += stream.read(length)
                seen.append(data)
                found = b"stream: Invented.Test FOUND" if BAD in data else b"stream: OK"
                line.sendall((found if answer is None else answer) + b"\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname(), seen
    finally:
        # Closing alone does not wake a thread that waits in accept().
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def test_a_clean_file_is_taken_as_it_came(settings):
    data = b"words " * 30_000
    with scanner() as ((host, port), seen):
        settings.CLAMD_ADDRESS = f"tcp://{host}:{port}"
        assert cleaned(data, "a.txt") == data
    assert seen == [data]


def test_a_file_with_a_virus_is_refused(settings, tmp_path):
    path = str(tmp_path / "clamd")
    with scanner(socket.AF_UNIX, path):
        settings.CLAMD_ADDRESS = f"unix:{path}"
        with pytest.raises(RefusedFile, match="found something"):
            cleaned(b"words " + BAD, "a.txt")


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"", b"stream: OK?"])
def test_a_scanner_that_does_not_say_ok_lets_nothing_in(settings, answer):
    with scanner(answer=answer) as ((host, port), _seen):
        settings.CLAMD_ADDRESS = f"tcp://{host}:{port}"
        with pytest.raises(RefusedFile, match="did not answer"):
            cleaned(b"words", "a.txt")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "unix:/nowhere/clamd", "nonsense"])
def test_without_an_answer_nothing_is_taken(settings, address):
    settings.CLAMD_ADDRESS = address
    with pytest.raises(RefusedFile, match="did not answer"):
        cleaned(b"words", "a.txt")


def test_a_web_page_keeps_its_text_alone():
    page = (
        b"<html lang='fr'><head><title>Titre</title><meta name=author content=Somebody></head><body>"
        b"<h1>T\xc3\xa9moin</h1><p onclick=x()>Mots <a href='javascript:x()'>ici</a></p><script>steal()</script>"
        b"<img src=//other.example/p.png></body></html>"
    )
    kept = cleaned(page, "a.html").decode()
    assert "Témoin" in kept and "Mots" in kept and 'lang="fr"' in kept
    for gone in ("Somebody", "onclick", "javascript", "steal", "<img"):
        assert gone not in kept
