"""Measures the delivery of newsletters against a sink on loopback, beside a bare loop of smtplib and django-newsletter.

Rates of a busy machine say little; the ratios are taken in turns within one run. `BENCH_LARGE=1` sends 100,000.
"""

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Limit, report

MAILS = 6_000
MAILS_SLOW = 3_000
MANY = 100_000
CONNECTIONS = 4
CONNECTIONS_SLOW = 10
ROUNDS = 3
SINK = "/usr/sbin/smtp-sink"
OTHER = "django-newsletter==1.2.1"
ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure everything in turns."""
    measure_queueing()
    with sink() as port:
        ours, bare = [], []
        for _round in range(ROUNDS):
            ours.append(run("ours", MAILS, port, CONNECTIONS))
            bare.append(run("bare", MAILS, port, CONNECTIONS))
        rate = median(one["rate"] for one in ours)
        report(
            "newsletter.sent",
            rate,
            "mails/s",
            Limit(least=1500),
            per_cpu_second=median(one["per_cpu_second"] for one in ours),
            bytes_a_mail=bare[0]["bytes"],
        )
        bare_rate = median(one["rate"] for one in bare)
        report(
            "newsletter.smtplib",
            bare_rate,
            "mails/s",
            per_cpu_second=median(one["per_cpu_second"] for one in bare),
        )
        ratios = [one["rate"] / other["rate"] for one, other in zip(ours, bare, strict=True)]
        report(
            "newsletter.sent_to_smtplib",
            median(ratios),
            "ratio",
            Limit(least=0.7),
            least=min(ratios),
            most=max(ratios),
        )
        measure_other(port, rate)
    with slow_sink() as port:
        slow = run("ours", MAILS_SLOW, port, CONNECTIONS_SLOW)
        report("newsletter.sent_slow_server", slow["rate"], "mails/s", Limit(least=800))
    with sink() as port:
        memory = run("command", MANY if os.environ.get("BENCH_LARGE") else MAILS, port, CONNECTIONS)
        report(
            "newsletter.memory", memory["megabytes"], "MB", Limit(most=150), mails=memory["mails"]
        )


def measure_queueing() -> None:
    """Report how long it takes to queue 100,000 readers, and to count a segment of them."""
    figures = run("queue", MANY, 0, 0)
    report("newsletter.queued", figures["queued"], "s", Limit(most=10), cpu=figures["queued_cpu"])
    report(
        "newsletter.segment",
        figures["segment"] * 1000,
        "ms",
        Limit(most=100),
        cpu=figures["segment_cpu"] * 1000,
    )


def measure_other(port: int, ours: float) -> None:
    """Report how fast django-newsletter sends, in a virtual environment of its own."""
    with TemporaryDirectory(prefix="bench-other-") as folder:
        python = Path(folder) / "venv" / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
        subprocess.run(
            [str(python), *["-m", "pip", "install", "-q"], OTHER, "Django<5", "sorl-thumbnail"],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        done = subprocess.run(
            [
                str(python),
                "-P",
                str(ROOT / "benchmarks" / "newsletter_parts" / "other.py"),
                folder,
                str(port),
            ],
            # Its package has the name of ours.
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            check=True,
            capture_output=True,
            text=True,
        )
    rate = json.loads(done.stdout.splitlines()[-1])["rate"]
    report("newsletter.django_newsletter", rate, "mails/s")
    report("newsletter.sent_to_django_newsletter", ours / rate, "ratio", Limit(least=5))


def run(what: str, mails: int, port: int, connections: int) -> dict[str, Any]:
    """Return what a process of its own measured: every one begins alike."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.newsletter_parts.runs", what]
        + [str(number) for number in (mails, port, connections)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def sink() -> Iterator[int]:
    """Run Postfix's sink on a free port."""
    port = free_port()
    user = pwd.getpwuid(os.getuid()).pw_name
    options = ["-u", "postfix"] if user == "root" else []
    with serving([SINK, *options, f"127.0.0.1:{port}", "500"], port):
        yield port


@contextmanager
def slow_sink() -> Iterator[int]:
    """Run a server that takes ten milliseconds for each mail."""
    port = free_port()
    command = [sys.executable, "-m", "tests.newsletter.sending.sink"]
    with serving([*command, "--port", str(port), "--delay", "0.01"], port):
        yield port


@contextmanager
def serving(command: list[str], port: int) -> Iterator[None]:
    if shutil.which(command[0]) is None:
        raise SystemExit(f"{command[0]} is missing: apt install postfix")
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
