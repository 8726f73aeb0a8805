"""Backup and restore: the database and the media of a site in one zip file with a manifest.

Not in it: the search index (made anew), the secret key and the settings (they belong to the
installation, not to the content).
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
MEDIA = "media/"
DUMP_SECONDS = 3600

Progress = Callable[[Iterable[Any]], Iterable[Any]]


class BackupError(Exception):
    """The backup was not made, or not restored; the message says why. Nothing was changed."""


# --- Making -----------------------------------------------------------------------------------


def make_backup(path: Path, progress: Progress = iter) -> dict[str, Any]:
    """Write the site to `path`, all or nothing, and return the manifest; raises BackupError."""
    if not path.parent.is_dir():
        raise BackupError(f"There is no directory {path.parent}.")
    media = sorted(file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file())
    manifest = {
        "format": FORMAT,
        "database": connection.vendor,
        "created_at": timezone.now().isoformat(timespec="seconds"),
        "site_url": settings.SITE_URL,
        "migrations": sorted(".".join(key) for key in _loader().applied_migrations),
        "media_files": len(media),
    }
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        dump = Path(folder) / DATABASE
        dump_database(dump)
        unfinished = Path(folder) / "backup.zip"
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
            archive.write(dump, DATABASE)
            for file in progress(media):
                name = MEDIA + file.relative_to(settings.MEDIA_ROOT).as_posix()
                archive.write(file, name, compress_type=zipfile.ZIP_STORED)
        # Accounts are in it: for the eyes of the one who made it.
        unfinished.chmod(0o600)
        unfinished.replace(path)
    return manifest


def _loader() -> MigrationLoader:
    return MigrationLoader(connection)


def dump_database(target: Path) -> None:
    """Write the database to a file as it is at this moment; raises BackupError."""
    if connection.vendor == "sqlite":
        # A consistent copy while others write; copying the file would miss what is in the WAL.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        return
    _run("pg_dump", "--no-owner", "--no-privileges", f"--file={target}")


# --- Restoring --------------------------------------------------------------------------------


def restore_backup(path: Path, progress: Progress = iter) -> dict[str, Any]:
    """Put the backup in the place of the site's content; return its manifest; raises BackupError."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _checked_manifest(archive)
            with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="restore-") as folder:
                _extract(archive, Path(folder), progress)
                _restore_database(Path(folder) / DATABASE)
                _replace_media(Path(folder) / MEDIA)
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupError(f"{path} cannot be read as a backup: {error}") from error
    # A backup of an older version: its tables are brought up to date.
    call_command("migrate", verbosity=0)
    call_command("rebuild_search", verbosity=0)
    return manifest


def _checked_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        archive.getinfo(DATABASE)
        vendor, migrations = manifest["database"], set(manifest["migrations"])
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(f"{archive.filename} is no backup of a resource centre.") from error
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{archive.filename} has another format than this version reads.")
    if vendor != connection.vendor:
        raise BackupError(
            f"The backup is of a site on {vendor} and this one runs on {connection.vendor}; set "
            "DATABASE_URL accordingly."
        )
    known = {".".join(key) for key in _loader().disk_migrations}
    if migrations - known:
        raise BackupError(
            "The backup was made by a newer version, which knows "
            f"{sorted(migrations - known)[0]}. Install that version first."
        )
    if damaged := archive.testzip():
        raise BackupError(f"{archive.filename} is damaged: {damaged} cannot be read.")
    return manifest


def _extract(archive: zipfile.ZipFile, folder: Path, progress: Progress) -> None:
    (folder / MEDIA).mkdir()
    media = [name for name in archive.namelist() if name.startswith(MEDIA)]
    for name in [DATABASE, *progress(media)]:
        archive.extract(name, folder)


def _restore_database(dump: Path) -> None:
    if connection.vendor != "sqlite":
        _restore_postgresql(dump)
        return
    source = sqlite3.connect(dump)
    try:
        if source.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupError("The database in the backup is damaged.")
        connection.ensure_connection()
        # Page by page under SQLite's own lock: readers see the old content until the end.
        source.backup(connection.connection)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database could not be restored: {error}") from error
    finally:
        source.close()
        connection.close()


def _restore_postgresql(dump: Path) -> None:
    script = dump.with_suffix(".sql")
    with script.open("wb") as target, dump.open("rb") as source:
        # Tables that a newer version made are not in the dump: the schema is made anew.
        target.write(b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
        shutil.copyfileobj(source, target)
    connection.close()
    _run("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}")


def _replace_media(folder: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    # The root may be a mounted volume, which cannot be renamed: its entries are exchanged.
    former = Path(tempfile.mkdtemp(dir=root.parent, prefix="media-before-restore-"))
    for entry in list(root.iterdir()):
        shutil.move(entry, former / entry.name)
    for entry in folder.iterdir():
        shutil.move(entry, root / entry.name)
    shutil.rmtree(former)


def _run(program: str, *options: str) -> None:
    """Run a program of PostgreSQL on the site's database."""
    database = settings.DATABASES["default"]
    variables = {
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGDATABASE": database["NAME"],
    }
    environment = os.environ | {key: str(value) for key, value in variables.items() if value}
    try:
        subprocess.run(  # noqa: S603
            [program, *options],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=DUMP_SECONDS,
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"{program} is missing. Install PostgreSQL's client (Debian: apt install "
            "postgresql-client) of the server's version."
        ) from error
    except subprocess.CalledProcessError as error:
        last_line = (error.stderr.strip().splitlines() or ["no message"])[-1]
        raise BackupError(f"{program} failed: {last_line}") from error
