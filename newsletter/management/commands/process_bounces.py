"""The command that reads the mailbox of returned mail."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsletter.models import BounceKind
from newsletter.returns.mailbox import MOST, MailboxError, mailbox_at, read_mailbox


class Command(BaseCommand):
    """Take in returned mail."""

    help = (
        "Read the mailbox of returned newsletters (BOUNCE_MAILBOX_URL): addresses that do not work are given up,\n"
        "complaints and wishes to leave are followed. Mails are moved to the folders Processed and Unknown.\n\n"
        "Example: manage.py process_bounces --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the line breaks of the help text."""
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the limit and the form of the answer."""
        parser.add_argument(
            "--most", type=int, default=MOST, help=f"Mails of one run at most ({MOST})."
        )
        parser.add_argument("--json", action="store_true", help="Write the figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the mailbox and say what was in it."""
        if not settings.BOUNCE_MAILBOX_URL:
            raise CommandError(
                "No mailbox is configured: set BOUNCE_MAILBOX_URL to imaps://user:password@host:993/INBOX."
            )
        try:
            kinds = read_mailbox(mailbox_at(settings.BOUNCE_MAILBOX_URL), most=options["most"])
        except MailboxError as error:
            raise CommandError(str(error)) from error
        figures = {kind.value: kinds[kind] for kind in BounceKind}
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            words = ", ".join(f"{number} {kind}" for kind, number in figures.items() if number)
            self.stdout.write(f"Returned mails: {words or 'none'}.")
