"""Owns the tallies of a day: how often words that found nothing were typed, without the words.

A word leaves a small number, drawn from it with a key of the day. The key and the tallies lie in one file under
VAR_DIR, never in the database, so that no backup has them; the file goes with its day. Without the key nothing can be
read from the numbers; with it, many words of a dictionary fit each of them. Hosts that share no VAR_DIR tally for
themselves.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

NAME = "search-words-of-today.json"
PLACES = 32_768
"""So many numbers there are: some thirty words of a dictionary of a million share each.

Fewer would hide a word better and mix up words more often: of 30 rare words of a day beside two common ones, one in
18 months is taken for common.
"""
_KEY_BYTES = 32


@dataclass
class _Day:
    """The tallies of one day, and the key under which words find theirs."""

    day: str
    key: str = field(default_factory=lambda: secrets.token_hex(_KEY_BYTES))
    tallies: dict[str, int] = field(default_factory=dict)

    def tally(self, word: str) -> int:
        """Count a word once more; return how often it was counted, together with those that share its number."""
        digest = blake2b(word.encode(), key=bytes.fromhex(self.key), digest_size=8).digest()
        place = str(int.from_bytes(digest) % PLACES)
        self.tallies[place] = self.tallies.get(place, 0) + 1
        return self.tallies[place]


def tally(day: date, words: Collection[str]) -> dict[str, int]:
    """Count words of a day once more and return their tallies; those of an earlier day are gone. Raises OSError."""
    with _locked_file() as file:
        today = _read(file)
        if today is None or today.day < day.isoformat():
            today = _Day(day.isoformat())
        elif today.day > day.isoformat():
            return {}  # the last minute before midnight, written after another process began the day
        found = {word: today.tally(word) for word in words}
        _write(file, json.dumps(vars(today)))
    return found


def forget_tallies(today: date) -> None:
    """Remove the tallies of days that are over. Raises OSError."""
    if not _path().exists():
        return
    with _locked_file() as file:
        kept = _read(file)
        if kept is None or kept.day < today.isoformat():
            _write(file, "")


def _path() -> Path:
    return Path(settings.VAR_DIR) / NAME


@contextmanager
def _locked_file() -> Iterator[int]:
    """Open the file for its owner alone; other processes wait. It is written in place, so that no copy is left."""
    file = os.open(_path(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _read(file: int) -> _Day | None:
    try:
        return _Day(**json.loads(os.pread(file, os.fstat(file).st_size, 0)))
    except (ValueError, TypeError):
        return None  # empty, or cut short by a full disk: the day begins anew


def _write(file: int, text: str) -> None:
    """Write over what was there before the rest is cut off."""
    written = text.encode()
    size = os.fstat(file).st_size
    os.pwrite(file, written.ljust(size), 0)
    os.ftruncate(file, len(written))
