"""The import of records as a command: one line a record, a report at the end, JSON on demand, undo by number."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from core.exchange.applying import RecordOptions, apply_record, preview_record, undo_run
from core.exchange.kinds import RecordKind
from core.exchange.outcomes import Choice, Outcome, Status
from core.exchange.reading import ReadRecord, read_records
from core.exchange.rows import RowKind
from core.files.problems import UnreadableFile
from core.models import ImportRun


class ImportRecordsCommand(BaseCommand):
    """Imports records of `kind`; a command is a subclass that names the kind and an example."""

    kind: ClassVar[RecordKind | RowKind]
    example: ClassVar[str]

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Show the example below the options."""
        return super().create_parser(prog_name, subcommand, epilog=self.example, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare paths and options."""
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="A JSON, CSV or Excel file."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would happen and change nothing."
        )
        parser.add_argument("--json", action="store_true", help="Print the report as JSON alone.")
        parser.add_argument(
            "--update",
            action="store_true",
            help="Revise records that the site has and show what differs; without it they are left alone.",
        )
        if self.kind.keys:
            self._add_arguments_of_pages(parser)
        parser.add_argument(
            "--undo",
            type=int,
            metavar="ID",
            help="Take the import of this number back; what was changed since is left as it is.",
        )

    def _add_arguments_of_pages(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--publish", action="store_true", help="Publish at once; otherwise all are drafts."
        )
        parser.add_argument(
            "--key",
            choices=list(self.kind.keys),
            default="slug",
            help="The column by which a record is found on the site (default: slug).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import everything that can be imported; exit with 1 when something could not."""
        if options["undo"] is not None:
            self._undo(options["undo"])
            return
        if not options["paths"]:
            raise CommandError(_("Name at least one file, or an import with --undo."))
        run = _Run(self, options)
        for path in options["paths"]:
            for read in _with_progress(Path(path), self.kind):
                run.take(read)
        run.report()
        if run.counts[Status.FAILED]:
            sys.exit(1)

    def _undo(self, number: int) -> None:
        run = ImportRun.objects.filter(pk=number, kind=self.kind.name).first()
        if run is None:
            raise CommandError(
                _("There is no import %(number)d of %(kind)s.")
                % {"number": number, "kind": self.kind.plural}
            )
        if run.undone_at:
            raise CommandError(_("Import %d was taken back already.") % number)
        complete = True
        for sentence, is_undone in undo_run(self.kind, run):
            complete &= is_undone
            (self.stdout if is_undone else self.stderr).write(sentence)
        if not complete:
            sys.exit(1)


class _Run:
    """One run of the command: what it was asked, and what became of the records so far."""

    def __init__(self, command: ImportRecordsCommand, options: dict[str, Any]) -> None:
        self.command, self.kind = command, command.kind
        self.is_dry, self.prints_json = options["dry_run"], options["json"]
        self.choice = Choice.UPDATE if options["update"] else Choice.AUTO
        run = None
        if not self.is_dry:
            sources = "\n".join(path.name for path in options["paths"])
            run = ImportRun.objects.create(kind=self.kind.name, sources=sources)
        self.options = RecordOptions(
            key=options.get("key", "slug"), publish=options.get("publish", False), run=run
        )
        self.counts: Counter[Status] = Counter()
        self.printed: list[dict[str, Any]] = []

    def take(self, read: ReadRecord | UnreadableFile) -> None:
        """Carry out one record, or tell why there is none."""
        if isinstance(read, UnreadableFile):
            self.counts[Status.FAILED] += 1
            self.complain(read.name, read.sentence)
            return
        act = preview_record if self.is_dry else apply_record
        outcome = act(self.kind, read.record, self.choice, self.options)
        self.counts[outcome.status] += 1
        if outcome.status == Status.FAILED:
            self.complain(read.name, "; ".join(outcome.problems))
        elif not self.prints_json:
            self.tell(read, outcome)
        for remark in read.remarks if not self.prints_json else ():
            self.say(f"  {remark}")
        if self.prints_json:
            self.printed.append(_as_json(read, outcome))

    def tell(self, read: ReadRecord, outcome: Outcome) -> None:
        """Write the lines about one record."""
        self.say(f"{read.name}: {_sentence(outcome, is_dry=self.is_dry)}")
        for difference in outcome.differences:
            self.say(f"  {difference.key}:")
            for line in difference.lines():
                self.say(f"    {line}")

    def say(self, line: str) -> None:
        """Write a line to stdout, above the progress bar when there is one."""
        tqdm.write(line, file=self.command.stdout._out)

    def complain(self, name: str, sentence: str) -> None:
        """Write a line to stderr."""
        tqdm.write(" ".join(f"{name}: {sentence}".split()), file=self.command.stderr._out)

    def report(self) -> None:
        """Write the JSON, or the count of everything and how to take it back."""
        run = self.options.run
        changed = self.counts[Status.CREATED] + self.counts[Status.UPDATED]
        if run and not changed:
            run.delete()
        if self.prints_json:
            self.command.stdout.write(json.dumps(self.printed, ensure_ascii=False, indent=2))
            return
        counts = ", ".join(f"{status.value}: {self.counts[status]}" for status in Status)
        self.say((_("Dry run, nothing was changed. ") if self.is_dry else "") + counts)
        if run and changed:
            self.say(_("This was import %(id)d; --undo %(id)d takes it back.") % {"id": run.pk})


def _as_json(read: ReadRecord, outcome: Outcome) -> dict[str, Any]:
    page = outcome.page
    return {
        "source": read.name,
        "status": outcome.status.value,
        "id": page.pk if page else None,
        "slug": page.slug if page else None,
        "name": page.title if page else read.record.get("name"),
        "differences": [
            {"key": one.key, "before": one.before, "after": one.after}
            for one in outcome.differences
        ],
        "problems": outcome.problems,
        "remarks": list(read.remarks),
    }


def _sentence(outcome: Outcome, *, is_dry: bool) -> str:
    page = outcome.page
    sentences = {
        Status.CREATED: _("“%(title)s” was created (%(slug)s)."),
        Status.UPDATED: _("“%(slug)s” was revised."),
        Status.UNCHANGED: _("“%(slug)s” says the same already."),
        Status.SKIPPED: _("the site has it as “%(slug)s”; it was skipped (--update revises it)."),
    }
    if is_dry:
        sentences[Status.CREATED] = _("“%(title)s” would be created (%(slug)s).")
        sentences[Status.UPDATED] = _("“%(slug)s” would be revised.")
    values = {"title": page.title if page else "", "slug": page.slug if page else ""}
    return sentences[outcome.status] % values


def _with_progress(path: Path, kind: RecordKind | RowKind) -> Iterator[ReadRecord | UnreadableFile]:
    """Read the records with a progress bar, which shows on a terminal alone."""
    formats = kind.formats if isinstance(kind, RecordKind) else {}
    readers = {ending: one.read for ending, one in formats.items()}
    records = read_records(path, kind.table, readers)
    yield from tqdm(records, unit=" records", disable=None, file=sys.stderr, leave=False)
