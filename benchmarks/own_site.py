"""A site of a benchmark's own: importing this module sets Django up on a fresh temporary directory.

Import it before anything of the project: settings are read once, when the first of its modules is imported.
A benchmark in several processes makes the directory itself and names it in BENCH_SITE; services that it names hold.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_shared = os.environ.get("BENCH_SITE")
VAR_DIR = Path(_shared or tempfile.mkdtemp(prefix="resource-centre-bench-"))
if not _shared:
    atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)
    for _name in ("DATABASE_URL", "ELASTICSEARCH_URL"):
        os.environ.pop(_name, None)

for _name in ("CACHE_URL", "MEDIA_ROOT", "SITE_URL", "DEBUG"):
    os.environ.pop(_name, None)
os.environ["VAR_DIR"] = str(VAR_DIR)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
sys.path[:0] = [path for path in (str(ROOT), str(ROOT / "platform")) if path not in sys.path]

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.roles import Role  # noqa: E402
from practices.synthetic.creation import Collection, create_collection, create_records  # noqa: E402

SEED = 1


def migrate() -> None:
    """Make the tables and the start content."""
    call_command("migrate", verbosity=0, skip_checks=True)


def quietly(command: str, *arguments: object, **options: object) -> None:
    """Run a management command without its output."""
    with Path(os.devnull).open("w") as nowhere:
        call_command(
            command, *arguments, stdout=nowhere, stderr=nowhere, skip_checks=True, **options
        )


def with_demonstration() -> None:
    """Make a site with the demonstration, findable."""
    migrate()
    quietly("load_demo")
    quietly("rebuild_search")


def with_collection(documents: int) -> None:
    """Make a site with invented records that are not indexed yet."""
    migrate()
    create_collection(documents, SEED)


def with_organisations(number: int) -> None:
    """Make a site with invented organisations alone, findable."""
    migrate()
    create_records(Collection(number, 0, 0), SEED)
    quietly("rebuild_search")


def with_more_organisations(number: int) -> None:
    """Put invented organisations beside what the site has; they are not indexed."""
    create_records(Collection(number, 0, 0), SEED)


def member() -> Client:
    """Return a client that is signed in as a member."""
    person = User.objects.create_user(email="member@bench.example.org")
    person.groups.add(Group.objects.get_or_create(name=Role.MEMBER.value)[0])
    client = Client()
    client.force_login(person)
    return client


def fetch(client: Client, address: str) -> bytes:
    """Return the answer of an address; raises when it is no success, so that no error page is measured."""
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")
    return b"".join(response.streaming_content) if response.streaming else response.content
