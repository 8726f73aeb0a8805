"""`check_confidentiality`: what in a file could identify or endanger a person, before it is sent."""

import json
import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from core.anonymity import Finding, FindingKind
from core.confidential_files import FileReport, check_path
from core.files import UnreadableFile

#: characters of the sentence on each side of a finding
_AROUND = 40
#: what programs and systems leave in directories
_LITTER = (".", "~$", "__MACOSX", "Thumbs.db", "desktop.ini")


class Command(BaseCommand):
    """Checks files and directories, changes nothing."""

    help = (
        "Find what could identify or endanger a person in files: names, personal mailboxes, mobile\n"
        "numbers, addresses, dates of birth and more, in text, margins, comments, tracked changes,\n"
        "hidden words, properties, the data of photographs and the names of the files themselves.\n"
        "Files: txt, docx, xlsx, pdf, jpeg, png. A directory is searched with all below it.\n\n"
        "The exit status is 0 whether or not something was found, and 1 when a file could not be\n"
        "read: each such file gets one line on stderr, and the others are checked all the same."
    )
    example = "Example: manage.py check_confidentiality report.docx photos/ --json"

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> Any:
        """Show the example below the options."""
        return super().create_parser(prog_name, subcommand, epilog=self.example, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare paths and options."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="A file or a directory."
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="Print JSON alone: [{source, findings: [{kind, text, start, end, place}]}].",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything that can be read; exit with 1 when something could not."""
        sources = list(_sources([Path(path) for path in options["paths"]]))
        reports = []
        failed = False
        for path, name in tqdm(sources, unit=" files", disable=None, file=sys.stderr, leave=False):
            try:
                report = check_path(path, name)
            except UnreadableFile as error:
                failed = True
                self._complain(error)
                continue
            reports.append(report)
            if not options["json"]:
                self._tell(report)
        if options["json"]:
            printed = [_as_json(report) for report in reports]
            self.stdout.write(json.dumps(printed, ensure_ascii=False, indent=2))
        if failed:
            sys.exit(1)

    def _complain(self, error: UnreadableFile) -> None:
        """Write one line on stderr, without breaking the progress bar."""
        tqdm.write(" ".join(str(error).split()), file=self.stderr._out)

    def _tell(self, report: FileReport) -> None:
        """Write what was found in one file: kind, place, and the words around."""
        count = len(report.findings)
        lines = [f"{report.source}: " + (_("%d found") % count if count else _("nothing found"))]
        for finding in report.findings:
            label = FindingKind(finding.kind).label
            lines.append(f"  {label} ({finding.place}): {_excerpt(report, finding)}")
        lines += [f"  {_('Note')}: {note}" for note in report.notes]
        tqdm.write("\n".join(lines), file=self.stdout._out)


def _sources(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Give every file with the name it is called by: a file of a directory by its path in there."""
    for path in paths:
        if not path.is_dir():
            yield path, path.name or str(path)
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith(_LITTER))
            for name in sorted(files):
                if not name.startswith(_LITTER):
                    found = Path(folder) / name
                    yield found, found.relative_to(path).as_posix()


def _as_json(report: FileReport) -> dict[str, Any]:
    return {
        "source": report.source,
        "findings": [
            {
                "kind": str(one.kind),
                "text": one.text,
                "start": one.start,
                "end": one.end,
                "place": one.place,
            }
            for one in report.findings
        ],
    }


def _excerpt(report: FileReport, finding: Finding) -> str:
    """Return the finding between signs, with the words around it in one line."""
    for text in report.texts.get(finding.place, ()):
        if text[finding.start : finding.end] == finding.text:
            before = text[max(0, finding.start - _AROUND) : finding.start]
            after = text[finding.end : finding.end + _AROUND]
            return " ".join(f"{before}»{finding.text}«{after}".split())
    return f"»{finding.text}«"
