"""Whole sites of their own for tests: a VAR_DIR, commands run in it, the server that `make run` starts."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 180


def free_port() -> int:
    """Return a port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class OwnSite:
    """A site on SQLite under `var_dir`, whatever database the test run itself uses."""

    var_dir: Path
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """Return the address at which it is served."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the environment of its processes, with nothing of this process's own settings."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "SITE_URL", "MEDIA_ROOT", "CACHE_URL", "DEBUG"}
        }
        return kept | {
            "VAR_DIR": str(self.var_dir),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a management command; its output is part of the failure's message."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
        )
        if check and done.returncode:
            raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stderr}")
        return done

    def copy(self, var_dir: Path) -> "OwnSite":
        """Return a second site that begins with the content of this one."""
        shutil.copytree(self.var_dir, var_dir)
        return OwnSite(var_dir)

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[str]]:
        """Serve the site as `make run` does, until the block ends."""
        errors = (self.var_dir.parent / f"{self.var_dir.name}.log").open("w+")
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "serve"],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            if not any("resource centre is at" in line for line in server.stdout):
                errors.seek(0)
                raise AssertionError(f"The site did not come up:\n{errors.read()[-4000:]}")
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)
            server.stdout.close()
            errors.close()
