"""One style sheet out of many: what static/css keeps in a file a component, readers get in one request.

`css/site.css` is a valid sheet by itself: it imports its parts, and a browser would fetch each of them in
turn. This finder stands in for Django's FileSystemFinder and hands out the same sheet with the parts put
in. Since it is a finder, everything downstream (collectstatic, hashed names, WhiteNoise, a test server)
sees an ordinary file; nothing has to be built, and a changed part shows with the next look-up.
"""

import gzip
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

SHEET = "css/site.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_INDENT = re.compile(r"\s*\n\s*")


def flattened(sheet: Path) -> str:
    """Return the sheet with its imports put in, without comments and indentation.

    Addresses inside a part keep their meaning only in parts that lie beside the sheet: those of
    components/ must not have any (a test looks).
    """
    text = _IMPORT.sub(
        lambda part: (sheet.parent / part[1]).read_text(encoding="utf-8"),
        sheet.read_text(encoding="utf-8"),
    )
    return _INDENT.sub("\n", _COMMENT.sub("", text)).strip() + "\n"


class FlatStylesheetFinder(FileSystemFinder):
    """Finds static files as FileSystemFinder does, and `css/site.css` in one piece."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """List every file with its storage."""
        for path, storage in super().list(ignore_patterns):
            if path == SHEET:
                yield path, FileSystemStorage(location=self._write(Path(storage.path(path))))
            else:
                yield path, storage

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """Return where the file lies; both signatures of Django's finders pass through."""
        found = super().find(path, *args, **kwargs)
        if path.replace("\\", "/") == SHEET and isinstance(found, str) and found:
            return str(self._write(Path(found)) / SHEET)
        return found

    def _write(self, source: Path) -> Path:
        """Write the sheet and its compressed twin under VAR_DIR when a part changed; return the directory."""
        root = settings.VAR_DIR / "stylesheet"
        target = root / SHEET
        content = flattened(source).encode()
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, content)
            # WhiteNoise hands out the twin to browsers that take it, also where nothing is collected.
            _replace(target.with_name(f"{target.name}.gz"), gzip.compress(content, mtime=0))
        return root


def _replace(path: Path, content: bytes) -> None:
    """Write in one step: several processes may do so at once, and none may read half a sheet."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(content)
    temporary.replace(path)
