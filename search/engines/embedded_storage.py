"""Owns the embedded index on disk: its folder, the pointer to the live build, and the lock of the one writer."""

import fcntl
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.engines.base import EngineBusy
from search.engines.embedded_passages import build_passage_schema, passages_folder
from search.engines.embedded_schema import build_schema, register_tokenizers, schema_hash

_POLL_SECONDS = 0.05


class OpenIndex:
    """An index that is open for reading and sees what was committed to it since."""

    def __init__(self, index: tantivy.Index, folder: Path) -> None:
        index.config_reader(reload_policy="manual")
        self.schema = index.schema
        self._index = index
        self._meta = folder / "meta.json"
        self._meta_time = 0

    def searcher(self) -> tantivy.Searcher:
        """Return a searcher of the last commit; raises ValueError or OSError when the index cannot be read."""
        changed = self._meta.stat().st_mtime_ns
        if changed != self._meta_time:
            self._index.reload()
            self._meta_time = changed
        return self._index.searcher()


class IndexFolder:
    """A folder of builds under `root/<schema hash>/`; the file `live` names the one that readers use."""

    def __init__(self, root: Path, *, lock_seconds: float) -> None:
        self.root = root
        self.home = root / schema_hash()
        self.lock_seconds = lock_seconds

    @property
    def pointer(self) -> Path:
        """Return the file that names the live build."""
        return self.home / "live"

    def live(self) -> Path | None:
        """Return the folder of the live build, if there is one."""
        try:
            name = self.pointer.read_text().strip()
        except FileNotFoundError:
            return None
        folder = self.home / name
        return folder if name and (folder / "meta.json").exists() else None

    def version(self) -> tuple[int, ...] | None:
        """Return what changes whenever readers have something new to open, at the cost of two file look-ups."""
        try:
            pointer = self.pointer.stat()
        except FileNotFoundError:
            return None
        return (pointer.st_mtime_ns, pointer.st_ino)

    def create(self) -> Path:
        """Make the folder of a new build."""
        folder = self.home / f"build-{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        return folder

    def open(self, folder: Path) -> tantivy.Index:
        """Open or begin the index of records in the folder of a build, with its tokenizers."""
        return _opened(folder, build_schema())

    def open_passages(self, folder: Path) -> tantivy.Index:
        """Open or begin the index of pages that belongs to a build."""
        inner = passages_folder(folder)
        inner.mkdir(exist_ok=True)
        return _opened(inner, build_passage_schema())

    def make_live(self, folder: Path) -> None:
        """Let readers use this build from now on, in one step, and sweep away what nobody uses."""
        draft = self.pointer.with_suffix(".new")
        draft.write_text(folder.name)
        draft.replace(self.pointer)
        self._sweep(keep=folder)

    def _sweep(self, keep: Path) -> None:
        """Remove other builds. Readers that still have one open keep its files until they let go."""
        for other in self.home.glob("build-*"):
            if other != keep:
                shutil.rmtree(other, ignore_errors=True)
        for other in self.root.glob("*/live"):
            if other.parent != self.home and time.time() - other.stat().st_mtime > 30 * 86_400:
                shutil.rmtree(other.parent, ignore_errors=True)

    def clear(self) -> None:
        """Remove every build of this schema."""
        shutil.rmtree(self.home, ignore_errors=True)

    @contextmanager
    def lock(self, seconds: float | None = None) -> Iterator[None]:
        """Be the one writer of all processes; raise EngineBusy when another one is for too long."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "write.lock").open("a") as handle:
            deadline = time.monotonic() + (self.lock_seconds if seconds is None else seconds)
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise EngineBusy(
                            "Another process is writing to the search index."
                        ) from None
                    time.sleep(_POLL_SECONDS)
            try:
                yield
            finally:
                fcntl.flock(handle, fcntl.LOCK_UN)


def _opened(folder: Path, schema: tantivy.Schema) -> tantivy.Index:
    index = tantivy.Index(schema, path=str(folder))
    register_tokenizers(index)
    return index
