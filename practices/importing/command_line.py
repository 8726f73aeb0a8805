"""The import of records as a command: one line a record, a report at the end, JSON on demand."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from practices.forms.reading import FormError, Source
from practices.importing.applying import apply_planned, preview
from practices.importing.kinds import Kind
from practices.importing.outcomes import Choice, ImportOptions, Outcome, Status
from practices.importing.planning import PlannedRecord, plan_import


class ImportCommand(BaseCommand):
    """Imports the records of `kind`; each command is a subclass that names the kind and an example."""

    kind: ClassVar[Kind]
    example: ClassVar[str]

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Show the example below the options."""
        return super().create_parser(prog_name, subcommand, epilog=self.example, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare paths and options."""
        parser.add_argument(
            "paths",
            nargs="+",
            type=Path,
            metavar="PATH",
            help="A Word or Excel form, a JSON file, a zip of these, or a directory.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would happen and change nothing."
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="Print JSON alone: what the forms say with --dry-run, else what was done.",
        )
        parser.add_argument(
            "--update",
            action="store_true",
            help="Revise records that the site has (same number and organisation, or same slug) "
            "and show what differs. Without it they are left alone.",
        )
        parser.add_argument(
            "--publish", action="store_true", help="Publish at once; otherwise all are drafts."
        )
        parser.add_argument(
            "--no-create-organisations",
            action="store_true",
            help="Do not make draft entries for organisations that the directory lacks.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import everything that can be imported; exit with 1 when something could not."""
        run = _Run(self, options)
        for result in _with_progress([Path(path) for path in options["paths"]], self.kind):
            run.take(result)
        run.report()
        if run.counts[Status.FAILED]:
            sys.exit(1)


class _Run:
    """One run of the command: what it was asked, and what became of the records so far."""

    def __init__(self, command: ImportCommand, options: dict[str, Any]) -> None:
        self.command = command
        self.is_dry = options["dry_run"]
        self.prints_json = options["json"]
        self.choice = Choice.UPDATE if options["update"] else Choice.AUTO
        self.options = ImportOptions(
            publish=options["publish"],
            create_organisations=not options["no_create_organisations"],
        )
        self.counts: Counter[Status] = Counter()
        self.printed: list[dict[str, Any]] = []

    def take(self, result: PlannedRecord | FormError) -> None:
        """Carry out one record, or tell why there is none."""
        if isinstance(result, FormError):
            self.counts[Status.FAILED] += 1
            self.complain(result.name, result.sentence)
            return
        choice = self.choice
        if choice == Choice.UPDATE and result.match is None:
            choice = Choice.NEW
        act = preview if self.is_dry else apply_planned
        outcome = act(result, choice, self.options)
        self.counts[outcome.status] += 1
        self.tell(result, outcome)
        if self.prints_json:
            self.printed.append(self.as_json(result, outcome))

    def as_json(self, planned: PlannedRecord, outcome: Outcome) -> dict[str, Any]:
        """Return what the form says (dry run), or what was done with it."""
        if self.is_dry:
            said = planned.form.to_json()
            if outcome.warnings:
                # The form is not to blame for these: they depend on what the site has already.
                said["on_import"] = [warning.to_json() for warning in outcome.warnings]
            return said
        return {
            "source": planned.name,
            "status": outcome.status.value,
            "id": outcome.page.pk if outcome.page else None,
            "slug": outcome.page.slug if outcome.page else None,
            "changed": [difference.key for difference in outcome.differences],
            "warnings": [w.to_json() for w in (*planned.warnings, *outcome.warnings)],
            "problems": outcome.problems,
        }

    def tell(self, planned: PlannedRecord, outcome: Outcome) -> None:
        """Write the lines about one record; with --json only what went wrong, on stderr."""
        if outcome.status == Status.FAILED:
            self.complain(planned.name, "; ".join(outcome.problems))
        if self.prints_json or outcome.status == Status.FAILED:
            return
        self.say(f"{planned.name}: {_sentence(planned, outcome, is_dry=self.is_dry)}")
        for warning in (*planned.warnings, *outcome.warnings):
            self.say(f"  ! {warning.message}")
        for difference in outcome.differences:
            self.say(f"  {difference.key}:")
            for line in difference.lines():
                self.say(f"    {line}")

    def say(self, line: str) -> None:
        """Write a line to stdout, above the progress bar when there is one."""
        tqdm.write(line, file=self.command.stdout._out)

    def complain(self, name: str, sentence: str) -> None:
        """Write a line to stderr."""
        one_line = " ".join(f"{name}: {sentence}".split())
        tqdm.write(one_line, file=self.command.stderr._out)

    def report(self) -> None:
        """Write the JSON, or the count of everything."""
        if self.prints_json:
            self.command.stdout.write(json.dumps(self.printed, ensure_ascii=False, indent=2))
            return
        counts = ", ".join(f"{_WORDS[status]}: {self.counts[status]}" for status in Status)
        self.say((_("Dry run, nothing was changed. ") if self.is_dry else "") + counts)


_WORDS = {
    Status.CREATED: "created",
    Status.UPDATED: "updated",
    Status.UNCHANGED: "unchanged",
    Status.SKIPPED: "skipped",
    Status.FAILED: "failed",
}


def _sentence(planned: PlannedRecord, outcome: Outcome, *, is_dry: bool) -> str:
    values = {"title": planned.title, "slug": outcome.page.slug if outcome.page else ""}
    sentences = {
        Status.CREATED: _("“%(title)s” was created (%(slug)s)."),
        Status.UPDATED: _("“%(slug)s” was revised."),
        Status.UNCHANGED: _("“%(slug)s” says the same already."),
        Status.SKIPPED: _("the site has it as “%(slug)s”; it was skipped (--update revises it)."),
    }
    dry_sentences = {
        Status.CREATED: _("“%(title)s” would be created."),
        Status.UPDATED: _("“%(slug)s” would be revised."),
    }
    sentence = (is_dry and dry_sentences.get(outcome.status)) or sentences[outcome.status]
    return sentence % values


def _with_progress(paths: list[Path], kind: Kind) -> Iterator[PlannedRecord | FormError]:
    """Read the records with a progress bar, which shows on a terminal alone."""
    sources: list[Source] = list(paths)
    records = plan_import(sources, kind)
    yield from tqdm(records, unit=" records", disable=None, file=sys.stderr, leave=False)
