"""Whole sites of their own for tests: a VAR_DIR, commands run in it, the server that `make run` starts."""

import email.parser
import email.policy
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
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
    settings: str = "config.settings.dev"
    #: Where its mails go; empty: into files.
    mail_url: str = ""

    @property
    def url(self) -> str:
        """Return the address at which it is served."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the environment of its processes, with nothing of this process's own settings."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name
            not in {
                "DATABASE_URL",
                "ELASTICSEARCH_URL",
                "SITE_URL",
                "MEDIA_ROOT",
                "CACHE_URL",
                "DEBUG",
            }
        }
        (self.var_dir / "mail").mkdir(parents=True, exist_ok=True)
        return kept | {
            "VAR_DIR": str(self.var_dir),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "EMAIL_URL": self.mail_url or f"filemail:///{self.var_dir / 'mail'}",
        }

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Return the mails that the site has sent to an address, the oldest first."""
        files = sorted((self.var_dir / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
        read = email.parser.BytesParser(policy=email.policy.default).parsebytes
        mails = [
            read(part)
            for file in files
            for part in file.read_bytes().split(f"\n{'-' * 79}\n".encode())
            if part.strip()
        ]
        return [mail for mail in mails if mail["To"] == address]

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

    def copy(self, var_dir: Path, settings: str = "config.settings.dev") -> "OwnSite":
        """Return a second site that begins with the content of this one."""
        shutil.copytree(self.var_dir, var_dir)
        return OwnSite(var_dir, settings=settings)

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
