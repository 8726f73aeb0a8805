"""A process that has loaded Django once and forks another for each task, so that senders can be killed by the dozen.

It reads lines from its input: `seed 2000` or `send --issue issue-1 --json`. It answers with the number of the fork,
and when that has ended with `ended STATUS OUTPUT`.
"""

import io
import os
import sys
import tempfile
import traceback
from pathlib import Path

import django
from django.core.management import CommandError, call_command, load_command_class
from django.db import connections
from django.urls import get_resolver


def seed(number):
    from tests.newsletter.sending.mailings import make_issue, remove_all

    remove_all()
    make_issue(int(number))


def send(*arguments):
    said = io.StringIO()
    call_command("send_newsletters", *arguments, stdout=said)
    return said.getvalue()


def switch(name, value):
    from newsletter.models import NewsletterSettings

    rules = NewsletterSettings.load()
    setattr(rules, name, type(getattr(rules, name))(value))
    rules.save()


TASKS = {"seed": seed, "send": send, "switch": switch}


def in_a_fork(line, answer):
    task, *arguments = line.split()
    pid = os.fork()
    if pid == 0:
        status = 0
        try:
            answer.write_text(TASKS[task](*arguments) or "")
        except CommandError as error:
            answer.write_text(str(error))
            status = 1
        except BaseException:
            traceback.print_exc()
            status = 2
        os._exit(status)
    return pid


def tell(*words):
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def main():
    django.setup()
    # Loaded here, not in every fork; connections would not survive one.
    get_resolver().url_patterns  # noqa: B018
    import tests.newsletter.sending.mailings  # noqa: F401

    load_command_class("newsletter", "send_newsletters")
    connections.close_all()
    answer = Path(tempfile.mkdtemp()) / "answer"
    tell("loaded")
    for line in sys.stdin:
        answer.write_text("")
        pid = in_a_fork(line, answer)
        tell(pid)
        _pid, status = os.waitpid(pid, 0)
        tell("ended", os.waitstatus_to_exitcode(status), answer.read_text().strip())


if __name__ == "__main__":
    main()
