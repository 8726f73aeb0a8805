"""The side of the site: hands files to the child process, ends it when it takes too long, begins a new one after."""

import base64
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from library.extraction.child import job_of
from library.extraction.covers import HEIGHT, WIDTH
from library.extraction.limits import Fault, Note, ReadingLimits
from library.extraction.ocr import JPEG

ROOT = Path(__file__).resolve().parents[2]
#: a child that has read so many files makes room for a new one: libraries keep a little of each
_MOST_JOBS = 200
#: a file is read while others wait for the processor as well
_CLOCK = 3
_GRACE = 5.0
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_COVER = WIDTH * HEIGHT * 3
#: an answer holds one page; JSON writes some signs as six
_MOST_LINE = 8


@dataclass
class Reading:
    """What became of a file: the text of each page, notes on what was left out, or why nothing was read."""

    pages: list[str] = field(default_factory=list)
    notes: set[Note] = field(default_factory=set)
    fault: Fault | None = None

    @property
    def has_text(self) -> bool:
        """Tell whether there is a word on any page."""
        return any(page.strip() for page in self.pages)


class ExtractorPool:
    """One child process for many files. Use it as a context; one thread at a time."""

    def __init__(self, limits: ReadingLimits | None = None) -> None:
        self.limits = limits or ReadingLimits()
        self._child: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path, ending: str) -> Reading:
        """Return the text of a file by page. Never raises for what the file is."""
        reading = self._ask(path, ending)
        if reading.fault in (Fault.CRASHED, Fault.TOO_LARGE) and self._had_others:
            # What earlier files left in the child must not be held against this one.
            self.close()
            reading = self._ask(path, ending)
        return reading

    def cover(self, path: Path) -> bytes:
        """Return the first page of a PDF as PNG, or nothing when it cannot be drawn."""
        picture = self._picture(job_of(path, "pdf", self.limits, "cover"))
        return picture if picture.startswith(_PNG) and len(picture) <= _MOST_COVER else b""

    def scan(self, path: Path, number: int) -> bytes:
        """Return a page of a PDF, counted from 1, as JPEG to read words from, or nothing when it cannot be drawn."""
        job = {**job_of(path, "pdf", self.limits, "scan"), "number": number}
        picture = self._picture(job)
        return picture if picture.startswith(JPEG) else b""

    def page(self, path: Path, number: int) -> list[dict[str, Any]]:
        """Return what the child says of a page of a PDF, counted from 1; `library.reader.pictures` checks it."""
        return self._answers({**job_of(path, "pdf", self.limits, "page"), "number": number})

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _ask(self, path: Path, ending: str) -> Reading:
        reading = Reading()
        for answer in self._answers(job_of(path, ending, self.limits, "text")):
            if "page" in answer and len(reading.pages) < self.limits.pages:
                reading.pages.append(str(answer["page"])[: self.limits.page_characters])
            elif "note" in answer:
                reading.notes.add(Note(answer["note"]))
            elif "fault" in answer:
                reading.fault = Fault(answer["fault"])
        if reading.fault:
            reading.pages = []
        return reading

    def _picture(self, job: dict[str, Any]) -> bytes:
        for answer in self._answers(job):
            with suppress(TypeError, ValueError):
                if picture := base64.b64decode(answer.get("picture", "")):
                    return picture
        return b""

    @property
    def _had_others(self) -> bool:
        return self._jobs > 1

    def _answers(self, job: dict[str, Any]) -> list[dict[str, Any]]:
        """Return all that the child says to a job; a fault in place of what it could not finish."""
        child = self._running()
        self._jobs += 1
        took_too_long = threading.Event()

        def cut() -> None:
            took_too_long.set()
            child.kill()

        alarm = threading.Timer(self.limits.seconds * _CLOCK + _GRACE, cut)
        alarm.daemon = True
        alarm.start()
        try:
            answers = self._heard(child, job)
        finally:
            alarm.cancel()
        if answers is not None:
            return answers
        code = child.wait()
        self.close()
        too_long = took_too_long.is_set() or -(code or 0) in _CPU_SIGNALS
        return [{"fault": Fault.TOO_LONG if too_long else Fault.CRASHED}]

    def _heard(
        self, child: subprocess.Popen[bytes], job: dict[str, Any]
    ) -> list[dict[str, Any]] | None:
        """Return the answers up to the end, or None when the child did not come to it."""
        assert child.stdin is not None and child.stdout is not None
        left = self.limits.characters * 2 + self.limits.page_characters
        answers: list[dict[str, Any]] = []
        try:
            child.stdin.write(json.dumps(job).encode() + b"\n")
            child.stdin.flush()
            while line := child.stdout.readline(self.limits.page_characters * _MOST_LINE):
                left -= len(line) // 4
                answer = json.loads(line)
                if left < 0 or not isinstance(answer, dict):
                    break
                if "end" in answer:
                    return answers
                answers.append(answer)
        except (OSError, ValueError):
            pass
        child.kill()
        return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and (self._jobs >= _MOST_JOBS or self._child.poll() is not None):
            self.close()
        if self._child is None:
            self._child, self._jobs = _begin(), 0
        return self._child


#: SIGXCPU and, once the hard limit is reached, SIGKILL of the kernel
_CPU_SIGNALS = (24,)


def _begin() -> subprocess.Popen[bytes]:
    """Start a child that knows nothing of this site: no settings, no secrets, no database."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
    return subprocess.Popen(
        [sys.executable, "-m", "library.extraction.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PYTHONPATH": paths, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
        start_new_session=True,
    )
