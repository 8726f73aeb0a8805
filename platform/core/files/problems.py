"""The error that says why a file cannot be used."""

import struct
import zipfile
import zlib
from dataclasses import dataclass

#: what libraries raise, beside errors of their own, on parts that are damaged or hostile
FAULTS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    ZeroDivisionError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    OSError,
    EOFError,
    MemoryError,
    StopIteration,
    struct.error,
    zlib.error,
)
#: what zip containers and the parts in them raise beside
ZIP_ERRORS = (zipfile.BadZipFile, *FAULTS)


@dataclass
class UnreadableFile(Exception):
    """Say in one sentence why a file, or a part of one, could not be read, and what to do."""

    name: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.name}: {self.sentence}"

    def __hash__(self) -> int:
        return hash((self.name, self.sentence))
