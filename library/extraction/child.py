"""The process in which files are opened: `python -m library.extraction.child`, one JSON line a job and an answer.

It gets no settings and no secrets, may write no file, and what it says is checked by the other side: a file that
takes it over has won a process that can do nothing.
"""

import base64
import json
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from library.extraction.covers import cover_of
from library.extraction.limits import MEGABYTE, Fault, Note, ReadingLimits, Unreadable
from library.extraction.pictures import drawn_page, scanned_page
from library.extraction.readers import pages_of

_MOST_OPEN_FILES = 64


def main() -> None:
    """Answer jobs until the other side closes."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    # Whatever a library prints must not look like an answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    for line in sys.stdin:
        job = json.loads(line)
        limits = ReadingLimits(**job["limits"])
        _confine(limits)
        for answer in _done(job, limits):
            _say(answers, answer)


def job_of(path: Path, ending: str, limits: ReadingLimits, task: str) -> dict[str, Any]:
    """Return a job as it is sent to the child; `task` is “text”, “cover”, “page” or “scan”."""
    return {"path": str(path), "ending": ending, "limits": asdict(limits), "task": task}


def _confine(limits: ReadingLimits) -> None:
    memory = limits.megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(kind, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_OPEN_FILES, _MOST_OPEN_FILES))
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + limits.seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))


def _done(job: dict[str, Any], limits: ReadingLimits) -> Iterator[dict[str, Any]]:
    path = Path(job["path"])
    try:
        if job["task"] == "cover":
            yield _picture(cover_of(path))
        elif job["task"] == "page":
            yield from drawn_page(path, job["number"])
        elif job["task"] == "scan":
            yield _picture(scanned_page(path, job["number"]))
        else:
            for piece in pages_of(path, job["ending"], limits):
                yield {"note": piece} if isinstance(piece, Note) else {"page": _plain(piece)}
    except Unreadable as error:
        yield {"fault": error.fault}
    except FileNotFoundError:
        yield {"fault": Fault.MISSING}
    except MemoryError:
        yield {"fault": Fault.TOO_LARGE}
    except Exception:
        yield {"fault": Fault.DAMAGED}
    yield {"end": True}


def _picture(data: bytes) -> dict[str, Any]:
    return {"picture": base64.b64encode(data).decode()}


def _plain(text: str) -> str:
    """Return text that JSON and databases hold: no halves of letters, no NUL."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _say(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if "end" in answer:
        answers.flush()


if __name__ == "__main__":
    main()
