"""A real server of some tests' own, which can be killed and started again with its data."""

import os
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.services import missing
from tests.sites import ROOT, free_port

START_SECONDS = 180
SETTINGS = """\
cluster.name: test-{port}
node.name: one
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport}
path.data: {folder}/data
path.logs: {folder}/logs
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.autoconfiguration.enabled: false
"""


def distribution():
    """Return the folder in which `serve` has unpacked the distribution, after doing so if nobody has."""
    source = (ROOT / os.environ.get("ELASTICSEARCH_DIR", "../shared/elasticsearch")).resolve()
    archive = next(source.glob("elasticsearch-*.tar.gz"), None)
    if archive is None:
        missing("the folder of Elasticsearch (set ELASTICSEARCH_DIR)")
    name = archive.name.removesuffix(".tar.gz")
    root = Path(os.environ.get("ES_DIR") or Path(tempfile.gettempdir()) / f"{name}-test")
    if not (root / name).is_dir():
        root.mkdir(mode=0o755, exist_ok=True)
        with tarfile.open(archive) as packed:
            packed.extractall(root, filter="data")
    return root / name


class OwnServer:
    """A node on free ports, of the distribution that CI's `serve` runs as well, in the same folder of the machine."""

    scheme = "http"
    security = "xpack.security.enabled: false"

    def __init__(self):
        if not shutil.which("java"):
            missing("Java 17 (apt install openjdk-17-jre-headless)")
        self.home = distribution()
        self.port = free_port()
        self.url = f"{self.scheme}://127.0.0.1:{self.port}"
        self.folder = self.home.parent / f"node-{self.port}"
        self.process = None

    def start(self):
        """Start an empty node."""
        for name in ("config", "data", "logs", "tmp"):
            (self.folder / name).mkdir(parents=True)
        shutil.copytree(self.home / "config", self.folder / "config", dirs_exist_ok=True)
        self.configure(self.folder / "config")
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, "nobody", "nogroup")
        self.start_again()

    def configure(self, folder):
        """Write what the node is told, into the folder of its configuration."""
        settings = SETTINGS.format(port=self.port, transport=free_port(), folder=self.folder)
        (folder / "elasticsearch.yml").write_text(f"{settings}{self.security}\n")

    def start_again(self):
        """Start it with the data that it had."""
        java = Path(shutil.which("java")).resolve().parent.parent
        paths = {"home": self.home, "conf": self.folder / "config"}
        command = [
            *("java", "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC", "-Dcli.name=server"),
            f"-Dcli.script={self.home}/bin/elasticsearch",
            "-Dcli.libs=lib/tools/server-cli",
            *(f"-Des.path.{name}={path}" for name, path in paths.items()),
            "-Des.distribution.type=tar",
            *("-cp", "lib/*:lib/cli-launcher/*", "org.elasticsearch.launcher.CliToolLauncher"),
        ]
        environment = {
            "ES_HOME": self.home,
            "ES_PATH_CONF": self.folder / "config",
            "ES_TMPDIR": self.folder / "tmp",
            "ES_JAVA_HOME": java,
            "ES_JAVA_OPTS": "-Xms256m -Xmx256m",
            "ES_DISTRIBUTION_TYPE": "tar",
        }
        # Elasticsearch refuses to run as root.
        user = (
            {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
        )
        self.process = subprocess.Popen(
            command,
            env={**os.environ, **{name: str(value) for name, value in environment.items()}},
            cwd=self.home,
            # The launcher and the server, which is its child, are ended together.
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / "logs" / "out.log").open("ab"),
            stderr=subprocess.STDOUT,
            **user,
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "logs" / "out.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.2)

    def kill(self):
        """End the node at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        deadline = time.monotonic() + START_SECONDS
        while self._answers():
            assert time.monotonic() < deadline
            time.sleep(0.2)

    def stop(self):
        """End it and remove its data."""
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self):
        health = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s"
        request = urllib.request.Request(health, headers=self.headers())
        try:
            with urllib.request.urlopen(request, timeout=3, context=self.trust()):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def headers(self):
        """Return the headers with which the tests themselves ask the node."""
        return {}

    def trust(self):
        """Return the context of TLS with which they do."""
        return None
