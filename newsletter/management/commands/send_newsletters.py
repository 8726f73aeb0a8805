"""`send_newsletters`: sends what is due, or one issue now, to its end."""

import json
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from newsletter.control.services import mailing_of
from newsletter.delivery import Summary, has_readers, may_begin, queue, send_due, summary_of
from newsletter.models import IssuePage, Mailing, MailingState
from newsletter.sending.ledger import Tally


class Command(BaseCommand):
    """Sends, waits for retries, and tells what became of every recipient."""

    help = (
        "Send the mailings that are due and, with --issue, that approved issue now, whatever its "
        "schedule. Ends when every recipient is in a final state; refusals for the moment and a "
        "server that is away are waited for. SIGTERM and Ctrl-C finish what is on the line; run "
        "again, it goes on. Example: manage.py send_newsletters --issue issue-1 --json"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--issue", metavar="SLUG", help="Send this approved issue now.")
        parser.add_argument(
            "--json",
            action="store_true",
            help="Print JSON alone: {queued, sent, failed, suppressed, unsure}.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, then print the summary: of the whole issue, or of this run."""
        mailing = self._chosen(options["issue"]) if options["issue"] else None
        total = queue(mailing) if mailing else None
        if mailing and mailing.state not in (MailingState.SENDING, MailingState.FINISHED):
            raise CommandError(mailing.note or _("The issue cannot be sent now."))
        stopping: list[int] = []
        with (
            _told_to_stop(stopping),
            tqdm(total=total, unit=" mails", disable=None, file=sys.stderr, leave=False) as bar,
        ):
            if mailing:
                done = summary_of(mailing)
                bar.update(done.sent + done.failed + done.suppressed + done.unsure)
            begun_at = bar.n

            def show(tally: Tally) -> None:
                finished = tally.sent + tally.failed + tally.suppressed + tally.unsure
                bar.update(begun_at + finished - bar.n)

            summary = send_due(
                only=mailing, stop=lambda: bool(stopping), to_the_end=True, on_progress=show
            )
        self._tell(summary_of(mailing) if mailing else summary, as_json=options["json"])

    def _chosen(self, slug: str) -> Mailing:
        """Return the mailing of an issue that may be sent; raises CommandError with the reason."""
        issues = IssuePage.objects.filter(slug=slug).select_related("locale")
        issue = min(
            issues,
            key=lambda page: page.locale.language_code != settings.LANGUAGE_CODE,
            default=None,
        )
        if issue is None:
            raise CommandError(_("There is no issue with the slug “%s”.") % slug)
        mailing = mailing_of(issue)
        if mailing is None:
            raise CommandError(
                _("“%s” has not been approved: schedule it in the admin first.") % slug
            )
        if not may_begin(mailing):
            raise CommandError(
                _("“%(slug)s” cannot be sent: %(state)s.")
                % {"slug": slug, "state": mailing.get_state_display()}
            )
        if mailing.queued_at is None and not has_readers(mailing):
            raise CommandError(
                _("“%s” has no recipients: nobody is among the readers chosen for it.") % slug
            )
        return mailing

    def _tell(self, summary: Summary, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(summary.as_dict()))
            return
        words = _(
            "%(queued)d recipients: %(sent)d sent, %(failed)d failed, %(suppressed)d not written to, %(unsure)d unsure."
        )
        self.stdout.write(words % summary.as_dict())


@contextmanager
def _told_to_stop(stopping: list[int]) -> Iterator[None]:
    """Note SIGTERM and Ctrl-C instead of dying of them."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda got, _frame: stopping.append(got)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
