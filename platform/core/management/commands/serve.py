"""`serve`: what `make run` starts: the prepared site, its web server and its worker, as one command.

Django is loaded once: preparation, web server and worker are forks of the process that loaded it. That
process itself opens neither database nor index, whose connections and threads would not survive a fork.
"""

import multiprocessing
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string
from gunicorn.app.base import Application

from core import demonstration
from core.start_content import point_site_at

STOP_SECONDS = 15
START_SECONDS = 60
GUNICORN = settings.BASE_DIR / "platform" / "config" / "gunicorn.py"
forks = multiprocessing.get_context("fork")


class Command(BaseCommand):
    """Prepares the site under VAR_DIR and serves it until it is told to stop."""

    help = (
        "Prepare the site under VAR_DIR (tables, demonstration content, search index) and serve it "
        "with its background worker on 127.0.0.1 until Ctrl-C. "
        "Example: VAR_DIR=var-2 PORT=8001 manage.py serve"
    )
    # Checked by `make check`; here they would only delay the start.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start both processes, and end with them."""
        if not settings.DEMONSTRATION:
            raise CommandError(
                "`serve` is for trying the site out. In production run gunicorn and `run_worker` "
                "(docs/operations.md)."
            )
        refuse_taken_port(settings.PORT)
        in_a_fork(self._prepare)
        processes = Processes({"The web server": serve_pages, "The worker": work})
        try:
            processes.wait_for(f"http://127.0.0.1:{settings.PORT}/healthz")
            in_a_fork(self._greet)
            processes.wait()
        except KeyboardInterrupt:
            self.stdout.write("\nStopping")
        finally:
            processes.stop()

    def _prepare(self) -> None:
        if _is_behind():
            self.stdout.write(f"Preparing the database of {settings.VAR_DIR}")
            call_command("migrate", verbosity=0)
        point_site_at(settings.SITE_URL)
        if not demonstration.is_loaded() and not demonstration.has_own_content():
            self.stdout.write("Loading the demonstration content")
            demonstration.load()
        try:
            call_command("rebuild_search", "--if-missing", verbosity=0)
        except CommandError as error:
            # Pages and publishing need no search; the worker builds the index when the engine is back.
            self.stderr.write(str(error))

    def _greet(self) -> None:
        self.stdout.write(f"\nThe resource centre is at {settings.SITE_URL}/ (Ctrl-C stops it)\n")
        users = get_user_model()
        logins = users.objects.filter(pk__in=demonstration.noted(users)).order_by("pk")
        if logins:
            self.stdout.write(f"Demonstration logins, password {demonstration.PASSWORD}:")
            for user in logins:
                self.stdout.write(f"  {user.email:<28}{user.get_full_name()}")
        self.stdout.flush()


class PageServer(Application):
    """gunicorn with the settings file that production uses as well."""

    def load_config(self) -> None:
        """Read the file, and not the arguments of this command."""
        self.load_config_from_file(str(GUNICORN))

    def load(self) -> Any:
        """Return the WSGI application."""
        return import_string(settings.WSGI_APPLICATION)


def serve_pages() -> None:
    """Run the web server until SIGTERM."""
    PageServer().run()


def work() -> None:
    """Run the worker until SIGTERM."""
    call_command("run_worker")


def in_a_fork(function: Callable[[], None]) -> None:
    """Call the function in a process of its own; raises CommandError when it fails there."""
    child = forks.Process(target=function)
    child.start()
    child.join()
    if child.exitcode:
        raise CommandError("The site could not be prepared; the reason stands above.")


class Processes:
    """Child processes that live and die together."""

    def __init__(self, functions: dict[str, Callable[[], None]]) -> None:
        """Start a process for each function; SIGTERM and SIGHUP here then stop all, as Ctrl-C does."""
        self._children = {
            name: forks.Process(target=function, name=name) for name, function in functions.items()
        }
        for child in self._children.values():
            child.start()
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)

    def wait_for(self, url: str) -> None:
        """Return once the site answers; raises CommandError when it does not come up."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            self._raise_for_the_dead()
            try:
                with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                    return
            except urllib.error.HTTPError:
                # It answers, if only to say that ALLOWED_HOSTS lacks the loopback.
                return
            except OSError:
                time.sleep(0.1)
        raise CommandError(f"The site did not answer within {START_SECONDS} seconds.")

    def wait(self) -> None:
        """Wait for Ctrl-C (KeyboardInterrupt); raises CommandError when a child ends by itself."""
        while True:
            self._raise_for_the_dead()
            time.sleep(0.5)

    def _raise_for_the_dead(self) -> None:
        for name, child in self._children.items():
            if not child.is_alive():
                raise CommandError(f"{name} ended by itself (status {child.exitcode}).")

    def stop(self) -> None:
        """Let the children finish what is in flight, and kill those that do not end."""
        for child in self._children.values():
            child.terminate()
        for child in self._children.values():
            child.join(STOP_SECONDS)
            child.kill()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def refuse_taken_port(port: int) -> None:
    """Raise CommandError when another program listens on the port already."""
    with socket.socket() as probe:
        # Without this a port that was served a moment ago counts as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken. Stop what listens there, or choose another: "
                "make run PORT=8001"
            ) from error


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
