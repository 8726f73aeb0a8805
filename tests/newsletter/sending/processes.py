"""Processes that tests kill: a mail server with a log that outlives it, and senders forked from one that loaded all."""

import os
import select
import subprocess
import sys
from collections import Counter

from tests.sites import ROOT


class Sink:
    """The mail server, a process that can be killed; its log outlives it."""

    def __init__(self, port, log, *options):
        self.port, self.log, self.options = port, log, options
        self.taken = 0
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.newsletter.sending.sink"),
                *("--port", str(self.port), "--log", str(self.log), "--tell"),
                *self.options,
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout.readline() == b"ready\n"

    def wait_until_taken(self, number):
        """Return when so many mails were taken, in all lives of the server together."""
        while self.taken < number:
            self.taken += len(os.read(self.process.stdout.fileno(), number - self.taken))

    def is_silent(self, seconds):
        """Tell whether no mail is taken for a while."""
        return not select.select([self.process.stdout], [], [], seconds)[0]

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.taken += len(self.process.stdout.read())
        self.process.stdout.close()

    def deliveries(self):
        """Return how often each recipient's mail was taken, and how many Message-IDs it had."""
        lines = [line.split() for line in self.log.read_text().splitlines()]
        ids = {
            recipient: {number for number, whom in lines if whom == recipient}
            for _, recipient in lines
        }
        return Counter(recipient for _number, recipient in lines), ids


class Forks:
    """Sending processes of a site, forked from one that has loaded everything."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.newsletter.sending.forks"],
            cwd=ROOT,
            env=environment | {"PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "loaded\n"

    def begin(self, task):
        self.process.stdin.write(f"{task}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self):
        """Return exit status and output of what was begun last, when it ends."""
        ended, status, *output = self.process.stdout.readline().strip().split(" ", 2)
        assert ended == "ended"
        return int(status), output[0] if output else ""

    def do(self, task):
        self.begin(task)
        return self.end()

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
