"""The words of a scanned page, by the program tesseract where it is installed: a process a page, with limits."""

import os
import resource
import shutil
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from library.extraction.limits import MEGABYTE, ReadingLimits

PROGRAM = "tesseract"
#: what a drawn page begins with. Anything that is no picture the program takes for a list of files to open.
JPEG = b"\xff\xd8\xff"
#: languages of the site, as the program calls them
_LANGUAGES = {"en": "eng", "fr": "fra", "it": "ita", "de": "deu", "es": "spa"}
#: a page is read while others wait for the processor as well
_CLOCK = 3
_MOST_OPEN_FILES = 64
_MOST_BYTES_A_LETTER = 4


class NotRecognised(Exception):
    """The words of a picture could not be read; the message says why, for the log."""


@dataclass(frozen=True)
class Recogniser:
    """The program, the languages that it reads here (codes of two letters), and what a page may cost."""

    program: str
    languages: tuple[str, ...]
    limits: ReadingLimits

    @classmethod
    def installed(cls, wanted: Sequence[str], limits: ReadingLimits) -> Self | None:
        """Return the recogniser for those of the wanted languages that are installed, None without any."""
        program = shutil.which(PROGRAM) if wanted else None
        known = _known_languages(program) if program else frozenset()
        languages = tuple(code for code in wanted if _LANGUAGES.get(code) in known)
        return cls(program, languages, limits) if program and languages else None

    def text_of(self, picture: bytes, language: str = "") -> str:
        """Return the text of a page drawn as JPEG; raises NotRecognised.

        `language` is that of the document, where it is known; else all languages are tried.
        """
        if not picture.startswith(JPEG):
            raise NotRecognised("the page could not be drawn")
        languages = (language,) if language in self.languages else self.languages
        names = "+".join(_LANGUAGES[code] for code in languages)
        process = subprocess.Popen(  # noqa: S603 - no shell, and no word of a file among its arguments
            [self.program, "stdin", "stdout", "-l", names],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )
        alarm = threading.Timer(self.limits.seconds * _CLOCK, process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            text = self._said(process, picture)
        finally:
            alarm.cancel()
            process.kill()
            code = process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
        if text is None or code:
            raise NotRecognised(f"{PROGRAM} ended with {code}")
        return text

    def _said(self, process: subprocess.Popen[bytes], picture: bytes) -> str | None:
        """Return what the process answers, None when it says more than a page holds."""
        assert process.stdin is not None and process.stdout is not None
        most = self.limits.page_characters * _MOST_BYTES_A_LETTER
        with suppress(OSError):  # ended before it had the picture: its code says so
            _confine(process.pid, self.limits)
            process.stdin.write(picture)
            process.stdin.close()
        said = process.stdout.read(most + 1)
        if len(said) > most:
            return None
        process.wait()
        text = said.decode("utf-8", "replace").replace("\x00", "").replace("\x0c", "")
        return text.strip()[: self.limits.page_characters]


def _confine(pid: int, limits: ReadingLimits) -> None:
    """Limit a process that has not seen the picture yet; from outside, as code after a fork is not safe in threads."""
    memory = limits.megabytes * MEGABYTE
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _MOST_OPEN_FILES),
    ):
        resource.prlimit(pid, kind, (most, most))


def _environment() -> dict[str, str]:
    """Return no settings and no secrets; one thread, and where the languages lie if that is unusual."""
    plain = {"LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    place = os.environ.get("TESSDATA_PREFIX")
    return plain | ({"TESSDATA_PREFIX": place} if place else {})


@lru_cache(maxsize=4)
def _known_languages(program: str) -> frozenset[str]:
    try:
        told = subprocess.run(  # noqa: S603 - the program that was found on the PATH
            [program, "--list-langs"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=30,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(told.stdout.decode("utf-8", "replace").split())
