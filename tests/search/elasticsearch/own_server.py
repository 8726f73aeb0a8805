"""A real server of one test's own, which can be killed and started again with its data."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.services import missing
from tests.sites import ROOT, free_port

START_SECONDS = 180


class OwnServer:
    """A node on a free port; it is started by the `serve` that CI uses as well."""

    def __init__(self):
        folder = os.environ.get("ELASTICSEARCH_DIR", "../shared/elasticsearch")
        self.serve = (ROOT / folder / "serve").resolve()
        if not self.serve.exists():
            missing("the folder of Elasticsearch (set ELASTICSEARCH_DIR)")
        self.port = str(free_port())
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        """Start an empty node, and note how it was done."""
        self._serve("start")
        (pid,) = [
            int(one.name)
            for one in Path("/proc").iterdir()
            if one.name.isdigit() and self._is_ours(one)
        ]
        about = Path("/proc") / str(pid)
        self.group = os.getpgid(pid)
        self.command = self._words(about / "cmdline")
        self.environment = dict(word.split("=", 1) for word in self._words(about / "environ"))
        self.folder = (about / "cwd").readlink()

    def _is_ours(self, process):
        """Tell whether a process is the launcher of this node: the server itself is its child."""
        try:
            words = self._words(process / "cmdline")
        except OSError:
            return False
        return any(word.endswith(f"/node-{self.port}/config") for word in words) and any(
            word.endswith("CliToolLauncher") for word in words
        )

    @staticmethod
    def _words(file):
        return [word.decode() for word in file.read_bytes().split(b"\0") if word]

    def kill(self):
        """End the node at once, as a power cut does."""
        os.killpg(self.group, signal.SIGKILL)
        self._wait_until(lambda: not self._answers())

    def start_again(self):
        """Start it with the data that it had."""
        # Elasticsearch refuses to run as root.
        user = {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=self.folder,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **user,
        )
        self.group = self.process.pid
        self._wait_until(self._answers)

    def stop(self):
        """End it and remove its data."""
        if self.process:
            os.killpg(self.group, signal.SIGKILL)
            self.process.wait()
        self._serve("stop")

    def _serve(self, action):
        subprocess.run(
            [self.serve, action, self.port],
            check=True,
            env={**os.environ, "ES_HEAP": "256m"},
            stdout=subprocess.DEVNULL,
            timeout=START_SECONDS,
        )

    def _answers(self):
        try:
            health = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s"
            with urllib.request.urlopen(health, timeout=3):
                return True
        except (urllib.error.URLError, OSError):
            return False

    @staticmethod
    def _wait_until(is_so):
        deadline = time.monotonic() + START_SECONDS
        while not is_so():
            assert time.monotonic() < deadline
            time.sleep(0.2)
