"""Databases that are costly to make (tables, demonstration): made once a run, copied by its processes.

They belong to one run of pytest and its folder for temporary files, so they are never older than
the code under test. SQLite keeps files in that folder, PostgreSQL databases beside that of the tests:
`test_<name>_migrated` and `test_<name>_demonstration`.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from core import demonstration
from search.models import OutboxEntry

MIGRATED, DEMONSTRATION, INDEX = "migrated", "demonstration", "index"


class Snapshots:
    """The kept databases of one run; `folder` is shared by the processes of pytest-xdist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str) -> Path:
        """Return the file that says that a snapshot is whole; on SQLite that of a database is the snapshot."""
        return self.folder / f"{name}.sqlite3"

    def keep_media(self) -> None:
        """Keep the files that the demonstration wrote."""
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        shutil.copytree(settings.MEDIA_ROOT, self.folder / "media", dirs_exist_ok=True)

    def bring_media(self) -> None:
        """Put the files of the demonstration where this process looks for them."""
        shutil.copytree(self.folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)

    def fill_index(self, folder: Path, build: Callable[[], object]) -> None:
        """Put the search index of the demonstration into `folder`, where `build` makes it."""
        kept = self.folder / "index"
        with self.made_once(INDEX) as first:
            if first:
                build()
                shutil.copytree(folder, kept, dirs_exist_ok=True)
                self.file(INDEX).touch()
            else:
                shutil.copytree(kept, folder)

    @contextmanager
    def made_once(self, name: str) -> Iterator[bool]:
        """Tell whether this process is the first to need it and so makes it; the others wait."""
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield not self.file(name).exists()


class SqliteSnapshots(Snapshots):
    """Files beside a database in memory."""

    def begin_with_tables(self) -> None:
        """Put the tables into the database that the tests are about to open."""
        # A database in memory lives as long as somebody has it open.
        self._opened = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
        with self.made_once(MIGRATED) as first:
            if first:
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
                self._keep(MIGRATED)
            else:
                self._bring(MIGRATED, self._opened)

    @contextmanager
    def demonstration(self) -> Iterator[None]:
        """Put the database with the demonstration in the place of the one without."""
        connection.ensure_connection()
        live = connection.connection
        with closing(sqlite3.connect(":memory:")) as without:
            live.backup(without)
            try:
                with self.made_once(DEMONSTRATION) as first:
                    if first:
                        load_demonstration()
                        self.keep_media()
                        self._keep(DEMONSTRATION)
                    else:
                        self._bring(DEMONSTRATION, live)
                        self.bring_media()
                yield
            finally:
                without.backup(live)

    def give_tables(self, var_dir: Path) -> None:
        """Let a site of its own begin with the tables, if a process of the run has made them."""
        var_dir.mkdir()
        with self.made_once(MIGRATED) as first:
            if not first:
                shutil.copy(self.file(MIGRATED), var_dir / "db.sqlite3")

    def _keep(self, name: str) -> None:
        unfinished = self.file(name).with_suffix(".unfinished")
        with closing(sqlite3.connect(unfinished)) as kept:
            connection.connection.backup(kept)
        unfinished.rename(self.file(name))

    def _bring(self, name: str, into: sqlite3.Connection) -> None:
        with closing(sqlite3.connect(self.file(name))) as kept:
            kept.backup(into)

    def throw_away(self) -> None:
        """Leave the files to pytest, which removes its folders."""

    throw_away_shared = throw_away


class PostgresqlSnapshots(Snapshots):
    """Databases that others begin as a copy of; nobody may be connected to one while it is copied."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.base = f"test_{connection.settings_dict['NAME']}"
        self._held = ""

    def begin_with_tables(self) -> None:
        """Let the tests' database begin as a copy of the one with the tables."""
        database = connection.settings_dict
        with self.made_once(MIGRATED) as first:
            if first:
                before, own = database["NAME"], database["TEST"]["NAME"]
                database["TEST"]["NAME"] = f"{self.base}_{MIGRATED}"
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
                database["TEST"]["NAME"] = own
                self._use(before)
                self.file(MIGRATED).touch()
        database["TEST"]["TEMPLATE"] = f"{self.base}_{MIGRATED}"

    @contextmanager
    def demonstration(self) -> Iterator[None]:
        """Work in another database that has the demonstration, copied once a process."""
        without = connection.settings_dict["NAME"]
        if not self._held:
            self._make_demonstration()
            self._held = f"{without}_held"
            self._copy(f"{self.base}_{DEMONSTRATION}", self._held)
            self.bring_media()
        self._use(self._held)
        try:
            yield
        finally:
            self._use(without)

    def give_tables(self, var_dir: Path) -> None:
        """Leave it to a site of its own, which is on SQLite, to make its tables."""

    def _make_demonstration(self) -> None:
        before, made = connection.settings_dict["NAME"], f"{self.base}_{DEMONSTRATION}"
        with self.made_once(DEMONSTRATION) as first:
            if first:
                self._copy(f"{self.base}_{MIGRATED}", made)
                self._use(made)
                try:
                    load_demonstration()
                    self.keep_media()
                finally:
                    self._use(before)
                self.file(DEMONSTRATION).touch()

    def _use(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name

    def _copy(self, of: str, name: str) -> None:
        self._drop(name)
        with self.made_once("copy"), connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')

    def _drop(self, name: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def throw_away(self) -> None:
        """Drop what this process alone used."""
        if self._held:
            self._drop(self._held)

    def throw_away_shared(self) -> None:
        """Drop what all processes of the run copied."""
        for name in (MIGRATED, DEMONSTRATION):
            if self.file(name).exists():
                self._drop(f"{self.base}_{name}")


def load_demonstration() -> None:
    """Load the demonstration, and no index after it: what a module sees, it builds itself."""
    with transaction.atomic():
        demonstration.load()
        connection.run_on_commit.clear()
        OutboxEntry.objects.all().delete()


def snapshots_in(folder: Path) -> SqliteSnapshots | PostgresqlSnapshots:
    """Return the snapshots of the run whose processes share `folder`."""
    kind = SqliteSnapshots if connection.vendor == "sqlite" else PostgresqlSnapshots
    return kind(folder)
