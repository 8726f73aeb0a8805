"""A backup holds the site, a restore brings it back, and neither destroys anything on the way."""

import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from core.backup import BackupError, dump_database, make_backup, restore_backup
from core.models import HomePage, Term
from tests.services import missing
from tests.sites import OwnSite


def titles(site):
    with sqlite3.connect(site.var_dir / "db.sqlite3") as database:
        return [
            row[0] for row in database.execute("SELECT title FROM wagtailcore_page ORDER BY id")
        ]


def rename_home(site, title):
    with sqlite3.connect(site.var_dir / "db.sqlite3") as database:
        database.execute("UPDATE wagtailcore_page SET title = ? WHERE depth = 2", [title])


@pytest.fixture(scope="module")
def site(migrated_site, tmp_path_factory):
    """Return a site with a name of its own and one picture; tests change copies of it."""
    site = migrated_site.copy(tmp_path_factory.mktemp("backed-up") / "var")
    rename_home(site, "Our centre")
    picture = site.var_dir / "media" / "images" / "a b.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"not really a picture")
    return site


@pytest.fixture(scope="module")
def backup(site):
    path = site.var_dir.parent / "backup.zip"
    site.run("backup", str(path))
    return path


@pytest.mark.own_site
def test_a_restored_site_has_the_content_the_media_and_an_index(
    site, backup, migrated_site, tmp_path
):
    other = migrated_site.copy(tmp_path / "other")
    said = other.run("restore", str(backup)).stdout
    assert "Restored" in said
    assert titles(other) == titles(site)
    assert (other.var_dir / "media/images/a b.png").read_bytes() == b"not really a picture"
    assert other.run("check_search").returncode == 0


@pytest.mark.own_site
def test_a_backup_can_be_restored_where_there_is_no_database_yet(site, backup, tmp_path):
    other = OwnSite(tmp_path / "fresh")
    other.run("restore", str(backup))
    assert titles(other) == titles(site)


@pytest.mark.own_site
def test_a_site_with_content_is_overwritten_by_force_alone(site, backup, tmp_path):
    site = site.copy(tmp_path / "var")
    (site.var_dir / "media/images/later.png").write_bytes(b"later")
    with sqlite3.connect(site.var_dir / "db.sqlite3") as database:
        database.execute(
            "INSERT INTO core_demonstrationrecord (model, object_pk) VALUES ('accounts.user', '1')"
        )
    rename_home(site, "Changed since")
    refused = site.run("restore", str(backup), check=False)
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert "Changed since" in titles(site)
    site.run("restore", "--force", str(backup))
    assert "Our centre" in titles(site)
    assert sorted(path.name for path in (site.var_dir / "media/images").iterdir()) == ["a b.png"]


@pytest.mark.own_site
def test_a_backup_is_for_the_eyes_of_its_maker(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_overwrites_no_file(tmp_path):
    path = tmp_path / "kept.zip"
    path.write_bytes(b"kept")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(path))
    assert path.read_bytes() == b"kept"


@pytest.mark.django_db
def test_a_backup_into_no_directory_says_so(tmp_path):
    with pytest.raises(CommandError, match="There is no directory"):
        call_command("backup", str(tmp_path / "nowhere" / "b.zip"))


def write_backup(path, **changes):
    """Write a file that is a backup of this site but for the changes to its manifest."""
    manifest = {"format": 1, "database": connection.vendor, "migrations": []} | changes
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("database", b"")
    return path


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": 99}, "another format"),
        ({"database": "oracle"}, "DATABASE_URL"),
        ({"migrations": ["core.9999_from_the_future"]}, "newer version"),
        ({"migrations": 5}, "no backup"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(tmp_path, changes, sentence):
    path = write_backup(tmp_path / "backup.zip", **changes)
    with pytest.raises(BackupError, match=sentence):
        restore_backup(path)
    assert HomePage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"some text"])
def test_a_file_that_is_no_backup_is_refused(tmp_path, content):
    path = tmp_path / "foreign.zip"
    path.write_bytes(content)
    with pytest.raises(BackupError, match="cannot be read as a backup"):
        restore_backup(path)
    assert HomePage.objects.exists()


@pytest.mark.own_site
def test_a_damaged_database_in_a_backup_changes_nothing(site, backup, tmp_path):
    site, damaged = site.copy(tmp_path / "var"), tmp_path / "damaged.zip"
    with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(damaged, "w") as copy:
        copy.writestr("manifest.json", archive.read("manifest.json"))
        copy.writestr("database", b"SQLite format 3\x00" + b"rubbish" * 1000)
    refused = site.run("restore", "--force", str(damaged), check=False)
    assert refused.returncode == 1
    assert "Our centre" in titles(site)


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL is not the run's database"
)
@pytest.mark.django_db(transaction=True)
def test_a_site_on_postgresql_comes_back_as_it_was(tmp_path, monkeypatch):
    if shutil.which("pg_dump") is None:
        missing("pg_dump (apt install postgresql-client)")
    # The programs of PostgreSQL ask the settings, the test's connection has another name.
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", connection.settings_dict["NAME"])
    term = Term.objects.create(vocabulary="topics", slug="kept", label="Kept")
    make_backup(tmp_path / "backup.zip")
    term.delete()
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    restore_backup(tmp_path / "backup.zip")
    assert Term.objects.get(slug="kept").label == "Kept"


def test_programs_that_are_missing_are_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(BackupError, match="postgresql-client"):
        dump_database(tmp_path / "dump")
