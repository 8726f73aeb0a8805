"""A mail server for tests: takes everything, notes each mail before it says so, and misbehaves as its guests ask.

As a process of its own it can be killed: `python -m tests.newsletter.sending.sink --port 2525 --log mails.log`.
The local part of a recipient tells what happens to them: see `Session.answer_to_recipient` and `Session.take`.
"""

import argparse
import asyncio
import os
import re
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_MESSAGE_ID = re.compile(rb"^Message-ID: (\S+)", re.M | re.I)


@dataclass
class Conduct:
    """How the server behaves, and what it has seen."""

    log: str = ""
    is_pipelining: bool = True
    delay: float = 0.0
    #: 451 at the first attempt of every so manieth recipient.
    temporary_every: int = 0
    #: 421 instead of a greeting, so many times.
    closed_doors: int = 0
    refused_senders: int = 0
    keeps_mails: bool = False
    tells: bool = False
    seen: set[str] = field(default_factory=set)
    mails: list[tuple[str, str, bytes]] = field(default_factory=list)
    most_at_once: int = 0
    commands: list[str] = field(default_factory=list)

    def note(self, message_id: str, recipient: str) -> None:
        if self.log:
            file = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            os.write(file, f"{message_id} {recipient}\n".encode())
            os.close(file)
        if self.tells:
            os.write(1, b".")


class Session(asyncio.Protocol):
    """One connection."""

    def __init__(self, conduct):
        self.conduct = conduct
        self.buffer = b""
        self.sender = self.recipient = None
        self.is_in_text = self.is_waiting = False

    def connection_made(self, transport):
        self.transport = transport
        if self.conduct.closed_doors:
            self.conduct.closed_doors -= 1
            self.say("421 4.3.2 come back later")
            transport.close()
            return
        self.say("220 sink ready")

    def say(self, line):
        self.transport.write(f"{line}\r\n".encode())

    def data_received(self, data):
        self.buffer += data
        self.work()

    def work(self):
        while not self.is_waiting and not self.transport.is_closing():
            if self.is_in_text:
                end = self.buffer.find(b"\r\n.\r\n") if not self.buffer.startswith(b".\r\n") else -2
                if end == -1:
                    return
                text, self.buffer = self.buffer[: max(end + 2, 0)], self.buffer[end + 5 :]
                self.is_in_text = False
                self.take(text)
            else:
                line, found, rest = self.buffer.partition(b"\r\n")
                if not found:
                    return
                self.buffer = rest
                self.obey(line.decode("ascii"))

    def obey(self, line):
        verb = line[:4].upper()
        if verb == "EHLO":
            self.say(
                "250-sink\r\n250-8BITMIME"
                if not self.conduct.is_pipelining
                else "250-sink\r\n250-PIPELINING"
            )
            self.say("250 ENHANCEDSTATUSCODES")
        elif verb == "MAIL":
            if self.sender:
                self.say("503 5.5.1 nested MAIL command")
            elif self.conduct.refused_senders:
                self.conduct.refused_senders -= 1
                self.say("550 5.7.1 we do not know you")
            else:
                self.sender, self.recipient = line[10:].strip("<>"), None
                self.say("250 2.1.0 ok")
        elif verb == "RCPT":
            address = line[8:].strip("<>")
            answer = self.answer_to_recipient(address) if self.sender else "503 5.5.1 MAIL first"
            if answer.startswith("close"):
                self.transport.close()
                return
            if answer.startswith("250"):
                self.recipient = address
            self.say(answer)
            if answer.startswith("421"):
                self.transport.close()
        elif verb == "DATA":
            if self.recipient and self.recipient.startswith("door"):
                self.transport.close()
            elif self.recipient:
                self.is_in_text = True
                self.say("354 go on")
            else:
                self.say("554 5.5.1 no valid recipients")
        elif verb == "RSET":
            self.sender = self.recipient = None
            self.say("250 2.0.0 ok")
        elif verb == "QUIT":
            self.say("221 2.0.0 bye")
            self.transport.close()
        else:
            self.say("502 5.5.2 what?")

    def answer_to_recipient(self, address):
        conduct, name = self.conduct, address.partition("@")[0]
        is_first = address not in conduct.seen
        conduct.seen.add(address)
        number = int(re.sub(r"\D", "", name) or 0)
        if conduct.temporary_every and number % conduct.temporary_every == 0 and is_first:
            return "451 4.3.0 try again"
        if name.startswith("nobody"):
            return f"550 5.1.1 <{address}>: user unknown"
        if name.startswith("full"):
            return "452 4.2.2 mailbox full"
        if name.startswith("busy") and is_first:
            return "421 4.3.2 shutting down"
        return "close" if name.startswith("slam") else "250 2.1.5 ok"

    def take(self, text):
        name = self.recipient.partition("@")[0]
        if name.startswith("spam"):
            self.done("554 5.7.1 this looks like spam")
        elif name.startswith("later") and self.recipient not in self.conduct.commands:
            self.conduct.commands.append(self.recipient)
            self.done("450 4.7.0 greylisted")
        elif name.startswith("hang") and self.recipient not in self.conduct.commands:
            self.conduct.commands.append(self.recipient)
            self.is_waiting = True
        elif name.startswith("gone"):
            self.transport.close()
        elif self.conduct.delay:
            self.is_waiting = True
            asyncio.get_running_loop().call_later(self.conduct.delay, self.accept, text)
        else:
            self.accept(text)

    def accept(self, text):
        found = _MESSAGE_ID.search(text)
        self.conduct.note(found[1].decode() if found else "?", self.recipient)
        if self.conduct.keeps_mails:
            text = text.replace(b"\r\n..", b"\r\n.")
            self.conduct.mails.append((self.sender, self.recipient, text))
        self.is_waiting = False
        self.done("250 2.0.0 taken")
        self.work()

    def done(self, answer):
        self.sender = self.recipient = None
        if not self.transport.is_closing():
            self.say(answer)


async def serve(conduct, port=0, ready=None):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Session(conduct), "127.0.0.1", port, reuse_address=True
    )
    if ready:
        ready(server.sockets[0].getsockname()[1], loop)
    await asyncio.Event().wait()


@contextmanager
def running_sink(**conduct):
    """Serve in a thread of this process until the block ends; gives its conduct, with `port`."""
    conduct = Conduct(keeps_mails=True, **conduct)
    started = threading.Event()
    held = {}

    def ready(port, loop):
        conduct.port, held["loop"] = port, loop
        held["task"] = asyncio.current_task(loop)
        started.set()

    def run():
        with suppress(asyncio.CancelledError):
            asyncio.run(serve(conduct, ready=ready))

    thread = threading.Thread(target=run)
    thread.start()
    started.wait(10)
    try:
        yield conduct
    finally:
        held["loop"].call_soon_threadsafe(held["task"].cancel)
        thread.join(10)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--log", default="")
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--temporary-every", type=int, default=0)
    parser.add_argument("--tell", action="store_true", help="A dot for each mail.")
    options = parser.parse_args()
    conduct = Conduct(
        log=options.log,
        delay=options.delay,
        temporary_every=options.temporary_every,
        tells=options.tell,
    )
    asyncio.run(serve(conduct, options.port, lambda _port, _loop: os.write(1, b"ready\n")))


if __name__ == "__main__":
    main()
