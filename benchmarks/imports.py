"""Measures the import of forms: the time of eight, the memory of a zip of 500."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks import own_site
from benchmarks.figures import Limit, report, time_of
from practices.forms.writing import practice_docx
from practices.models import PracticePage
from practices.synthetic.creation import create_collection

GIVEN = own_site.ROOT.parent / "shared" / "data" / "forms" / "practices"
FORMS_IN_ZIP = 500


def eight_forms(folder: Path) -> list[Path]:
    """Return the forms of the design where they lie, else eight of our own."""
    given = sorted(GIVEN.glob("*.docx")) if GIVEN.is_dir() else []
    return given or write_forms(folder, 8)


def write_forms(folder: Path, count: int) -> list[Path]:
    """Write Word forms of invented charts."""
    paths = []
    for number, page in enumerate(PracticePage.objects.order_by("pk")[:count]):
        paths.append(folder / f"form-{number:03}.docx")
        paths[-1].write_bytes(practice_docx(page))
    return paths


def zip_of(paths: list[Path], target: Path) -> Path:
    """Put files into a zip."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return target


def peak_memory(*command: str) -> tuple[int, float]:
    """Run a management command in a process of its own; return its exit status and peak memory in MB."""
    process = subprocess.Popen(
        [sys.executable, str(own_site.ROOT / "manage.py"), *command],
        env=os.environ.copy(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1
    return process.returncode, usage.ru_maxrss * unit / 1_000_000


def main() -> None:
    """Import forms as drafts."""
    own_site.migrate()
    create_collection(FORMS_IN_ZIP * 10 // 7 + 10, own_site.SEED)
    folder = own_site.VAR_DIR / "forms"
    folder.mkdir()
    forms = [str(path) for path in eight_forms(folder)]
    # The first reading loads the readers; a running site has them loaded.
    own_site.quietly("import_practices", forms[0], dry_run=True)
    taken = time_of(lambda: own_site.quietly("import_practices", *forms))
    report("import.eight_forms", taken.seconds, "s", Limit(most=2), cpu=taken.cpu_seconds)
    archive = zip_of(write_forms(folder, FORMS_IN_ZIP), own_site.VAR_DIR / "forms.zip")
    # The charts that the forms were made of would be recognised and skipped.
    PracticePage.objects.all().delete()
    status, megabytes = peak_memory("import_practices", str(archive))
    imported = PracticePage.objects.count()
    report("import.zip_of_500.imported", imported, "charts", Limit(least=FORMS_IN_ZIP))
    report("import.zip_of_500.exit_status", status, "status")
    report("import.zip_of_500.memory", megabytes, "MB", Limit(most=300))


if __name__ == "__main__":
    main()
